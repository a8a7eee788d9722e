// The whole of arguments and environment: lines of "NAME=VALUE" are variables, all others are arguments. They become settings
// within their bounds or one refusal, and a secret is never in it. Inputs that name files are left out: what they hold has
// fuzzers of its own, and which files there are is no property of a text.
#include <algorithm>
#include <array>

#include "fuzz/promise.hpp"
#include "inputs/settings.hpp"

namespace dropsweep::fuzz::settings_fuzzer {

namespace {

constexpr std::array<std::string_view, 6> name_files{"PLAN", "SSH_KEY_FILE", "SSH-KEY-FILE", "HOME", "plan", "ssh-key-file"};
constexpr std::string_view secret_text = "tr0ub4dor&3";

bool is_left_out(std::string_view line) {
  return line.contains(secret_text) ||
         std::ranges::any_of(name_files, [&](std::string_view name) { return line.contains(name); });
}

surroundings read_input(std::string_view text) {
  surroundings given;
  while (!text.empty()) {
    const auto line = take_line(text);
    if (is_left_out(line)) continue;
    const auto equals = line.find('=');
    if (line.starts_with("INPUT_") || line.starts_with("GITHUB_") || line.starts_with("RUNNER_")) {
      // A second one of the same name is another line of the same list.
      auto& value = given.environment[std::string(line.substr(0, equals))];
      if (!value.empty()) value += '\n';
      value += equals == std::string_view::npos ? std::string_view() : line.substr(equals + 1);
    } else {
      given.arguments.emplace_back(line);
    }
  }
  for (const auto* input : {"INPUT_SSH_KEY", "INPUT_SSH_PASSWORD", "INPUT_SSH_KEY_PASSPHRASE"})
    given.environment[input] = secret_text;
  return given;
}

void must_be_checked(const settings& read) {
  must(!read.targets.empty() && read.max_parallel >= 1 && read.max_parallel <= 256, "targets");
  must(read.disk_above >= 0 && read.disk_above <= 100, "a percentage");
  for (const auto wait : {read.timeout, read.health_timeout, read.lock_timeout, read.access.connect_timeout, read.busy.patience})
    must(wait > span{} && wait <= std::chrono::hours{24}, "a time to wait");
  must(read.policy.min_age > span{} && read.policy.older_than > span{} && read.policy.keep_last <= 1000, "an age");
  must(read.policies_for_plans.empty() || read.policies_for_plans.size() == 3, "policies of plans");
  must_be_visible(read.owner);
}

}  // namespace

FUZZER(settings) {
  const auto given = read_input(text_of(data, size));
  (void)read_report_paths(given);
  const auto read = read_settings(given);
  if (!read) {
    must(read.error().code == exit_code::inputs && read.error().theirs.empty(), "another failure than of inputs");
    const auto told = one_line(read.error());
    must_be_visible(told);
    must(!read.error().seen.contains(secret_text) && !read.error().advice.contains(secret_text), "a secret is told");
  } else if (const auto* all = std::get_if<settings>(&*read)) {
    must_be_checked(*all);
  }
  return 0;
}

}  // namespace dropsweep::fuzz::settings_fuzzer
