#include <fmt/format.h>

#include <algorithm>

#include "inputs/read_file.hpp"
#include "inputs/read_parts.hpp"
#include "inputs/scalars.hpp"
#include "inputs/table.hpp"

namespace dropsweep {

namespace {

constexpr std::size_t largest_plan = 64 << 20;
constexpr unsigned most_at_once = 256;

// Told before any list is taken apart: its lines, one by one, no longer look like a key.
void refuse_misplaced_keys(const command_line& line, const given_inputs& inputs, complaints& wrong) {
  constexpr std::string_view what =
      "it holds a private key (not shown), which belongs in ssh-key; who could read this may have the key now";
  if (std::ranges::any_of(line.targets, looks_like_a_key)) wrong.add("host", what);
  for (const auto& input : all_inputs()) {
    if (input.kind != input_kind::secret && looks_like_a_key(inputs.text(input.name))) wrong.add(input.name, what);
  }
}

config_values read_config(const command_line& line, std::string_view home, complaints& wrong) {
  const auto given = line.options.find("config");
  const auto path = given == line.options.end() ? std::string_view() : trimmed(given->second.back());
  if (path.empty()) return {};
  const auto text = read_file(in_home(path, home), largest_config);
  if (text) return parse_config(*text, path, wrong);
  wrong.add("config", fmt::format("{} {}", shown(path), text.error()));
  return {};
}

void read_plan(settings& read, const given_inputs& inputs, std::string_view home, complaints& wrong) {
  const auto path = inputs.text("plan");
  if (path.empty()) return;
  read.plan_name = path;
  auto text = read_file(in_home(path, home), largest_plan);
  if (text) {
    read.plan_text = std::move(*text);
  } else {
    wrong.add("plan", fmt::format("{} {}", shown(path), text.error()));
  }
}

disk_goal read_goal(const given_inputs& inputs, int disk_above, complaints& wrong) {
  disk_goal goal;
  if (inputs.is_given("disk-target")) {
    goal.at_most_full = wrong.take("disk-target", parse_percent(inputs.text("disk-target")));
    if (disk_above > 0 && *goal.at_most_full > disk_above) {
      wrong.add("disk-target", fmt::format("{} is more than disk-above {}: such a sweep could be over before it begins",
                                           *goal.at_most_full, disk_above));
    }
  }
  if (inputs.is_given("free")) {
    goal.available = wrong.take("free", parse_size(inputs.text("free")));
    goal.free_as_given = inputs.text("free");
  }
  return goal;
}

void read_course(settings& read, const given_inputs& inputs, complaints& wrong) {
  read.disk_above = wrong.take("disk-above", parse_percent(inputs.text("disk-above")));
  read.goal = read_goal(inputs, read.disk_above, wrong);
  read.busy = wrong.take("when-busy", parse_when_busy(inputs.text("when-busy")));
  read.lock_timeout = wrong.take("lock-timeout", parse_waiting_time(inputs.text("lock-timeout")));
  read.services = read_services(inputs, wrong);
  read.health_timeout = wrong.take("health-timeout", parse_waiting_time(inputs.text("health-timeout")));
  read.chores = read_chores(inputs, wrong);
  read.restart = wrong.take("restart", parse_restarts(inputs.text("restart")));
  read.advise = wrong.take("advise", parse_yes_or_no(inputs.text("advise")));
  read.timeout = wrong.take("timeout", parse_waiting_time(inputs.text("timeout")));
  read.max_parallel = wrong.take("max-parallel", parse_number(inputs.text("max-parallel"), 1, most_at_once));
  read.fail_on = wrong.take("fail-on", parse_fail_on(inputs.text("fail-on")));
}

// "shop/deploy run 42" in Actions, else whose terminal it is.
std::string read_owner(const environment& variables) {
  const auto repository = variable(variables, "GITHUB_REPOSITORY"), user = variable(variables, "USER");
  const auto owner = !repository.empty() ? fmt::format("{} run {}", repository, variable(variables, "GITHUB_RUN_ID"))
                                         : fmt::format("{} by hand", user.empty() ? "somebody" : user);
  return visible(owner, 200);
}

void read_runner(settings& read, const surroundings& given, const given_inputs& inputs) {
  const auto& variables = given.environment;
  auto paths = read_report_paths(given);
  read.in_actions = paths.in_actions;
  read.output_file = std::move(paths.output_file);
  read.summary_file = std::move(paths.summary_file);
  read.report_file = std::move(paths.report_file);
  read.owner = inputs.is_given("report-folder") ? "the host's own schedule" : read_owner(variables);
  read.trigger = variable(variables, "GITHUB_EVENT_NAME");
  read.ca_file = variable(variables, "SSL_CERT_FILE");
  read.ca_directory = variable(variables, "SSL_CERT_DIR");
  read.terminal = given.stdout_is_terminal;
  read.colour = given.stdout_is_terminal && variable(variables, "NO_COLOR").empty();
  read.quiet = inputs.text("quiet") == "true";
  // The runner sets it to 1 when a job was started again with debug logging.
  read.verbose = !read.quiet && (inputs.text("verbose") == "true" || variable(variables, "RUNNER_DEBUG") == "1");
}

void check_loudness(const given_inputs& inputs, complaints& wrong) {
  const bool verbose = wrong.take("verbose", parse_yes_or_no(inputs.text("verbose")));
  const bool quiet = wrong.take("quiet", parse_yes_or_no(inputs.text("quiet")));
  if (verbose && quiet) wrong.add("verbose", "--quiet asks for the opposite; give one of them");
}

}  // namespace

result<std::variant<settings, just_print>> read_settings(const surroundings& given) {
  auto arguments = read_arguments(given.arguments);
  if (!arguments) return std::unexpected(std::move(arguments.error()));
  if (auto* text = std::get_if<just_print>(&*arguments)) return std::move(*text);
  const auto& line = std::get<command_line>(*arguments);

  complaints wrong;
  const auto home = variable(given.environment, "HOME");
  const given_inputs inputs(line, given.environment, read_config(line, home, wrong));
  refuse_misplaced_keys(line, inputs, wrong);
  if (!wrong.none()) return std::unexpected(wrong.as_error());

  settings read{.command = line.command};
  ssh_config_lookup ssh(given, inputs);
  auto there = read_targets(line, inputs, ssh, wrong);
  read.targets = std::move(there.targets);
  read.from_ssh_config = std::move(there.from_ssh_config);
  read.access = read_access(line, inputs, given.environment, ssh, wrong);
  read.policy = read_policy(inputs, given.environment, wrong);
  read.policies_for_plans = read_policies_for_plans(inputs);
  read_course(read, inputs, wrong);
  bool dry = wrong.take("dry-run", parse_yes_or_no(inputs.text("dry-run")));
  if (line.command == command::plan) {  // one way through the rest for both spellings
    read.command = command::sweep;
    dry = true;
  }
  read.dry = dry ? dry_run::yes : dry_run::no;
  read.plan_output = inputs.text("output");
  read_plan(read, inputs, home, wrong);
  if (line.command == command::schedule) read.schedule = read_schedule(line, inputs, home, wrong);
  if (!dry) {  // nobody waits for the report of a dry run but who reads it now
    read.report_folder = inputs.text("report-folder");
    read.log_file = inputs.text("log-file");
  }
  read.home = home;
  check_loudness(inputs, wrong);
  read_runner(read, given, inputs);
  if (!wrong.none()) return std::unexpected(wrong.as_error());
  return read;
}

}  // namespace dropsweep
