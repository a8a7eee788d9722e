// JSON from a stranger, within bounds: at most 64 levels deep and so many values, whatever the text says. Lists of many objects
// are handed over one by one while the text is read, so that never more than one of them is held in memory beside the text.
#pragma once

#include <expected>
#include <functional>
#include <nlohmann/json.hpp>
#include <span>
#include <string_view>

#include "core/error.hpp"

namespace dropsweep {

using nlohmann::json;

inline constexpr std::size_t json_depth_most = 64;
// What one answer may make us keep. The largest hosts stay far below: 10,000 build cache records are 140,000 values.
inline constexpr std::size_t json_objects_most = 20'000;    // in lists
inline constexpr std::size_t json_values_in_all = 400'000;  // with those in lists
inline constexpr std::size_t json_values_most = 25'000;     // at once; 16 to 100 bytes each

// `list`: the index in `lists`.
using element_reader = std::function<void(std::size_t list, json element)>;

// The document without the elements of `lists`, which go to `read`. A list is named by the keys that lead to it: "" is the
// document itself, "Images", "ImageUsage/Items". Elements must be objects. The error is a phrase: "the answer is no JSON (at byte
// 12)".
std::expected<json, std::string> read_json(std::string_view text, std::span<const std::string_view> lists = {},
                                           const element_reader& read = {});

}  // namespace dropsweep
