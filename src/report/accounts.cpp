// On engines with a graph driver the sums add up: what the disk has is the layers of images, what containers wrote on top of
// them, volumes, and the build cache that is no image's (tried on 20.10, 26.1 and 28.5: to a few KB). With the containerd store
// they do not: what the engine calls shared leaves out the compressed layers, and what it calls layers is another thing in 26.1
// than in 28.5. There images and build cache are left unexplained.
#include "report/accounts.hpp"

#include <set>

#include "report/measures.hpp"

namespace dropsweep {

namespace {

byte_count claimed_of(const host_record& host, object_kind kind) {
  byte_count sum;
  for (const auto& one : host.outcomes) {
    if (one.item.kind == kind) sum += claim_of(one);
  }
  return sum;
}

// Records whose bytes are an image's too: the engine counts those among the image's.
std::set<std::string_view> shared_with_images(const survey& seen) {
  std::set<std::string_view> shared;
  for (const auto& one : seen.cache) {
    if (one.shared) shared.insert(one.id);
  }
  return shared;
}

// What became the cache's alone when the images went, and stays.
byte_count taken_over_by_cache(const survey& before, const survey& after) {
  const auto were_shared = shared_with_images(before);
  byte_count sum;
  for (const auto& one : after.cache) {
    if (!one.shared && were_shared.contains(one.id)) sum += one.size;
  }
  return sum;
}

// What became the cache's alone, and went with its record.
byte_count claimed_by_image_and_record(const host_record& host) {
  const auto were_shared = shared_with_images(*host.before);
  byte_count sum;
  for (const auto& one : host.outcomes) {
    if (one.item.kind == object_kind::build_cache && were_shared.contains(one.item.id)) sum += claim_of(one);
  }
  return sum;
}

class book_keeper {
 public:
  explicit book_keeper(const host_record& host) : host_(host) {}

  std::vector<difference> differences() {
    if (!host_.before->engine.containerd_store) {
      shrank_beyond_claims(cause::image_layers, object_kind::image, &disk_usage::images, host_.before->images.size(),
                           host_.after->images.size());
      const auto kept = taken_over_by_cache(*host_.before, *host_.after);
      note(cause::kept_by_cache, byte_count{} - kept);
      const auto twice = claimed_by_image_and_record(host_);
      note(cause::claimed_twice, byte_count{} - twice);
      shrank_beyond_claims(cause::build_cache, object_kind::build_cache, &disk_usage::build_cache, host_.before->cache.size(),
                           host_.after->cache.size(), kept + twice);
    }
    shrank_beyond_claims(cause::writable_layers, object_kind::container, &disk_usage::containers, host_.before->containers.size(),
                         host_.after->containers.size());
    shrank_beyond_claims(cause::volumes, object_kind::volume, &disk_usage::volumes, host_.before->volumes.size(),
                         host_.after->volumes.size());
    const auto was = host_.before->host.container_logs, is = host_.after->host.container_logs;
    if (was && is) note(cause::container_logs, *was - *is);
    return std::move(found_);
  }

 private:
  void shrank_beyond_claims(cause why, object_kind kind, disk_usage::line disk_usage::* line, std::size_t listed_before,
                            std::size_t listed_after, byte_count told_already = {}) {
    const auto was = known_size(host_.before->usage.*line, listed_before),
               is = known_size(host_.after->usage.*line, listed_after);
    if (was && is) note(why, *was - *is - claimed_of(host_, kind) + told_already);
  }

  void note(cause why, byte_count more) {
    if (more.value != 0) found_.push_back({why, more});
  }

  const host_record& host_;
  std::vector<difference> found_;
};

}  // namespace

std::string_view machine_word(cause why) {
  switch (why) {
    case cause::image_layers: return "image_layers";
    case cause::kept_by_cache: return "kept_by_cache";
    case cause::claimed_twice: return "claimed_twice";
    case cause::build_cache: return "build_cache";
    case cause::writable_layers: return "writable_layers";
    case cause::volumes: return "volumes";
    case cause::container_logs: return "container_logs";
  }
  return "";
}

accounts accounts_of(const host_record& host) {
  accounts all{.claimed = count_removed(host.outcomes).claimed, .measured = measured(host)};
  if (!all.measured) return all;
  all.differences = book_keeper(host).differences();
  auto rest = *all.measured - all.claimed;
  for (const auto& one : all.differences) rest = rest - one.more;
  all.unexplained = rest;
  return all;
}

}  // namespace dropsweep
