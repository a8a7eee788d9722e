#include "inputs/forget_secrets.hpp"

#include <algorithm>
#include <cstring>

#include "inputs/table.hpp"

namespace dropsweep {

namespace {

bool holds_a_secret(std::string_view variable) {
  return std::ranges::any_of(all_inputs(), [&](const input& what) {
    return what.kind == input_kind::secret &&
           (variable == environment_name(what.name) || variable == runner_environment_name(what.name));
  });
}

void forget_keys(host_access& own) noexcept {
  for (auto& one : own.identities) one.private_key = secret();
}

void forget_keys(std::vector<jump_host>& way) noexcept {
  for (auto& hop : way) forget_keys(hop.own);
}

}  // namespace

void forget_secrets(char** variables) noexcept {
  for (; *variables != nullptr; ++variables) {
    char* const equals = std::strchr(*variables, '=');
    if (equals == nullptr || !holds_a_secret({*variables, equals})) continue;
    ::explicit_bzero(equals + 1, std::strlen(equals + 1));
  }
}

void forget_secrets(surroundings& given) noexcept {
  for (auto& [name, value] : given.environment)
    if (holds_a_secret(name)) wipe(value);
}

void forget_secrets(settings& how) noexcept {
  for (auto* one : {&how.access.private_key, &how.access.passphrase, &how.access.password}) *one = secret();
  for (auto& one : how.access.identities) one.private_key = secret();
  forget_keys(how.access.jump_hosts);
  for (auto& one : how.from_ssh_config) {
    forget_keys(one.own);
    forget_keys(one.jump_hosts);
  }
}

}  // namespace dropsweep
