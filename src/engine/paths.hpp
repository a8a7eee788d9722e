// Names into request paths. An id or a reference that does not look like one is never asked for: a plan file is not ours.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "core/time.hpp"

namespace dropsweep {

bool is_hex(std::string_view text, std::size_t digits);
bool is_object_id(std::string_view text);   // container or network: 64 hex digits
bool is_network_id(std::string_view text);  // also swarm's: 25 letters and digits
bool is_image_id(std::string_view text);    // "sha256:<64 hex>"
bool is_cache_id(std::string_view text);    // letters and digits

// "repository:tag", "registry:5000/a/b:tag", "repository@sha256:..." or an image's id: the characters that such names have, and
// no empty,
// "." or ".." between slashes.
bool is_image_reference(std::string_view text);

// Everything but letters, digits and "-._~".
std::string percent_encoded(std::string_view text);

// "filters=" and {"KEY":{"VALUE":true,...}}, the form that every engine version reads: what matches one of the values.
std::string filter(std::string_view key, std::span<const std::string> any_of);
std::string filter(std::string_view key, std::string value);

// What the engine remembers of the time between two moments of its clock, where KEY is VALUE.
std::string events_path(instant since, instant until, std::string_view key, std::string value);

}  // namespace dropsweep
