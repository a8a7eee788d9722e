// The words that random hosts and random keep lines have in common, so that they meet often.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "fakes/survey_builder.hpp"

namespace dropsweep::property {

// As an engine lists them. The same last word behind several registries, one with a port, one of a single word.
inline constexpr std::array<std::string_view, 5> repositories{"nginx", "shop/api", "registry:5000/shop/api", "ghcr.io/shop/api",
                                                              "localhost/web"};

inline std::string digest(std::size_t number) { return fakes::image_id("d" + std::to_string(number)); }
inline constexpr std::size_t digests_in_use = 5;  // few, so that two repositories share one now and then

inline constexpr std::string_view volumes_folder = "/var/lib/docker/volumes/";

}  // namespace dropsweep::property
