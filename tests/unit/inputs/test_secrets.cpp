// No message ever holds a secret. The marker stands for one.

#include "inputs/forget_secrets.hpp"
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

TEST_CASE("A secret under a name that is no option is not repeated either") {
  for (const auto& arguments :
       {words{"sweep", "a.example", "--password", marker}, words{"sweep", "--ssh-pasword=" + marker, "a.example"},
        words{"sweep", "-p" + marker, "a.example"}, words{"sweep", "a.example", "--ssh-key-passphrase", marker, "--nonsense"},
        words{"sweep", "--ssh-password", marker}, words{"--ssh-password=" + marker, "sweep", "a.example"}}) {
    CAPTURE(arguments[1]);
    CHECK_FALSE(refused(arguments).contains(marker));
  }
}

TEST_CASE("The environment's secrets are wiped once they have been read, by either spelling, and nothing else is") {
  surroundings given{.arguments = {"sweep", "a.example"}};
  for (const auto& what : all_inputs()) {
    if (what.kind != input_kind::secret) continue;
    for (const auto& name : {environment_name(what.name), runner_environment_name(what.name)}) given.environment[name] = marker;
  }
  const auto secrets = given.environment.size();
  CHECK(secrets >= 5);
  given.environment["INPUT_HOST"] = given.environment["INPUT_SSH_KEY_FILE"] = "kept";
  std::vector<std::string> lines;
  for (const auto& [name, value] : given.environment) lines.push_back(name + '=' + value);
  lines.emplace_back("no variable");
  std::vector<char*> block;
  for (auto& line : lines) block.push_back(line.data());
  block.push_back(nullptr);

  forget_secrets(block.data());
  std::size_t wiped = 0;
  for (const auto& line : lines) {
    CAPTURE(line.c_str());
    CHECK_FALSE(line.contains(marker));
    wiped += line.ends_with(std::string(marker.size(), '\0')) ? 1U : 0U;
    CHECK((line.ends_with('\0') || line.ends_with("=kept") || line == "no variable"));
  }
  CHECK(wiped == secrets);

  forget_secrets(given);
  for (const auto& [name, value] : given.environment)
    CHECK(value == (name.contains("HOST") || name.contains("FILE") ? "kept" : ""));
}

TEST_CASE("Settings forget their secrets and stay what they are otherwise") {
  const scratch home;
  home.write(".ssh/config", "");
  home.write("outer", marker);
  home.write("own", marker);
  surroundings given{
      .arguments = {"sweep", "a.example"},
      .environment = {{"HOME", home.path("")}, {"INPUT_SSH_PASSWORD", marker}, {"INPUT_SSH_KEY_PASSPHRASE", marker}}};
  given.ask_ssh = [&](const ssh_address& about) -> std::expected<std::optional<std::string>, std::string> {
    const bool target = about.host == "a.example";
    return fmt::format("hostname {}\nuser u\nport 22\nidentityfile {}\n{}", about.host, home.path(target ? "own" : "outer"),
                       target ? "proxyjump outer.example\n" : "");
  };
  auto read = read_settings(given);
  REQUIRE(read);
  auto how = std::get<settings>(std::move(*read));
  REQUIRE(how.from_ssh_config.size() == 1);
  auto& own = how.from_ssh_config.front();
  REQUIRE(own.own.identities.size() == 1);
  REQUIRE(own.jump_hosts.size() == 1);
  REQUIRE(own.jump_hosts.front().own.identities.size() == 1);
  CHECK(own.own.identities.front().private_key.reveal() == marker);
  CHECK(own.jump_hosts.front().own.identities.front().private_key.reveal() == marker);
  CHECK(how.access.password.reveal() == marker);

  forget_secrets(how);
  CHECK(own.own.identities.front().private_key.empty());
  CHECK(own.jump_hosts.front().own.identities.front().private_key.empty());
  CHECK((how.access.password.empty() && how.access.passphrase.empty() && how.access.private_key.empty()));
  CHECK(own.jump_hosts.front().to.host == "outer.example");
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
