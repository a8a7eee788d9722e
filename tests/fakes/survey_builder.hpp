// Surveys written out as a reader would tell them: host().add(image("shop/a:1", "a").tagged_ago(21d)).
// Every date counts back from one `now`; whatever is not said is unknown.
#pragma once

#include <chrono>
#include <string>
#include <utility>

#include "model/survey.hpp"

namespace dropsweep::fakes {

using namespace std::chrono_literals;

inline constexpr instant now = std::chrono::sys_days{std::chrono::year{2026} / 3 / 1} + 12h;
inline constexpr span days(int number) { return number * 24h; }

// "a" -> "sha256:aaaa...": 64 hexadecimal digits, as the engine's ids are.
inline object_id id_of(std::string_view letters) {
  std::string digits;
  while (digits.size() < 64) digits += letters;
  return digits.substr(0, 64);
}
inline object_id image_id(std::string_view letters) { return "sha256:" + id_of(letters); }

struct image_builder {
  image it;

  explicit image_builder(std::string_view letters, std::vector<foreign> tags = {}) {
    it.id = image_id(letters);
    it.tags = std::move(tags);
    it.size = {100};
  }
  image_builder& tagged(span ago) { return it.last_tagged = now - ago, *this; }
  image_builder& arrived(span ago) { return it.arrived = now - ago, *this; }
  image_builder& built(span ago) { return it.created = now - ago, *this; }
  image_builder& layer(std::string name) { return it.layer = std::move(name), *this; }
  image_builder& first_seen(span ago) { return it.seen.first = now - ago, *this; }
  image_builder& seen_in_use(span ago) { return it.seen.last_in_use = now - ago, *this; }
  image_builder& digest(foreign one) { return it.digests.push_back(std::move(one)), *this; }
  image_builder& child_of(std::string_view letters) { return it.parent = image_id(letters), *this; }
  image_builder& size(std::int64_t all, std::optional<std::int64_t> shared = {}) {
    it.size = {all};
    if (shared) it.shared = byte_count{*shared};
    return *this;
  }
  image_builder& label(foreign key, foreign value) { return it.labels[std::move(key)] = std::move(value), *this; }
};

struct container_builder {
  container it;

  container_builder(std::string name, std::string_view letters_of_image) {
    it.id = "container-" + name;
    it.name = name;
    it.image_id = image_id(letters_of_image);
  }
  container_builder& running() { return it.state = container_state::running, *this; }
  container_builder& state(container_state what) { return it.state = what, *this; }
  container_builder& exited(span ago) {
    it.state = container_state::exited;
    it.finished = now - ago;
    return *this;
  }
  container_builder& created(span ago) { return it.created = now - ago, *this; }
  container_builder& started(span ago) { return it.started = now - ago, *this; }
  container_builder& finished(span ago) { return it.finished = now - ago, *this; }
  container_builder& without_image() { return it.image_id.clear(), *this; }
  container_builder& layer(std::int64_t bytes) { return it.writable_layer = {bytes}, *this; }
  container_builder& reference(foreign name) { return it.image_reference = std::move(name), *this; }
  container_builder& volume(foreign name) { return mount_of(mount::kind::volume, std::move(name)); }
  container_builder& mount_of(mount::kind type, foreign source) {
    it.mounts.push_back({.type = type, .source = std::move(source), .destination = "/data"});
    return *this;
  }
  container_builder& network(object_id id, foreign name) {
    return it.networks.push_back({std::move(id), std::move(name)}), *this;
  }
  container_builder& joins(const std::string& name) { return it.joins.push_back("container-" + name), *this; }
  container_builder& label(foreign key, foreign value) { return it.labels[std::move(key)] = std::move(value), *this; }
};

struct volume_builder {
  volume it;

  explicit volume_builder(foreign name) {
    it.name = std::move(name);
    it.driver = "local";
  }
  volume_builder& anonymous() { return it.anonymous = true, *this; }
  volume_builder& created(span ago) { return it.created = now - ago, *this; }
  volume_builder& seen_in_use(span ago) { return it.seen.last_in_use = now - ago, *this; }
  volume_builder& seen_unused(span ago) { return it.seen.unused_since = now - ago, *this; }
  volume_builder& driver(std::string name) { return it.driver = std::move(name), *this; }
  volume_builder& options() { return it.driver_options = true, *this; }
  volume_builder& size(std::int64_t bytes) { return it.size = byte_count{bytes}, *this; }
  volume_builder& label(foreign key, foreign value) { return it.labels[std::move(key)] = std::move(value), *this; }
};

struct network_builder {
  network it;

  explicit network_builder(std::string name) {
    it.id = "network-" + name;
    it.name = name;
    it.driver = "bridge";
    it.scope = "local";
  }
  network_builder& called(foreign name) { return it.name = std::move(name), *this; }
  network_builder& created(span ago) { return it.created = now - ago, *this; }
  network_builder& predefined() { return it.predefined = true, *this; }
  network_builder& scope(std::string word) { return it.scope = std::move(word), *this; }
  network_builder& attached(object_id container) { return it.attached.push_back(std::move(container)), *this; }
  network_builder& label(foreign key, foreign value) { return it.labels[std::move(key)] = std::move(value), *this; }
};

struct record_builder {
  cache_record it;

  explicit record_builder(std::string id) {
    it.id = std::move(id);
    it.type = "regular";
    it.size = {10};
  }
  record_builder& used(span ago) { return it.last_used = now - ago, *this; }
  record_builder& created(span ago) { return it.created = now - ago, *this; }
  record_builder& in_use() { return it.in_use = true, *this; }
  record_builder& shared() { return it.shared = true, *this; }
  record_builder& on(std::string parent) { return it.parents.push_back(std::move(parent)), *this; }
};

struct survey_builder {
  survey it;

  survey_builder() {
    it.engine.engine_id = "engine";
    it.engine.clock = now;
    it.engine.root_dir = "/var/lib/docker";
  }
  survey_builder& add(const image_builder& one) { return it.images.push_back(one.it), *this; }
  survey_builder& add(const container_builder& one) { return it.containers.push_back(one.it), *this; }
  survey_builder& add(const volume_builder& one) { return it.volumes.push_back(one.it), *this; }
  survey_builder& add(const network_builder& one) { return it.networks.push_back(one.it), *this; }
  survey_builder& add(const record_builder& one) { return it.cache.push_back(one.it), *this; }
  survey_builder& clock(span ago) { return it.engine.clock = now - ago, *this; }
  survey_builder& ledger() { return it.has_ledger = true, *this; }
  survey_builder& pulled(foreign reference, span ago) { return it.transfers.push_back({std::move(reference), now - ago}), *this; }
  survey_builder& root(std::string folder) { return it.engine.root_dir = std::move(folder), *this; }
  survey_builder& containerd() { return it.engine.containerd_store = true, *this; }
  survey_builder& pulls_unseen() { return it.transfers_unseen = true, *this; }
  survey_builder& swarm_unseen() { return it.swarm_images_unseen = true, *this; }
  survey_builder& swarm(foreign reference) { return it.swarm_images.push_back(std::move(reference)), *this; }

  operator const survey&() const { return it; }
};

inline survey_builder host() { return {}; }

}  // namespace dropsweep::fakes
