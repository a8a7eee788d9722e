#include <doctest/doctest.h>

#include <array>
#include <cstdio>

#include "connect/engine_way.hpp"
#include "connect/remote_scripts.hpp"

using namespace dropsweep;

namespace {

// As a login shell would run it.
std::string output_of(const std::string& command) {
  FILE* const pipe = ::popen(command.c_str(), "r");
  std::string output;
  std::array<char, 256> buffer{};
  while (const auto size = std::fread(buffer.data(), 1, buffer.size(), pipe)) output.append(buffer.data(), size);
  ::pclose(pipe);
  return output;
}

}  // namespace

TEST_CASE("A script survives the login shell as it is") {
  const std::string script =
      "echo \"it's\" 'a $HOME `date`' \\\\ \\'; printf '%s\\n' a\\ b\nif true; then echo \"second line\"; fi";
  CHECK(output_of(shell_command(script)) == output_of(script));
}

TEST_CASE("The engine's way is named, and a docker command always says which socket it means") {
  CHECK(name_of(engine_way::unknown) == "");
  CHECK(name_of(engine_way::sudo_docker) == "sudo -n docker system dial-stdio");
  CHECK(command_of(engine_way::docker, "/var/run/docker.sock") == "docker -H unix:///var/run/docker.sock system dial-stdio");
  CHECK(command_of(engine_way::sudo_docker, "/run/user/1000/docker.sock") ==
        "sudo -n docker -H unix:///run/user/1000/docker.sock system dial-stdio");
  CHECK(command_of(engine_way::relay, "/run/x.sock").starts_with("exec /bin/sh -c 's=/run/x.sock\n"));
  CHECK(command_of(engine_way::sudo_relay, "/run/x.sock").starts_with("sudo -n /bin/sh -c 's=/run/x.sock\n"));
}
