// The record's objects sorted for reading: by kind, biggest first; kept ones by reason.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/record.hpp"

namespace dropsweep {

// One object as a list shows it. Points into the record: valid as long as that.
struct entry {
  const item* what = nullptr;
  byte_count size;                 // the engine's claim where it made one, else the item's
  std::string_view why;            // ours; may be empty
  const foreign* words = nullptr;  // the engine's, or null
};

struct kind_group {
  object_kind kind{};
  std::vector<entry> entries;  // biggest first
  byte_count size;
};

struct reason_group {
  std::string reason;  // "used by a container", "age unknown"
  std::vector<entry> entries;
};

std::vector<entry> entries_that(const host_record& host, fate what);
std::vector<entry> planned_entries(const host_record& host);

std::vector<kind_group> by_kind(std::vector<entry> entries);
// What the plan kept, the most common reason first.
std::vector<reason_group> kept_by_reason(const host_record& host);

// The reason without what is one object's own in it, so that "used by container a (running)" and "used by container b (running)"
// count as one.
std::string reason_class(std::string_view reason);

// "shop/gateway:1 (+2 tags)": the name made visible, and how many more it has.
std::string title_of(const item& one);

}  // namespace dropsweep
