// The facts that every rule looks at, and small questions about them that several ask.
#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "core/counted.hpp"
#include "core/pasted.hpp"
#include "model/advice.hpp"
#include "model/survey.hpp"

namespace dropsweep {

struct advice_view {
  advice_view(const survey& seen, const advice_facts& more);

  const survey& seen;
  const advice_facts& more;

  // Made once, for rules ask it of each object: a host may have 30,000 of them, with hundreds of thousands of mounts, and while
  // advice is made nobody hears a signal or a timeout. Of objects with the same name, the first.
  std::unordered_map<std::string_view, const container*> containers;  // by id
  std::unordered_map<std::string_view, const image*> images;          // by id
  std::unordered_map<std::string_view, const volume*> volumes;        // by name
  std::unordered_set<std::string_view> used_images;                   // ids
  std::unordered_set<std::string_view> mounted_volumes;               // names; of volumes that are there
};

inline constexpr std::int64_t mebibyte = std::int64_t{1} << 20;

std::vector<const container*> running_containers(const survey& seen);
const container* container_of(const advice_view& of, std::string_view id);  // nullptr: it is not there
const image* image_of(const advice_view& of, std::string_view id);
const volume* volume_of(const advice_view& of, std::string_view name);

// Since its start, with the page cache; by the kernel, or where its files are not to be read by the engine.
std::optional<byte_count> peak_of(const advice_view& of, const container& one);
// The most that earlier runs measured of a container of this name, without the page cache.
std::optional<byte_count> recorded_memory(const survey& seen, const container& one);
std::optional<std::int64_t> kills_of(const advice_view& of, const container& one);
std::optional<byte_count> log_of(const advice_view& of, const container& one);

// Memory of the host that somebody uses; nullopt where its shell does not tell.
std::optional<byte_count> host_memory_used(const survey& seen);

// Images that some container has, running or not.
bool is_in_use(const advice_view& of, const image& one);
bool is_mounted(const advice_view& of, const volume& one);

// A builder of buildx, in a container of its own.
bool is_builder(const container& one);

// "shop/gateway" of "shop/gateway:v7"; "" of an image without a name.
std::string repository_of(const image& one);
std::string title_of_image(const image& one);  // its first tag, or a short id; made visible

// A Compose service, "" where there is none. Made by Compose's labels, so of anybody's choosing.
struct compose_place {
  std::string project, service;
};
compose_place compose_place_of(const container& one);

std::int64_t percent_of(byte_count part, byte_count whole);  // 0 when the whole is unknown
std::string days_words(double days);                         // "12 days", "1.5 days"

// The first few, and how many more there are.
inline constexpr std::size_t evidence_most = 8;
void add_evidence(finding& to, std::vector<std::string> lines, std::size_t most = evidence_most);

}  // namespace dropsweep
