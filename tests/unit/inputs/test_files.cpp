#include <sys/stat.h>
#include <unistd.h>

#include "inputs/read_file.hpp"
#include "unit/inputs/given.hpp"

namespace dropsweep::test {

TEST_CASE("A key file is read; naming it on the command line beats a key in the environment") {
  const scratch folder;
  const auto file = folder.write("key", "from the file\n");
  CHECK(swept({{"INPUT_SSH_KEY_FILE", file}}).access.private_key.reveal() == "from the file\n");
  CHECK(accepted({"sweep", "a.example", "--ssh-key-file", file}, {{"INPUT_SSH_KEY", "text"}}).access.private_key.reveal() ==
        "from the file\n");
  CHECK(refused_sweep({{"INPUT_SSH_KEY_FILE", file}, {"INPUT_SSH_KEY", "text"}})
            .contains("input ssh-key-file: there is an ssh-key too"));
  const auto home = swept({{"INPUT_SSH_KEY_FILE", "~/key"}, {"HOME", folder.path("")}});
  CHECK(home.access.private_key.reveal() == "from the file\n");
}

TEST_CASE("A key file that cannot be read is named with the reason") {
  const scratch folder;
  CHECK(
      refused_sweep({{"INPUT_SSH_KEY_FILE", folder.path("none")}}).contains("none\" cannot be read: No such file or directory."));
  CHECK(refused_sweep({{"INPUT_SSH_KEY_FILE", folder.path("")}}).contains("cannot be read: Is a directory."));
  const auto large = folder.write("large", std::string((1 << 20) + 1, 'x'));
  CHECK(refused_sweep({{"INPUT_SSH_KEY_FILE", large}}).contains("is larger than 1 MiB."));
}

TEST_CASE("known_hosts of the home folder are read when no lines are given") {
  const scratch home;
  home.write(".ssh/known_hosts", "a.example ssh-ed25519 AAAA\n");
  const auto found = swept({{"HOME", home.path("")}}).access;
  CHECK(found.known_hosts == std::vector<known_hosts_text>{{"~/.ssh/known_hosts", "a.example ssh-ed25519 AAAA\n"}});
  const auto given = swept({{"HOME", home.path("")}, {"INPUT_KNOWN_HOSTS", "b.example ssh-rsa BBBB\n"}}).access;
  CHECK(given.known_hosts == std::vector<known_hosts_text>{{"the input known-hosts", "b.example ssh-rsa BBBB"}});
  const auto none = swept({{"HOME", home.path("nowhere")}}).access;
  CHECK(none.known_hosts.empty());
}

TEST_CASE("A path for known-hosts is a misunderstanding that is told") {
  CHECK(refused_sweep({{"INPUT_KNOWN_HOSTS", "~/.ssh/known_hosts"}})
            .contains("input known-hosts: \"~/.ssh/known_hosts\" is a path"));
}

TEST_CASE("The agent's socket is that of the environment") {
  CHECK(swept({{"SSH_AUTH_SOCK", "/tmp/agent.1"}}).access.agent_socket == "/tmp/agent.1");
  CHECK(swept({}).access.agent_socket.empty());
}

TEST_CASE("A plan file is read as a whole, of sweep alone") {
  const scratch folder;
  const auto file = folder.write("plan.json", std::string("{\"plan\": \0}", 11));
  const auto how = accepted({"sweep", "a.example", "--plan", file});
  CHECK(how.plan_text == std::string("{\"plan\": \0}", 11));
  CHECK(how.plan_name == file);
  CHECK(swept({{"INPUT_PLAN", file}}).plan_text);
  CHECK(swept({{"INPUT_PLAN", folder.write("empty", "")}}).plan_text == "");
  CHECK(refused({"plan", "a.example", "--plan", file}).contains("no option \"--plan\""));
}

TEST_CASE("A plan file that cannot be read is an error of the inputs") {
  CHECK(refused_sweep({{"INPUT_PLAN", "/no/such/plan.json"}})
            .contains("input plan: \"/no/such/plan.json\" cannot be read: No such file or directory."));
}

TEST_CASE("Files beyond the limit are refused without being read to their end") {
  const scratch folder;
  const auto file = folder.write("large", "");
  REQUIRE(truncate(file.c_str(), (64 << 20) + 1) == 0);
  CHECK(refused_sweep({{"INPUT_PLAN", file}}).contains("is larger than 64 MiB."));
  CHECK(read_file("/dev/zero", 1 << 20).error() == "is larger than 1 MiB");
}

}  // namespace dropsweep::test
