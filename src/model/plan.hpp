// What goes, what stays, in which order and why. Made by plan/, carried out by sweep/, kept in a file by report/.
#pragma once

#include <string>
#include <vector>

#include "model/policy.hpp"
#include "model/survey.hpp"

namespace dropsweep {

// What an item looked like when it was judged. An item that looks different just before it goes is kept: "changed since the
// plan".
//   container: state and FinishedAt; image: its sorted tags; volume: CreatedAt; network: CreatedAt; cache: LastUsedAt.
using fingerprint = std::string;

struct item {
  object_kind kind{};
  object_id id;               // a volume's name is its id
  foreign name;               // for people: container name, first tag or short id, volume name, network name, cache description
  std::vector<foreign> tags;  // images: every tag it has
  byte_count size;            // what its removal may give back at most, the engine's claim
  dropsweep::fingerprint looks;
  std::vector<object_id>
      after;           // items of the same plan that must be gone before: an image's children, a cache record's children
  std::string reason;  // a phrase: "exited 3 weeks ago", "used by container shop-gateway-1", "kept by keep: image:shop/*"
};

struct plan {
  sweep_mode mode{};
  std::string engine_id;
  instant made;              // the engine's clock
  std::vector<item> remove;  // in the order in which they go
  std::vector<item> keep;
};

byte_count total_size(const std::vector<item>& items);

std::string_view name(object_kind kind);         // "container", "image", "build cache record", "volume", "network"
std::string_view plural_name(object_kind kind);  // "containers", "images", "build cache records", "volumes", "networks"

// One place each for how an object is recognised again: planning, the second look and plan files agree by calling these.
fingerprint looks_of(const container& it);
fingerprint looks_of(const image& it);
fingerprint looks_of(const volume& it);
fingerprint looks_of(const network& it);
fingerprint looks_of(const cache_record& it);

}  // namespace dropsweep
