#include <doctest/doctest.h>

#include "inputs/targets.hpp"

namespace dropsweep::test {

namespace {

std::string read(std::string_view line, const target_defaults& otherwise = {}) {
  const auto there = parse_target(line, otherwise);
  return there ? label(*there) : "refused: " + there.error();
}

std::string why_not(std::string_view line) {
  const auto there = parse_target(line, {});
  return there ? "accepted: " + label(*there) : there.error();
}

}  // namespace

TEST_CASE("Targets in every shape of the contract") {
  CHECK(read("203.0.113.7") == "root@203.0.113.7");
  CHECK(read("deploy@203.0.113.7:2222") == "deploy@203.0.113.7:2222");
  CHECK(read("ssh://deploy@host.example") == "deploy@host.example");
  CHECK(read("ssh://host.example:23") == "root@host.example:23");
  CHECK(read("deploy@[2001:db8::1]:2222") == "deploy@[2001:db8::1]:2222");
  CHECK(read("[2001:db8::1]") == "root@[2001:db8::1]");
  CHECK(read("[fe80::1%eth0]") == "root@[fe80::1%eth0]");
  CHECK(read("unix:///var/run/docker.sock") == "unix:///var/run/docker.sock");
  CHECK(read("droplet") == "root@droplet");
  CHECK(read("my_host.example.") == "root@my_host.example.");
  CHECK(read("HOST$@a.example") == "HOST$@a.example");
  CHECK(read("a:65535") == "root@a:65535");
  CHECK(read("a", {"deploy", 2222}) == "deploy@a:2222");
}

TEST_CASE("One host has one spelling, the one that known_hosts lines have") {
  CHECK(read("Droplet.Example") == "root@droplet.example");
  CHECK(read("[2001:DB8:0:0::1]") == "root@[2001:db8::1]");
}

TEST_CASE("Ports are from 1 to 65535") {
  CHECK(why_not("root@host:99999") ==
        "\"root@host:99999\" has \"99999\" for a port, which is not from 1 to 65535; write for example root@203.0.113.7, "
        "deploy@[2001:db8::1]:2222 or unix:///var/run/docker.sock");
  for (const auto* line : {"a:0", "a:", "a:-1", "a:+1", "a:22x", "a:0x16", "[::1]:", "a:18446744073709551638"}) {
    CAPTURE(line);
    CHECK(why_not(line).contains("for a port"));
  }
}

TEST_CASE("What is no target is refused with the reason") {
  CHECK(why_not("2001:db8::1").contains("without the brackets"));
  CHECK(why_not("[2001:db8::1").contains("[ without its ]"));
  CHECK(why_not("[2001:db8::1]22").contains("after its ]"));
  CHECK(why_not("[203.0.113.7]").contains("no IPv6 address between its brackets"));
  CHECK(why_not("[fe80::1%]").contains("no IPv6 address"));
  CHECK(why_not("203.0.113.300").contains("no IPv4 address"));
  CHECK(why_not("203.0.113").contains("no IPv4 address"));
  CHECK(why_not("root@").contains("has no host"));
  CHECK(why_not("@a.example").contains("no user name"));
  CHECK(why_not("-oProxyCommand=x@a.example").contains("no user name"));
  CHECK(why_not("-a.example").contains("neither a name nor an address"));
  CHECK(why_not("a..b").contains("neither a name nor an address"));
  CHECK(why_not("a/b").contains("neither a name nor an address"));
  CHECK(why_not("m\xc3\xbcll.example").contains("xn--"));
  CHECK(why_not("http://a.example").contains("neither ssh:// nor unix://"));
  CHECK(why_not("tcp://203.0.113.7:2375").contains("neither ssh:// nor unix://"));
  CHECK(why_not("a b").contains("a blank or a control character"));
  CHECK(why_not("a\x1b[2J").contains("\"a\\x1b[2J\" has a blank or a control character"));
  CHECK(why_not(std::string(64, 'a') + ".example").contains("more than 63 characters"));
  CHECK(why_not(std::string(300, 'a')).contains("neither a name nor an address"));
}

TEST_CASE("A password in a target is refused and never shown") {
  for (const auto* line : {"root:hunter2@a.example", "ssh://root:hunter2@a.example:22", "root:hun@ter2@a.example",
                           "root:hunter2 x@a b", "http://root:hunter2@a.example", ":hunter2@a"}) {
    CAPTURE(line);
    CHECK(why_not(line) == "a target holds a password (not shown), which it must not; use ssh-key or ssh-password");
  }
}

TEST_CASE("The engine's socket on this machine is an absolute path") {
  CHECK(why_not("unix://docker.sock").contains("absolute"));
  CHECK(why_not("unix://").contains("absolute"));
  CHECK(why_not("unix:///run/" + std::string(200, 'a')).contains("longer than the 107 bytes"));
}

TEST_CASE("Jump hosts are [user@]host[:port], with commas between") {
  using way = std::vector<ssh_address>;
  CHECK(parse_jump_hosts("bastion", {"deploy", 22}) == way{{"deploy", "bastion", 22}});
  CHECK(parse_jump_hosts("me@[::1]:23", {}) == way{{"me", "::1", 23}});
  CHECK(parse_jump_hosts("a@outer:2222, inner", {"deploy", 22}) == way{{"a", "outer", 2222}, {"deploy", "inner", 22}});
  CHECK(parse_jump_hosts("a b", {}).error().starts_with("\"a b\" has a blank"));
  for (const char* bad : {"unix:///x", "me:hunter2@a", "a,,b", ",a", "a,", "a,b:0", "1,2,3,4,5,6,7,8,9"}) {
    CAPTURE(bad);
    CHECK_FALSE(parse_jump_hosts(bad, {}));
  }
}

TEST_CASE("A password with a comma in a jump host is not shown either") {
  for (const char* bad : {"me:hunter,2@a", "x,me:hunter,2@a", "me:hunter2@a,b"})
    CHECK_FALSE(parse_jump_hosts(bad, {}).error().contains("hunter"));
}

TEST_CASE("User names need no quoting anywhere") {
  CHECK(parse_user("deploy-2.x_y+z") == "deploy-2.x_y+z");
  for (const auto* bad : {"ro ot", "-root", "a;b", "$(id)", "a@b", "a/b", "$"}) {
    CAPTURE(bad);
    CHECK(parse_user(bad).error().contains("is no user name"));
  }
  CHECK_FALSE(parse_user(std::string(65, 'a')));
}

}  // namespace dropsweep::test
