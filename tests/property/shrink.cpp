#include "property/shrink.hpp"

#include <optional>
#include <utility>

#include "property/invariants.hpp"

namespace dropsweep::property {

namespace {

class shrinking {
 public:
  shrinking(example one, std::string_view sentence) : best_(std::move(one)), sentence_(sentence) {}

  example run() {
    do {
      smaller_ = false;
      fewer_objects();
      plainer_objects();
      plainer_policy();
    } while (smaller_);
    return best_;
  }

 private:
  bool still_breaks(const example& one) const {
    try {
      return first_broken(one, sentence_).has_value();
    } catch (...) {
      return true;  // "nothing is thrown" is a sentence too
    }
  }

  // Makes a change for good if the sentence is still broken with it.
  void attempt(auto change) {
    example candidate = best_;
    if (!change(candidate) || !still_breaks(candidate)) return;
    best_ = std::move(candidate);
    smaller_ = true;
  }

  // Halves first, so that hundreds of objects leave quickly; from the end, so that places before stay what they are.
  void drop_from(auto list) {
    for (auto chunk = list(best_).size(); chunk > 0; chunk /= 2) {
      for (auto end = list(best_).size(); end > 0; end = end > chunk ? end - chunk : 0) {
        attempt([&](example& one) {
          auto& from = list(one);
          if (end > from.size()) return false;
          const auto first = end > chunk ? end - chunk : 0;
          from.erase(std::next(from.begin(), static_cast<std::ptrdiff_t>(first)),
                     std::next(from.begin(), static_cast<std::ptrdiff_t>(end)));
          return true;
        });
      }
    }
  }

  void set(auto field, auto value) {
    attempt([&](example& one) {
      auto& it = field(one);
      if (it == value) return false;
      it = value;
      return true;
    });
  }

  void fewer_objects() {
    drop_from([](example& one) -> auto& { return one.facts.containers; });
    drop_from([](example& one) -> auto& { return one.facts.images; });
    drop_from([](example& one) -> auto& { return one.facts.volumes; });
    drop_from([](example& one) -> auto& { return one.facts.networks; });
    drop_from([](example& one) -> auto& { return one.facts.cache; });
    drop_from([](example& one) -> auto& { return one.facts.swarm_images; });
    drop_from([](example& one) -> auto& { return one.facts.transfers; });
    set([](example& one) -> auto& { return one.facts.has_ledger; }, false);
    set([](example& one) -> auto& { return one.facts.engine.containerd_store; }, false);
    set([](example& one) -> auto& { return one.facts.transfers_unseen; }, false);
    set([](example& one) -> auto& { return one.facts.swarm_images_unseen; }, false);
  }

  // Every field that means nothing when it is empty; `objects` finds the list.
  void plain(auto objects, auto... fields) {
    for (std::size_t i = 0; i < objects(best_).size(); ++i) {
      const auto empty_one = [&](auto field) {
        const auto its = [&](example& one) -> auto& { return objects(one)[i].*field; };
        using type = std::remove_reference_t<decltype(its(best_))>;
        if constexpr (requires(type list) { list.erase(list.begin()); } && !std::is_same_v<type, std::string>)
          drop_from(its);
        else
          set(its, type{});
      };
      (empty_one(fields), ...);
    }
  }

  void plainer_objects() {
    plain([](example& one) -> auto& { return one.facts.images; }, &image::labels, &image::tags, &image::digests, &image::parent,
          &image::shared, &image::created, &image::last_tagged, &image::arrived, &image::layer, &image::seen);
    plain([](example& one) -> auto& { return one.facts.containers; }, &container::labels, &container::mounts,
          &container::networks, &container::joins, &container::image_reference, &container::created, &container::started,
          &container::finished, &container::image_id, &container::writable_layer);
    plain([](example& one) -> auto& { return one.facts.volumes; }, &volume::labels, &volume::driver_options, &volume::size,
          &volume::created, &volume::anonymous, &volume::seen);
    plain([](example& one) -> auto& { return one.facts.networks; }, &network::labels, &network::attached, &network::predefined,
          &network::created);
    plain([](example& one) -> auto& { return one.facts.cache; }, &cache_record::parents, &cache_record::in_use,
          &cache_record::shared, &cache_record::created, &cache_record::last_used);
    for (auto& it : best_.facts.cache) it.type = "regular";  // nothing is decided by it
  }

  void plainer_policy() {
    drop_from([](example& one) -> auto& { return one.rules.keep; });
    const auto plain_rules = default_policy(best_.rules.mode);
    set([](example& one) -> auto& { return one.rules.keep_last; }, 0U);
    set([](example& one) -> auto& { return one.rules.older_than; }, plain_rules.older_than);
    set([](example& one) -> auto& { return one.rules.min_age; }, plain_rules.min_age);
    set([](example& one) -> auto& { return one.rules.volumes; }, plain_rules.volumes);
    set([](example& one) -> auto& { return one.rules.until_enough; }, false);
    for (std::uint64_t salt = 0; salt < 4 && best_.salt > salt; ++salt) set([](example& one) -> auto& { return one.salt; }, salt);
  }

  example best_;
  std::string sentence_;
  bool smaller_ = false;
};

}  // namespace

example shrink(example one, std::string_view sentence) { return shrinking(std::move(one), sentence).run(); }

}  // namespace dropsweep::property
