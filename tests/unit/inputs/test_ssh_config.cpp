#include "given.hpp"
#include "inputs/ssh_config.hpp"

namespace dropsweep::test {

namespace {

// A laptop with these files in its home folder, and an ssh that knows these hosts.
struct laptop {
  scratch home;
  std::map<std::string, std::string> answers;  // of `ssh -G`, by host
  std::vector<ssh_address> asked;
  variables more;

  laptop() { home.write(".ssh/config", "Host *\n"); }

  result<settings> read(words arguments) {
    auto environment = more;
    environment.insert({{"HOME", home.path("")}, {"USER", "me"}});
    environment["HOME"].pop_back();
    surroundings given{.arguments = std::move(arguments), .environment = std::move(environment)};
    given.ask_ssh = [this](const ssh_address& about) -> std::expected<std::optional<std::string>, std::string> {
      asked.push_back(about);
      const auto found = answers.find(about.host);
      return found == answers.end() ? "hostname " + about.host + "\nuser root\nport 22\n" : found->second;
    };
    auto answer = read_settings(given);
    if (!answer) return std::unexpected(std::move(answer.error()));
    return std::get<settings>(std::move(*answer));
  }

  // How to get to the only target.
  std::pair<ssh_address, access_settings> way(words arguments) {
    const auto how = read(std::move(arguments));
    if (!how) FAIL(how.error().seen);
    return {std::get<ssh_address>(how->targets.front().way), access_to(how->targets.front(), *how)};
  }
};

const std::string web = "user deploy\nhostname 203.0.113.7\nport 2222\nforwardagent no\n";

}  // namespace

TEST_CASE("An alias of ~/.ssh/config is a target") {
  laptop mine;
  mine.answers["web"] = web;
  CHECK(mine.way({"plan", "web"}).first == ssh_address{"deploy", "203.0.113.7", 2222});
  CHECK(mine.asked == std::vector{ssh_address{"", "web", 0}});
  // Held against each other as the hosts that they are.
  CHECK(one_line(mine.read({"plan", "web", "deploy@203.0.113.7:2222"}).error()).contains("is there twice"));
}

TEST_CASE("What the inputs say beats what ~/.ssh/config says, and ssh is told of it") {
  laptop mine;
  mine.answers["web"] = web;
  CHECK(mine.way({"plan", "root@web:22"}).first == ssh_address{"root", "203.0.113.7", 22});
  CHECK(mine.asked.back() == ssh_address{"root", "web", 22});
  mine.more = {{"INPUT_USER", "admin"}, {"INPUT_PORT", "2200"}};
  CHECK(mine.way({"plan", "web"}).first == ssh_address{"admin", "203.0.113.7", 2200});
}

TEST_CASE("In a workflow, without ~/.ssh/config and without ssh nobody is asked and nothing changes") {
  laptop in_actions;
  in_actions.more = {{"GITHUB_ACTIONS", "true"}};
  CHECK(in_actions.way({"plan", "web"}).first == ssh_address{"root", "web", 22});
  CHECK(in_actions.asked.empty());

  laptop without;
  without.more = {{"HOME", "/nonexistent"}};
  CHECK(without.way({"plan", "web"}).first == ssh_address{"root", "web", 22});
  CHECK(without.asked.empty());

  const auto unasked = accepted({"plan", "web"});
  CHECK(unasked.targets == std::vector{target{ssh_address{"root", "web", 22}}});
}

TEST_CASE("Identity files that are there may be tried, with what lies beside them, unless a key was given") {
  laptop mine;
  mine.home.write(".ssh/id_web", "the key");
  mine.home.write(".ssh/id_web.pub", "the public key");
  mine.home.write(".ssh/203.0.113.7-deploy", "another");
  mine.answers["web"] = web + "identityfile ~/.ssh/id_web\nidentityfile %d/.ssh/%h-%r\nidentityfile ~/.ssh/none\n" +
                        "identityfile ~/.ssh/%C\nidentitiesonly yes\n";
  const auto access = mine.way({"plan", "web"}).second;
  REQUIRE(access.identities.size() == 2);
  CHECK(access.identities[0].path == "~/.ssh/id_web");
  CHECK(access.identities[0].private_key.reveal() == "the key");
  CHECK(access.identities[0].public_line == "the public key");
  CHECK(access.identities[1].private_key.reveal() == "another");
  CHECK(access.identities_only);
  mine.more = {{"INPUT_SSH_KEY", "given"}};
  CHECK(mine.way({"plan", "web"}).second.identities.empty());
}

TEST_CASE("The known hosts of ~/.ssh/config are read in its order, unless some were given") {
  laptop mine;
  mine.home.write(".ssh/known_hosts", "general");
  mine.home.write("work/hosts", "of work");
  mine.answers["web"] = web + "userknownhostsfile ~/work/hosts ~/.ssh/known_hosts ~/.ssh/known_hosts2\n";
  CHECK(mine.way({"plan", "web"}).second.known_hosts ==
        std::vector<known_hosts_text>{{"~/work/hosts", "of work"}, {"~/.ssh/known_hosts", "general"}});
  CHECK(mine.way({"plan", "db"}).second.known_hosts == std::vector<known_hosts_text>{{"~/.ssh/known_hosts", "general"}});
  mine.more = {{"INPUT_KNOWN_HOSTS", "given"}};
  CHECK(mine.way({"plan", "web"}).second.known_hosts.front().lines == "given");
}

TEST_CASE("ProxyJump leads through hosts that have entries, keys and jump hosts of their own") {
  laptop mine;
  mine.home.write(".ssh/id_bastion", "its key");
  mine.answers["web"] = web + "proxyjump bastion,me@[10.0.0.9]:2200\n";
  mine.answers["bastion"] = "hostname bastion.example\nuser jump\nport 22\nidentityfile ~/.ssh/id_bastion\nproxyjump outer\n";
  const auto [to, access] = mine.way({"plan", "web"});
  CHECK(hosts_of(access.jump_hosts) ==
        std::vector<ssh_address>{{"root", "outer", 22}, {"jump", "bastion.example", 22}, {"me", "10.0.0.9", 2200}});
  CHECK(access.jump_hosts[1].own.identities.front().path == "~/.ssh/id_bastion");
  // A way that was given is the whole way.
  CHECK(hosts_of(mine.way({"plan", "web", "--jump-host", "bastion"}).second.jump_hosts) ==
        std::vector<ssh_address>{{"jump", "bastion.example", 22}});
}

TEST_CASE("What cannot be followed is told") {
  laptop mine;
  mine.answers["web"] = web + "proxycommand nc %h %p\n";
  CHECK(one_line(mine.read({"plan", "web"}).error()).contains("has a ProxyCommand for \"web\", which is not run here"));
  mine.answers["web"] = web + "proxyjump web\n";
  CHECK(one_line(mine.read({"plan", "web"}).error()).contains("through jump hosts without end"));
  mine.answers["web"] = "hostname -oProxyCommand=x\nuser root\n";
  CHECK(one_line(mine.read({"plan", "web"}).error()).contains("~/.ssh/config: has a host that is neither a name nor an address"));
}

TEST_CASE("What is no answer of ssh is passed over") {
  for (const char* text : {"", "hostname", "user x\n", "\xff\n", "hostname\n"}) CHECK_FALSE(read_ssh_config(text));
  CHECK(read_ssh_config("hostname web\nport 99999\nuserknownhostsfile none\nidentityfile none\nproxyjump none")->port == 22);
}

TEST_CASE("A name that begins with a dash never becomes a word of ssh's") {
  laptop mine;
  for (const char* host : {"-oProxyCommand=id", "root@-G", "-"}) CHECK_FALSE(mine.read({"plan", "--", host}));
  CHECK(mine.asked.empty());
}

}  // namespace dropsweep::test
