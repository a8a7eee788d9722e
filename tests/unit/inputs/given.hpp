// The process's surroundings as a line of a test: no process, no environment of ours.
#pragma once

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

#include "inputs/settings.hpp"
#include "unit/temporary_folder.hpp"

namespace dropsweep::test {

using words = std::vector<std::string>;
using variables = std::map<std::string, std::string>;

inline result<std::variant<settings, just_print>> read(words arguments, variables environment = {}) {
  return read_settings({.arguments = std::move(arguments), .environment = std::move(environment)});
}

// The settings, where they can be read.
inline settings accepted(words arguments, variables environment = {}) {
  auto answer = read(std::move(arguments), std::move(environment));
  if (!answer) FAIL(answer.error().seen);
  REQUIRE(std::holds_alternative<settings>(*answer));
  return std::get<settings>(std::move(*answer));
}

// A sweep of one host with these variables.
inline settings swept(variables environment) { return accepted({"sweep", "root@203.0.113.7"}, std::move(environment)); }

// All words of the refusal.
inline std::string refused(words arguments, variables environment = {}) {
  const auto answer = read(std::move(arguments), std::move(environment));
  REQUIRE_FALSE(answer.has_value());
  CHECK(answer.error().code == exit_code::inputs);
  CHECK(answer.error().step == "inputs");
  CHECK(answer.error().theirs.empty());
  return one_line(answer.error());
}

inline std::string refused_sweep(variables environment) { return refused({"sweep", "root@203.0.113.7"}, std::move(environment)); }

inline just_print printed(words arguments, variables environment = {}) {
  auto answer = read(std::move(arguments), std::move(environment));
  REQUIRE(answer.has_value());
  REQUIRE(std::holds_alternative<just_print>(*answer));
  return std::get<just_print>(*answer);
}

inline std::vector<ssh_address> hosts_of(const std::vector<jump_host>& way) {
  std::vector<ssh_address> hosts;
  for (const auto& one : way) hosts.push_back(one.to);
  return hosts;
}

// A folder with files of its own, gone with the test.
class scratch {
 public:
  std::string path(const std::string& name) const { return folder_ / name; }
  std::string write(const std::string& name, std::string_view text) const;

 private:
  temporary_folder folder_;
};

}  // namespace dropsweep::test
