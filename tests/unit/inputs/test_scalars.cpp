#include "inputs/scalars.hpp"

#include "unit/inputs/given.hpp"

namespace dropsweep::test {

using namespace std::chrono_literals;

TEST_CASE("Yes and no are exactly the six words that GitHub's own actions know") {
  for (const auto* yes : {"true", "True", "TRUE"}) CHECK(parse_yes_or_no(yes) == true);
  for (const auto* no : {"false", "False", "FALSE"}) CHECK(parse_yes_or_no(no) == false);
  for (const auto* bad : {"yes", "1", "tRUE", "maybe", "on", "true "}) {
    CAPTURE(bad);
    CHECK(parse_yes_or_no(bad).error().contains("is neither true nor false"));
  }
}

TEST_CASE("A flag of the command line takes the same six words") {
  CHECK(accepted({"sweep", "a.example", "--sudo=True"}).access.sudo);
  CHECK_FALSE(accepted({"sweep", "a.example", "--sudo=FALSE"}).access.sudo);
  CHECK(refused({"sweep", "a.example", "--sudo=1"}).contains("input sudo: \"1\" is neither true nor false"));
  CHECK(refused({"sweep", "a.example", "--dry-run=perhaps"}).contains("input dry-run: \"perhaps\""));
}

TEST_CASE("Numbers have digits alone and stay within their bounds") {
  CHECK(parse_number("0", 0, 9) == 0u);
  CHECK(parse_number("9", 0, 9) == 9u);
  for (const auto* bad : {"", "10", "-1", "+1", "1.0", "0x1", "1e1", " 1", "some", "99999999999999999999"}) {
    CAPTURE(bad);
    CHECK(parse_number(bad, 0, 9).error().contains("is no whole number from 0 to 9"));
  }
}

TEST_CASE("Percentages may have their sign") {
  CHECK(parse_percent("80") == 80);
  CHECK(parse_percent("80%") == 80);
  CHECK(parse_percent("100 %") == 100);
  for (const auto* bad : {"101", "-1", "80%%", "%", "0.8"}) CHECK(parse_percent(bad).error().contains("is no percentage"));
  CHECK(refused_sweep({{"INPUT_DISK_ABOVE", "120"}}).contains("input disk-above: \"120\" is no percentage"));
}

TEST_CASE("Sizes are more than nothing") {
  CHECK(parse_size("3GiB") == byte_count{3ll << 30});
  CHECK(parse_size("500MB") == byte_count{500'000'000});
  for (const auto* bad : {"0", "0GiB", "-1GB", "3 bananas", "plenty", "99999999999GiB"}) {
    CAPTURE(bad);
    CHECK(parse_size(bad).error().contains("is no size; write for example 500MB or 3GiB"));
  }
}

TEST_CASE("Durations carry their unit") {
  CHECK(parse_duration("1h30m") == 90min);
  CHECK(parse_duration("7d") == 168h);
  for (const auto* bad : {"10", "10 m", "-5m", "0s", "soon", "1x", "1h30", "10 bananas", "9999999999999999999d"}) {
    CAPTURE(bad);
    CHECK(parse_duration(bad).error().contains("is no duration; write for example 90s, 10m, 1h30m or 7d"));
  }
  CHECK(refused({"sweep", "a.example", "--min-age", "-5m"}).contains("input min-age: \"-5m\" is no duration"));
}

TEST_CASE("Nobody waits for more than a day") {
  CHECK(parse_waiting_time("24h") == 24h);
  CHECK(parse_waiting_time("25h").error() == "\"25h\" is too long to wait; 24h is the most");
  for (const auto* input : {"connect-timeout", "timeout", "health-timeout"}) {
    CAPTURE(input);
    CHECK(
        refused({"sweep", "a.example", std::string("--") + input, "10y"}).contains(std::string("input ") + input + ": \"10y\""));
    CHECK(refused({"sweep", "a.example", std::string("--") + input, "2w"}).contains("too long to wait"));
  }
}

TEST_CASE("The engine's socket is a path that no shell can misread") {
  CHECK(parse_socket_path("/run/user/1000/docker.sock") == "/run/user/1000/docker.sock");
  for (const auto* bad :
       {"docker.sock; rm -rf /", "docker.sock", "/run/a b", "/run/$(id)", "/run/a'b", "~/docker.sock", "/run/\xc3\xa4"}) {
    CAPTURE(bad);
    CHECK(parse_socket_path(bad).error().contains("part of a command on the droplet"));
  }
}

TEST_CASE("Volumes are none, anonymous or named") {
  CHECK(parse_volume_scope("none") == volume_scope::none);
  CHECK(parse_volume_scope("named") == volume_scope::named);
  CHECK(parse_volume_scope("all").error() == "\"all\" is none of none, anonymous, named");
}

TEST_CASE("fail-on is a list of causes, or never alone") {
  CHECK(parse_fail_on("error, unhealthy") == std::vector{fail_cause::error, fail_cause::unhealthy});
  CHECK(parse_fail_on("partial\nerror\n") == std::vector{fail_cause::partial, fail_cause::error});
  CHECK(parse_fail_on("never") == std::vector<fail_cause>{});
  CHECK(parse_fail_on("never,error").error().contains("never stands alone"));
  CHECK(parse_fail_on("whatever").error().contains("\"whatever\" is none of error, partial, unhealthy"));
  CHECK(swept({{"INPUT_FAIL_ON", "never"}}).fail_on.empty());
}

TEST_CASE("Fingerprints are SHA256, one or more") {
  const std::string a = "SHA256:" + std::string(43, 'A'), b = "SHA256:" + std::string(41, '+') + "/9";
  CHECK(parse_fingerprints(a + "\n" + b) == std::vector{a, b});
  CHECK(parse_fingerprints(a + ", " + b) == std::vector{a, b});
  CHECK(parse_fingerprints("MD5:aa:bb").error().contains("\"MD5:aa:bb\" is an MD5 fingerprint, which can be forged"));
  for (const auto& bad :
       {a + "=", a.substr(0, 49), "sha256:" + std::string(43, 'A'), "SHA256:" + std::string(43, '*'), std::string("ED25519")}) {
    CAPTURE(bad);
    CHECK(parse_fingerprints(bad).error().contains("is no fingerprint"));
  }
  CHECK(swept({{"INPUT_HOST_KEY_FINGERPRINT", a}}).access.fingerprints == std::vector{a});
}

TEST_CASE("Parallel targets are at least one") {
  CHECK(swept({{"INPUT_MAX_PARALLEL", "1"}}).max_parallel == 1);
  CHECK(refused_sweep({{"INPUT_MAX_PARALLEL", "0"}}).contains("input max-parallel: \"0\" is no whole number from 1 to 256"));
  CHECK(refused_sweep({{"INPUT_PORT", "seventy"}}).contains("input port: \"seventy\""));
}

}  // namespace dropsweep::test
