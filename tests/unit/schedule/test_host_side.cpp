#include <doctest/doctest.h>

#include "schedule/host_side.hpp"

using namespace dropsweep;

namespace {

const std::string sum(64, 'a');

host_side there(const std::string& lines) {
  const auto read = read_host_side("user 0\nsums yes\nmachine x86_64\n" + lines + "end\n");
  REQUIRE(read);
  return *read;
}

std::string file(std::string_view name, std::string_view mode = "755", std::string_view owner = "0") {
  return "file " + std::string(name) + " " + std::string(mode) + " " + std::string(owner) + " " + sum + "\n";
}

std::vector<std::string_view> names(const std::vector<place>& places) {
  std::vector<std::string_view> all;
  for (const auto& one : places) all.push_back(one.name);
  return all;
}

}  // namespace

TEST_CASE("An answer that was cut off is none") {
  CHECK_FALSE(read_host_side("user 0\nmachine x86_64\n"));
  CHECK_FALSE(read_host_side(""));
}

TEST_CASE("What is on the host is read") {
  const auto seen = there("timekeeper systemd\n" + file("program") + "enabled enabled\nactive active\nversion dropsweep 0.1.0\n");
  CHECK(seen.root);
  CHECK(seen.sums);
  CHECK(seen.machine == "x86_64");
  CHECK(seen.by == timekeeper::systemd);
  CHECK(seen.enabled);
  CHECK(seen.active);
  CHECK(seen.version == foreign("dropsweep 0.1.0"));
  CHECK(there("timekeeper none neither systemd nor cron\n").why_none == foreign("neither systemd nor cron"));
}

TEST_CASE("A file is as wanted with the same bytes, for root alone to change") {
  CHECK(is_as_wanted(there(file("program")), program_place, sum));
  CHECK_FALSE(is_as_wanted(there(file("program")), program_place, std::string(64, 'b')));
  CHECK_FALSE(is_as_wanted(there(file("program", "777")), program_place, sum));
  CHECK_FALSE(is_as_wanted(there(file("program", "755", "1000")), program_place, sum));
  CHECK_FALSE(is_as_wanted(there(""), program_place, sum));
  CHECK(is_as_wanted(there(file("crontab", "-", "-")), crontab_place, sum));
}

TEST_CASE("What others than root may change is not guarded") {
  CHECK(is_guarded(there(file("program")), program_place));
  CHECK_FALSE(is_guarded(there(file("program", "777")), program_place));
  CHECK_FALSE(is_guarded(there(file("config", "600", "1000")), config_place));
  CHECK_FALSE(is_guarded(there(file("config", "644")), config_place));
  const auto seen = there(file("program") + "exposed program\n" + file("config", "600"));
  CHECK(seen.exposed.contains("program"));
  CHECK_FALSE(is_guarded(seen, program_place));  // whoever may change its folder may put another one there
  CHECK_FALSE(is_as_wanted(seen, program_place, sum));
  CHECK(is_guarded(seen, config_place));
}

TEST_CASE("A file that is somebody else's is none of ours") {
  const auto seen = there("timekeeper systemd\nforeign cron\nforeign timer\n" + file("service"));
  CHECK(seen.not_ours.contains("timer"));
  CHECK_FALSE(seen.files.contains("timer"));
  CHECK(left_over(seen).empty());
}

TEST_CASE("What another timekeeper would start is left over") {
  const auto both = file("service") + file("timer") + file("cron");
  CHECK(names(left_over(there("timekeeper systemd\n" + both))) == std::vector<std::string_view>{"cron"});
  CHECK(names(left_over(there("timekeeper cron.d\n" + both))) == std::vector<std::string_view>{"service", "timer"});
  CHECK(left_over(there("timekeeper crontab\n" + file("crontab", "-", "-"))).empty());
}
