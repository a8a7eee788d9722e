#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "app/ask_openssh.hpp"
#include "unit/temporary_folder.hpp"

using namespace dropsweep;
using namespace std::chrono_literals;

namespace {

// A machine whose `ssh` is this script; without one it has none.
class machine {
 public:
  explicit machine(const std::string& script) {
    if (!script.empty()) {
      std::ofstream(folder_.path / "ssh") << "#!/bin/sh\n" << script;
      std::filesystem::permissions(folder_.path / "ssh", std::filesystem::perms::owner_all);
    }
    ::setenv("PATH", folder_.path.c_str(), 1);
  }
  machine(const machine&) = delete;
  machine& operator=(const machine&) = delete;
  ~machine() { ::setenv("PATH", before_.c_str(), 1); }

 private:
  test::temporary_folder folder_;
  std::string before_ = std::getenv("PATH");
};

const std::map<std::string, std::string> variables{{"HOME", "/home/me"}, {"PATH", "/usr/bin:/bin"}, {"INPUT_SSH_KEY", "secret"}};

}  // namespace

TEST_CASE("ssh gets its words one by one, and what is said about user and port") {
  const machine mine("for word; do echo \"<$word>\"; done");
  CHECK(ask_openssh({"", "web", 0}, variables).value() == "<-G>\n<-F>\n</dev/stdin>\n<-->\n<web>\n");
  CHECK(ask_openssh({"deploy", "a;b $(id)", 2222}, variables).value() ==
        "<-G>\n<-F>\n</dev/stdin>\n<-l>\n<deploy>\n<-p>\n<2222>\n<-->\n<a;b $(id)>\n");
}

TEST_CASE("ssh sees the environment but for our inputs") {
  const machine mine("env");
  const auto seen = ask_openssh({"", "web", 0}, variables).value().value();
  CHECK(seen.contains("HOME=/home/me\n"));
  CHECK_FALSE(seen.contains("secret"));
}

TEST_CASE("A machine without ssh has no answer, and that is no error") {
  const machine mine("");
  CHECK(ask_openssh({"", "web", 0}, variables).value() == std::nullopt);
}

TEST_CASE("A refusal is told with ssh's first words") {
  const machine mine("echo 'line 3: Bad configuration option: hsotname' >&2; echo more >&2; exit 255");
  CHECK(ask_openssh({"", "web", 0}, variables).error() ==
        "`ssh -G web`, which reads ~/.ssh/config, failed: line 3: Bad configuration option: hsotname");
}

TEST_CASE("An ssh that never ends or never stops talking is ended with all that it started") {
  {
    const machine mine("sleep 1000 & wait");
    CHECK(ask_openssh({"", "web", 0}, variables, 200ms).error().contains("did not come to an end within 200ms"));
  }
  const machine mine("while :; do echo hostname web; done");
  CHECK(ask_openssh({"", "web", 0}, variables, 60s).error().contains("did not come to an end"));
}

TEST_CASE("The real ssh knows our default user after everything that a configuration says") {
  const auto answer = ask_openssh({"", "web", 0}, {{"HOME", "/nonexistent"}, {"PATH", "/usr/bin:/bin"}});
  REQUIRE(answer.value());
  CHECK((*answer)->contains("\nuser root\n"));
  CHECK((*answer)->contains("hostname web\n"));
}
