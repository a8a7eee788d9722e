// No message ever holds a secret. The marker stands for one.
#include "inputs/table.hpp"
#include "unit/inputs/given.hpp"

namespace dropsweep::test {

namespace {

const std::string marker = "mArKeR-7f3a";

}  // namespace

TEST_CASE("Secrets come from the environment, byte for byte but for a password's line end") {
  const std::string key = "-----BEGIN OPENSSH PRIVATE KEY-----\nabc\n-----END OPENSSH PRIVATE KEY-----\n";
  const auto access =
      swept({{"INPUT_SSH_KEY", key}, {"INPUT_SSH-KEY-PASSPHRASE", " pass phrase \r\n"}, {"INPUT_SSH_PASSWORD", "word\n"}}).access;
  CHECK(access.private_key.reveal() == key);
  CHECK(access.passphrase.reveal() == " pass phrase ");
  CHECK(access.password.reveal() == "word");
}

TEST_CASE("A secret as an option is refused with where it belongs, and not repeated") {
  for (const auto& what : all_inputs()) {
    if (what.kind != input_kind::secret) continue;
    CAPTURE(what.name);
    const auto option = "--" + std::string(what.name);
    for (const auto& arguments : {words{"sweep", "a.example", option, marker}, words{"sweep", option + "=" + marker, "a.example"},
                                  words{"sweep", "a.example", option, marker, option, marker}}) {
      const auto why = refused(arguments);
      CHECK_FALSE(why.contains(marker));
      CHECK(why.contains("input " + std::string(what.name) +
                         ": a secret on the command line can be read by every process of the machine"));
      CHECK(why.contains(environment_name(what.name)));
    }
  }
  CHECK(refused({"sweep", "a.example", "--ssh-key", marker}).contains("use INPUT_SSH_KEY or --ssh-key-file."));
}

TEST_CASE("Whatever else is wrong, the secrets of the environment stay out of the message") {
  variables environment;
  for (const auto& what : all_inputs()) {
    environment[environment_name(what.name)] = what.kind == input_kind::secret ? marker : "n o n s e n s e";
  }
  environment.erase("INPUT_SSH_KEY_FILE");
  const auto why = refused({"sweep"}, environment);
  CHECK_FALSE(why.contains(marker));
  for (const auto& [name, value] : environment) {
    CAPTURE(name);
    CHECK_FALSE(refused_sweep({{name, "n o n s e n s e"},
                               {"INPUT_MODE", "gentle"},
                               {"INPUT_SSH_KEY", marker},
                               {"INPUT_SSH_PASSWORD", marker},
                               {"INPUT_SSH_KEY_PASSPHRASE", marker}})
                    .contains(marker));
  }
}

TEST_CASE("A private key in the wrong input is not read out, in one line or in many") {
  for (const std::string between : {" ", "\n"}) {
    const auto key = "-----BEGIN OPENSSH PRIVATE KEY-----" + between + marker + between + marker + "\n-----END";
    for (const auto& what : all_inputs()) {
      if (what.kind == input_kind::secret || what.where != offered::everywhere) continue;
      CAPTURE(what.name);
      const auto why = refused({"sweep"}, {{environment_name(what.name), key}, {"INPUT_HOST", "a.example"}});
      CHECK_FALSE(why.contains(marker));
      CHECK(why.contains("input " + std::string(what.name) + ": it holds a private key (not shown)"));
    }
    CHECK_FALSE(refused({"sweep", key}).contains(marker));
  }
}

TEST_CASE("A password in a target is not read out") {
  CHECK_FALSE(refused({"sweep", "root:" + marker + "@a.example"}).contains(marker));
  CHECK_FALSE(refused({"sweep"}, {{"INPUT_HOST", "root:" + marker + "@a.example"}}).contains(marker));
  CHECK_FALSE(refused_sweep({{"INPUT_JUMP_HOST", "root:" + marker + "@a.example"}}).contains(marker));
  CHECK_FALSE(refused_sweep({{"INPUT_SERVICES", "a http://u:" + marker + "@h/"}}).contains(marker));
}

}  // namespace dropsweep::test
