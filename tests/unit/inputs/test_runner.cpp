#include "unit/inputs/given.hpp"

namespace dropsweep::test {

TEST_CASE("The runner's files are taken from its environment") {
  const auto how = swept({{"GITHUB_ACTIONS", "true"},
                          {"GITHUB_EVENT_NAME", "schedule"},
                          {"GITHUB_OUTPUT", "/files/output"},
                          {"GITHUB_STEP_SUMMARY", "/files/summary"},
                          {"RUNNER_TEMP", "/runner/temp"}});
  CHECK(how.in_actions);
  CHECK(how.trigger == "schedule");
  CHECK(how.output_file == "/files/output");
  CHECK(how.summary_file == "/files/summary");
  CHECK(how.report_file == "/runner/temp/dropsweep-report.json");
}

TEST_CASE("Outside of Actions a report file is written only when it is asked for") {
  CHECK(swept({{"RUNNER_TEMP", "/runner/temp"}}).report_file.empty());
  CHECK(swept({{"INPUT_REPORT_FILE", "here.json"}}).report_file == "here.json");
  CHECK(accepted({"check", "a.example", "--report-file", "there.json"}, {{"INPUT_REPORT_FILE", "here.json"}}).report_file ==
        "there.json");
}

TEST_CASE("Where the report goes is known even when the inputs cannot be read") {
  const variables runner{
      {"GITHUB_ACTIONS", "true"}, {"GITHUB_OUTPUT", "/o"}, {"GITHUB_STEP_SUMMARY", "/s"}, {"RUNNER_TEMP", "/t"}};
  const auto paths = read_report_paths({.arguments = {"mop", "--no-such"}, .environment = runner});
  CHECK(paths.in_actions);
  CHECK(paths.output_file == "/o");
  CHECK(paths.summary_file == "/s");
  CHECK(paths.report_file == "/t/dropsweep-report.json");
  CHECK(read_report_paths({.arguments = {"mop", "--report-file=/r"}, .environment = runner}).report_file == "/r");
  CHECK(read_report_paths({.arguments = {"mop", "--report-file", "/r"}, .environment = runner}).report_file == "/r");
  CHECK(read_report_paths({.arguments = {"mop", "--report-file"}}).report_file.empty());
}

TEST_CASE("auto: the event chooses the mode") {
  const auto mode = [](variables environment) { return swept(std::move(environment)).policy.mode; };
  CHECK(mode({}) == sweep_mode::standard);
  CHECK(mode({{"GITHUB_EVENT_NAME", "push"}}) == sweep_mode::standard);
  CHECK(mode({{"GITHUB_EVENT_NAME", "workflow_run"}}) == sweep_mode::standard);
  CHECK(mode({{"GITHUB_EVENT_NAME", "schedule"}}) == sweep_mode::aggressive);
  CHECK(mode({{"GITHUB_EVENT_NAME", "workflow_dispatch"}}) == sweep_mode::standard);
  CHECK(mode({{"GITHUB_EVENT_NAME", "workflow_dispatch"}, {"INPUT_DISPATCH_MODE", "full"}}) == sweep_mode::full);
  CHECK(mode({{"GITHUB_EVENT_NAME", "workflow_dispatch"}, {"INPUT_DISPATCH_MODE", "auto"}}) == sweep_mode::standard);
  CHECK(mode({{"GITHUB_EVENT_NAME", "schedule"}, {"INPUT_DISPATCH_MODE", "full"}}) == sweep_mode::aggressive);
  CHECK(mode({{"GITHUB_EVENT_NAME", "schedule"}, {"INPUT_MODE", "auto"}}) == sweep_mode::aggressive);
}

TEST_CASE("A mode that is named beats the event") {
  CHECK(swept({{"GITHUB_EVENT_NAME", "schedule"}, {"INPUT_MODE", "standard"}}).policy.mode == sweep_mode::standard);
  CHECK(accepted({"plan", "a.example", "--mode", "full"}, {{"GITHUB_EVENT_NAME", "schedule"}}).policy.mode == sweep_mode::full);
}

TEST_CASE("A mode that nobody knows is refused, also when a dispatch chose it") {
  CHECK(
      refused_sweep({{"INPUT_MODE", "gentle"}}).contains("input mode: \"gentle\" is none of auto, standard, aggressive, full."));
  CHECK(refused_sweep({{"GITHUB_EVENT_NAME", "workflow_dispatch"}, {"INPUT_DISPATCH_MODE", "Full"}})
            .contains("started with mode \"Full\""));
}

TEST_CASE("Colour needs a terminal and nobody who minds") {
  const auto colour = [](bool terminal, variables environment) {
    const auto answer = read_settings(
        {.arguments = {"sweep", "a.example"}, .environment = std::move(environment), .stdout_is_terminal = terminal});
    return std::get<settings>(*answer).colour;
  };
  CHECK(colour(true, {}));
  CHECK(colour(true, {{"NO_COLOR", ""}}));
  CHECK_FALSE(colour(true, {{"NO_COLOR", "1"}}));
  CHECK_FALSE(colour(false, {}));
}

TEST_CASE("Debug logging of the runner says more, unless quiet was asked for") {
  CHECK_FALSE(swept({}).verbose);
  CHECK(swept({{"RUNNER_DEBUG", "1"}}).verbose);
  CHECK(accepted({"sweep", "a.example", "-v"}).verbose);
  const auto quiet = accepted({"sweep", "a.example", "--quiet"}, {{"RUNNER_DEBUG", "1"}});
  CHECK(quiet.quiet);
  CHECK_FALSE(quiet.verbose);
  CHECK(refused({"sweep", "a.example", "--quiet", "--verbose"}).contains("--quiet asks for the opposite"));
  CHECK_FALSE(swept({{"INPUT_VERBOSE", "true"}}).verbose);
}

TEST_CASE("The certificate authorities of the environment are handed on") {
  const auto how = swept({{"SSL_CERT_FILE", "/ca.pem"}, {"SSL_CERT_DIR", "/ca.d"}});
  CHECK(how.ca_file == "/ca.pem");
  CHECK(how.ca_directory == "/ca.d");
}

}  // namespace dropsweep::test
