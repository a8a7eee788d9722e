#include "inputs/table.hpp"
#include "unit/inputs/given.hpp"

namespace dropsweep::test {

using namespace std::chrono_literals;

TEST_CASE("A host alone is enough: everything else has the default of the contract") {
  const auto how = swept({});
  CHECK(how.command == command::sweep);
  REQUIRE(how.targets.size() == 1);
  CHECK(label(how.targets[0]) == "root@203.0.113.7");
  CHECK(how.dry == dry_run::no);
  CHECK(how.policy.mode == sweep_mode::standard);
  CHECK(how.policy.older_than == 1h);
  CHECK(how.policy.min_age == 10min);
  CHECK(how.policy.volumes == volume_scope::none);
  CHECK(how.access.connect_timeout == 30s);
  CHECK(how.access.docker_socket == "/var/run/docker.sock");
  CHECK_FALSE(how.access.sudo);
  CHECK(how.access.jump_hosts.empty());
  CHECK(how.access.private_key.empty());
  CHECK(how.timeout == 15min);
  CHECK(how.health_timeout == 60s);
  CHECK(how.max_parallel == 8);
  CHECK(how.disk_above == 0);
  CHECK_FALSE(how.goal.is_set());
  CHECK_FALSE(how.policy.until_enough);
  CHECK(how.fail_on == std::vector{fail_cause::error, fail_cause::partial, fail_cause::unhealthy});
  CHECK(how.report_file.empty());
  CHECK_FALSE(how.in_actions);
  CHECK_FALSE(how.colour);
  CHECK_FALSE(how.plan_text);
}

TEST_CASE("An option beats the environment") {
  CHECK(swept({{"INPUT_OLDER_THAN", "3h"}}).policy.older_than == 3h);
  CHECK(accepted({"sweep", "a.example", "--older-than", "5h"}, {{"INPUT_OLDER_THAN", "3h"}}).policy.older_than == 5h);
  CHECK(accepted({"sweep", "a.example", "--older-than=5h"}, {{"INPUT_OLDER_THAN", "3 bananas"}}).policy.older_than == 5h);
}

TEST_CASE("Targets of the command line beat the input host") {
  const auto how = accepted({"sweep", "a.example", "b.example"}, {{"INPUT_HOST", "c.example"}});
  REQUIRE(how.targets.size() == 2);
  CHECK(label(how.targets[1]) == "root@b.example");
  CHECK(label(accepted({"sweep"}, {{"INPUT_HOST", "c.example"}}).targets[0]) == "root@c.example");
  CHECK(label(accepted({"sweep", "--host", "d.example"}, {{"INPUT_HOST", "c.example"}}).targets[0]) == "root@d.example");
}

TEST_CASE("The runner's own spelling of a variable is read too, ours first") {
  CHECK(swept({{"INPUT_OLDER-THAN", "3h"}}).policy.older_than == 3h);
  CHECK(swept({{"INPUT_OLDER-THAN", "3h"}, {"INPUT_OLDER_THAN", "4h"}}).policy.older_than == 4h);
  CHECK(swept({{"INPUT_OLDER-THAN", "3h"}, {"INPUT_OLDER_THAN", ""}}).policy.older_than == 3h);
}

TEST_CASE("An empty or blank value means: not given") {
  const auto how =
      swept({{"INPUT_OLDER_THAN", ""}, {"INPUT_MODE", " \n"}, {"INPUT_SUDO", ""}, {"INPUT_FAIL_ON", ""}, {"INPUT_PORT", ""}});
  CHECK(how.policy.older_than == 1h);
  CHECK(how.fail_on.size() == 3);
  CHECK(accepted({"sweep", "a.example", "--older-than", ""}, {{"INPUT_OLDER_THAN", "3h"}}).policy.older_than == 3h);
  // CLI11 alone would take the target for the value.
  CHECK(label(accepted({"sweep", "--older-than=", "a.example"}).targets[0]) == "root@a.example");
}

TEST_CASE("Values are trimmed and lists are one per line, without blank lines and comments") {
  const auto how = accepted({"sweep"}, {{"INPUT_HOST", "\r\n  a.example\r\n\r\n# c.example\r\n\tb.example \r\n"},
                                        {"INPUT_OLDER_THAN", " 2h\n"},
                                        {"INPUT_KEEP", "image:shop/*\n  # not now\n\nlabel:tier=data base"}});
  REQUIRE(how.targets.size() == 2);
  CHECK(label(how.targets[1]) == "root@b.example");
  CHECK(how.policy.older_than == 2h);
  REQUIRE(how.policy.keep.size() == 2);
  CHECK(how.policy.keep[1].value == "data base");
}

TEST_CASE("The options keep and services may be repeated, or hold several lines") {
  const auto how = accepted({"sweep", "a.example", "--keep", "image:a", "--keep=image:b\nimage:c", "--services",
                             "web http://localhost/", "--services", "db tcp://localhost:5432"});
  CHECK(how.policy.keep.size() == 3);
  CHECK(how.services.size() == 2);
}

TEST_CASE("User and port of the inputs hold for targets that do not say") {
  const auto how = accepted({"sweep", "a.example", "me@b.example:23"}, {{"INPUT_USER", "deploy"}, {"INPUT_PORT", "2222"}});
  CHECK(label(how.targets[0]) == "deploy@a.example:2222");
  CHECK(label(how.targets[1]) == "me@b.example:23");
}

TEST_CASE("A jump host takes the user but not the port of the targets") {
  const auto how = swept({{"INPUT_JUMP_HOST", "bastion.example"}, {"INPUT_USER", "deploy"}, {"INPUT_PORT", "2222"}});
  CHECK(hosts_of(how.access.jump_hosts) == std::vector{ssh_address{"deploy", "bastion.example", 22}});
  CHECK(hosts_of(swept({{"INPUT_JUMP_HOST", "me@bastion.example:23"}}).access.jump_hosts) ==
        std::vector{ssh_address{"me", "bastion.example", 23}});
}

TEST_CASE("A target that is listed twice is refused; the same host by another user is another way in") {
  CHECK(refused({"sweep", "root@a.example", "A.example:22"}).contains("root@a.example is there twice"));
  CHECK(accepted({"sweep", "root@a.example", "me@a.example"}).targets.size() == 2);
}

TEST_CASE("No target at all is named with an example") {
  CHECK(refused({"sweep"}).contains("input host: no target was given; write for example root@203.0.113.7"));
  CHECK(refused({"sweep"}, {{"INPUT_HOST", "# nobody\n"}}).contains("input host: no target was given"));
}

TEST_CASE("plan is a sweep with dry-run, and can keep its plan") {
  const auto how = accepted({"plan", "a.example", "--output", "plan.json"});
  CHECK(how.command == command::sweep);
  CHECK(how.dry == dry_run::yes);
  CHECK(how.plan_output == "plan.json");
  CHECK(accepted({"sweep", "a.example", "--dry-run"}).dry == dry_run::yes);
  CHECK(accepted({"sweep", "a.example"}, {{"INPUT_DRY_RUN", "true"}}).dry == dry_run::yes);
  CHECK(accepted({"sweep", "a.example", "--dry-run=false"}, {{"INPUT_DRY_RUN", "true"}}).dry == dry_run::no);
  CHECK(accepted({"plan", "a.example"}, {{"INPUT_DRY_RUN", "false"}}).dry == dry_run::yes);
}

TEST_CASE("The mode's defaults hold until an input says otherwise") {
  CHECK(swept({{"INPUT_MODE", "aggressive"}}).policy.keep_last == 1);
  CHECK(swept({{"INPUT_MODE", "aggressive"}}).policy.older_than == 168h);
  CHECK(swept({{"INPUT_MODE", "full"}, {"INPUT_MIN_AGE", "30m"}}).policy.older_than == 30min);
  CHECK(swept({{"INPUT_MODE", "full"}}).policy.volumes == volume_scope::anonymous);
  const auto how = swept({{"INPUT_MODE", "aggressive"},
                          {"INPUT_KEEP_LAST", "0"},
                          {"INPUT_VOLUMES", "named"},
                          {"INPUT_OLDER_THAN", "2d"},
                          {"INPUT_MIN_AGE", "1h"}});
  CHECK(how.policy.keep_last == 0);
  CHECK(how.policy.volumes == volume_scope::named);
  CHECK(how.policy.older_than == 48h);
  CHECK(how.policy.min_age == 1h);
}

TEST_CASE("All bad inputs are told at once, each by name") {
  const auto why =
      refused_sweep({{"INPUT_OLDER_THAN", "10 bananas"}, {"INPUT_SUDO", "maybe"}, {"INPUT_KEEP", "image:a\npicture:b"}});
  CHECK(why.contains("input older-than: \"10 bananas\" is no duration; write for example 90s, 10m, 1h30m or 7d."));
  CHECK(why.contains("input sudo: \"maybe\" is neither true nor false."));
  CHECK(why.contains("input keep: \"picture:b\""));
  CHECK_FALSE(why.contains("image:a\""));
}

TEST_CASE("Every input that can be unreadable is refused by its name, with the value as it was seen") {
  const variables bad{{"host", "root@host:99999"},
                      {"port", "seventy"},
                      {"user", "ro ot"},
                      {"host-key-fingerprint", "MD5:aa:bb"},
                      {"jump-host", "a b"},
                      {"connect-timeout", "10 bananas"},
                      {"timeout", "soon"},
                      {"docker-socket", "docker.sock; rm -rf /"},
                      {"sudo", "maybe"},
                      {"mode", "gentle"},
                      {"dry-run", "perhaps"},
                      {"plan", "/no/such/plan.json"},
                      {"older-than", "a while"},
                      {"min-age", "-5m"},
                      {"keep", "picture:shop/*"},
                      {"keep-last", "some"},
                      {"volumes", "all"},
                      {"disk-above", "120"},
                      {"disk-target", "-1"},
                      {"free", "plenty"},
                      {"services", "gateway ftp://127.0.0.1/"},
                      {"health-timeout", "1x"},
                      {"max-parallel", "0"},
                      {"fail-on", "whatever"},
                      {"known-hosts", "/etc/ssh/ssh_known_hosts"},
                      {"ssh-key-file", "/no/such/key"}};
  for (const auto& [name, value] : bad) {
    CAPTURE(name);
    variables environment{{environment_name(name), value}, {"INPUT_HOST", "a.example"}};
    const auto why = refused({"sweep"}, environment);
    CHECK(why.starts_with("input " + name + ": "));
    CHECK(why.contains("\"" + value + "\""));
    CHECK(why.ends_with(". Correct what is named and run it again: nothing was contacted."));
  }
}

TEST_CASE("A goal: how full the disk may be at most, how much of it is to be available, or both") {
  const auto target = accepted({"sweep", "a.example", "--disk-target", "60%", "--disk-above", "80"}, {});
  CHECK(target.goal.at_most_full == 60);
  CHECK_FALSE(target.goal.available);
  CHECK(target.policy.until_enough);
  for (const auto& rules : target.policies_for_plans) CHECK(rules.until_enough);

  const auto both = accepted({"plan", "a.example", "--free", "3GiB"}, {{"INPUT_DISK_TARGET", "0"}});
  CHECK(both.goal.available == byte_count{3ll << 30});
  CHECK(both.goal.free_as_given == "3GiB");
  CHECK(both.goal.at_most_full == 0);
  CHECK(both.policy.until_enough);
}

TEST_CASE("A goal that would be reached before the sweep may begin is a mistake") {
  const auto why = refused({"sweep", "a.example", "--disk-target", "85", "--disk-above", "80"}, {});
  CHECK(why.contains("input disk-target: 85 is more than disk-above 80: such a sweep could be over before it begins"));
  CHECK(accepted({"sweep", "a.example", "--disk-target", "80", "--disk-above", "80"}, {}).goal.at_most_full == 80);
}

TEST_CASE("Very many bad inputs are cut, with their number") {
  std::string lines;
  for (int i = 0; i < 40; ++i) lines += "picture:" + std::to_string(i) + "\n";
  const auto why = refused_sweep({{"INPUT_KEEP", lines}});
  CHECK(why.contains("And 34 more."));
  CHECK(why.size() < 4000);
}

TEST_CASE("A hostile value is shown escaped") {
  const auto why = refused_sweep({{"INPUT_OLDER_THAN", "1h\n::error::forged\x1b[2J"}});
  CHECK(why.contains("\"1h\\n::error::forged\\x1b[2J\""));
}

TEST_CASE("What a command does not take is neither an option of it nor read from the environment") {
  const auto how =
      accepted({"check", "a.example"}, {{"INPUT_OLDER_THAN", "nonsense"}, {"INPUT_PLAN", "/no/such"}, {"INPUT_MODE", "gentle"}});
  CHECK(how.command == command::check);
  CHECK(accepted({"doctor", "a.example"}, {{"INPUT_SERVICES", "nonsense"}}).command == command::doctor);
  CHECK(refused({"check", "a.example", "--older-than", "1h"}).contains("The command check has no option \"--older-than\"."));
  CHECK(refused({"sweep", "a.example", "--output", "f"}).contains("\"--output\""));
}

}  // namespace dropsweep::test
