#include "unit/inputs/given.hpp"

namespace dropsweep::test {

namespace {

settings scheduled(words more, variables environment = {}) {
  words arguments{"schedule", "install", "root@203.0.113.7"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return accepted(std::move(arguments), std::move(environment));
}

settings from_file(std::string_view text, words more = {}, variables environment = {}) {
  const scratch folder;
  words arguments{"sweep", "--config", folder.write("config", text)};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return accepted(std::move(arguments), std::move(environment));
}

std::string refused_file(std::string_view text) {
  const scratch folder;
  return refused({"sweep", "unix:///run/docker.sock", "--config", folder.write("config", text)});
}

}  // namespace

TEST_CASE("A schedule is weekly and aggressive unless it is said otherwise, whatever started the run that installs it") {
  const auto how = scheduled({}, {{"GITHUB_EVENT_NAME", "push"}});
  CHECK(how.command == command::schedule);
  CHECK(how.schedule.action == schedule_action::install);
  CHECK(how.schedule.at.text == "0 3 * * 0");
  CHECK(how.schedule.config == "at: 0 3 * * 0\nmode: aggressive\n");
  CHECK(scheduled({"--mode", "full", "--at", "@daily"}).schedule.config == "at: 0 0 * * *\nmode: full\n");
}

TEST_CASE("What a sweep would be given is what its schedule is given, but for the way in") {
  const auto how = scheduled({"--keep", "image:shop/*", "--keep=volume:*-data", "--older-than", "3d"},
                             {{"INPUT_SERVICES", "a tcp://127.0.0.1:80\n# no\n\nb container://b\n"},
                              {"INPUT_FAIL_ON", "error,\npartial"},
                              {"INPUT_KNOWN_HOSTS", "203.0.113.7 ssh-ed25519 AAAA"},
                              {"INPUT_CONNECT_TIMEOUT", "5s"},
                              {"INPUT_SSH_PASSWORD", "hunter22"}});
  CHECK(
      how.schedule.config ==
      "at: 0 3 * * 0\nmode: aggressive\nolder-than: 3d\nkeep: image:shop/*\nkeep: volume:*-data\nservices: a tcp://127.0.0.1:80\n"
      "services: b container://b\nfail-on: error, partial\n");
}

TEST_CASE("What was written for a schedule is read as the same sweep") {
  const variables given{{"INPUT_KEEP", "image:shop/*\nlabel:tier=db"},
                        {"INPUT_SERVICES", "a tcp://127.0.0.1:80 within=2s"},
                        {"INPUT_DISK_TARGET", "60"},
                        {"INPUT_RESTART", "unhealthy"},
                        {"INPUT_TASKS", "exec db: psql -c \"DELETE\""},
                        {"INPUT_FAIL_ON", "error,\npartial"}};
  const auto wanted = accepted({"sweep", "unix:///run/docker.sock", "--mode", "aggressive"}, given);
  const auto read = from_file("host: unix:///run/docker.sock\n" + scheduled({}, given).schedule.config);
  CHECK(read.targets == wanted.targets);
  CHECK(read.policy.mode == wanted.policy.mode);
  CHECK(read.policy.older_than == wanted.policy.older_than);
  CHECK(read.policy.keep == wanted.policy.keep);
  CHECK(read.services.size() == 1);
  CHECK(read.goal.at_most_full == wanted.goal.at_most_full);
  CHECK(read.restart == restarts::unhealthy);
  CHECK(read.chores.size() == 1);
  CHECK(read.fail_on == wanted.fail_on);
}

TEST_CASE("An input that holds a secret is refused, for none is stored on a droplet") {
  const auto told = refused({"schedule", "install", "a.example"},
                            {{"INPUT_SSH_PASSWORD", "hunter22"}, {"INPUT_TASKS", "exec db: psql -W hunter22"}});
  CHECK(told.contains("input tasks: it holds a secret, and none is ever stored on a droplet"));
  CHECK_FALSE(told.contains("hunter22"));
}

TEST_CASE("What is to be done comes behind the command, and options are for what they mean") {
  CHECK(refused({"schedule"}).contains("After schedule comes what is to be done"));
  CHECK(refused({"schedule", "a.example"}).contains("one of install, status, run, remove"));
  CHECK(refused({"schedule", "instal", "a.example"}).contains("which \"instal\" is not"));
  CHECK(accepted({"schedule", "remove", "a.example", "--all"}).schedule.all);
  CHECK(refused({"schedule", "status", "a.example", "--all"}).contains("is for that alone"));
  CHECK(refused({"schedule", "remove", "a.example", "--at", "@daily"}).contains("input at: it is for `schedule install` alone"));
  CHECK(refused({"schedule", "install", "a.example", "--at", "@reboot"}).contains("is no time as cron has it"));
  CHECK(refused({"schedule", "install", "a.example", "--droplet-binary", "/no/such"})
            .contains("input droplet-binary: \"/no/such\" cannot be read"));
  CHECK(refused({"schedule", "install", "a.example", "--dry-run"}).contains("has no option \"--dry-run\""));
}

TEST_CASE("Options beat variables, and these beat the file") {
  const std::string file = "# weekly\nhost: unix:///run/docker.sock\nolder-than: 3d\nmin-age: 1h\n";
  CHECK(from_file(file).policy.older_than == std::chrono::days{3});
  CHECK(from_file(file, {}, {{"INPUT_OLDER_THAN", "4d"}}).policy.older_than == std::chrono::days{4});
  CHECK(from_file(file, {"--older-than", "5d"}, {{"INPUT_OLDER_THAN", "4d"}}).policy.older_than == std::chrono::days{5});
  CHECK(from_file(file, {"root@a.example"}).targets.size() == 1);
}

TEST_CASE("A report folder and a log are for files alone, and no dry run uses them") {
  const std::string file = "host: unix:///run/docker.sock\nreport-folder: /tmp/r\nlog-file: /tmp/l\n";
  CHECK(from_file(file).report_folder == "/tmp/r");
  CHECK(from_file(file).log_file == "/tmp/l");
  CHECK(from_file(file).owner == "the host's own schedule");
  CHECK(from_file(file, {"--dry-run"}).report_folder.empty());
  CHECK(from_file(file, {"--dry-run"}).log_file.empty());
  CHECK(swept({{"INPUT_LOG_FILE", "/tmp/l"}}).log_file.empty());
}

TEST_CASE("Where the reports are kept is known even when the inputs cannot be read") {
  const scratch place;
  const auto file = place.write("config", "host: nonsense\nreport-folder: /tmp/r\nno input\n");
  const auto folder = [&](std::vector<std::string> arguments) { return read_report_folder({.arguments = std::move(arguments)}); };
  CHECK(folder({"sweep", "--config", file}) == "/tmp/r");
  CHECK(folder({"sweep", "--config=" + file, "--no-such"}) == "/tmp/r");
  CHECK(folder({"sweep", "--config", file, "--dry-run"}).empty());
  CHECK(folder({"plan", "--config", file}).empty());
  CHECK(folder({"sweep", "--config", "/no/such"}).empty());
  CHECK(folder({"sweep", "root@a.example"}).empty());
}

TEST_CASE("A file that is no config is refused with the line") {
  CHECK(refused_file("oldr-than: 3d\n").contains("\"oldr-than: 3d\" is not NAME: VALUE with the name of an input"));
  CHECK(refused_file("mode full\n").contains("\"mode full\" is not NAME: VALUE"));
  CHECK(refused_file("mode: full\nmode: standard\n").contains("mode is there twice"));
  CHECK(refused_file("ssh-password: hunter22\n").contains("ssh-password is a secret, which belongs in the environment"));
  CHECK_FALSE(refused_file("ssh-password: hunter22\n").contains("hunter22"));
  CHECK(refused({"sweep", "a.example", "--config", "/no/such"}).contains("input config: \"/no/such\" cannot be read"));
}

}  // namespace dropsweep::test
