// What OpenSSH's client would do with a host name: the answer of `ssh -G`, as far as it is of use here.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "inputs/words.hpp"

namespace dropsweep {

struct ssh_config {
  std::string host_name, user;
  std::uint16_t port = 22;
  std::vector<std::string> identity_files, known_hosts_files;  // as ssh tells them: with ~ and %-tokens
  bool identities_only = false;
  std::string proxy_jump, proxy_command;  // "" = none
};

// Lines that are not of use are passed over. nullopt: this is no answer of `ssh -G`.
std::optional<ssh_config> read_ssh_config(std::string_view answer);

// ~ and %d %h %r %p %n %u %% in a file's name; nullopt for a token that is not known here.
struct path_tokens {
  std::string_view home, local_user, alias;
  const ssh_config& config;
};
std::optional<std::string> expand_path(std::string_view path, const path_tokens& tokens);

}  // namespace dropsweep
