// `host` lines and `jump-host`: where to go.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "inputs/words.hpp"
#include "model/target.hpp"

namespace dropsweep {

// For targets that do not say.
struct target_defaults {
  std::string user = "root";
  std::uint16_t port = 22;
};

// [ssh://][user@]host[:port], IPv6 in brackets, or unix:///path/to/docker.sock. A password in it is refused and never shown.
parsed<target> parse_target(std::string_view line, const target_defaults& otherwise);

// [user@]host[:port], several with commas between them, in the order of the way.
parsed<std::vector<ssh_address>> parse_jump_hosts(std::string_view text, const target_defaults& otherwise);

// A login name of letters, digits and . _ + -; not led by a dash.
parsed<std::string> parse_user(std::string_view text);

}  // namespace dropsweep
