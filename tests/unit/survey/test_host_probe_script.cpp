// The script for real, in the shells that hosts have.
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>

#include "survey/host_probe.hpp"

using namespace dropsweep;

namespace {

namespace fs = std::filesystem;

struct scratch {
  fs::path path = fs::temp_directory_path() / fmt::format("dropsweep-probe {}", ::getpid());
  scratch() { fs::create_directories(path); }
  scratch(const scratch&) = delete;
  scratch& operator=(const scratch&) = delete;
  ~scratch() { fs::remove_all(path); }
};

// `prefix` is put before the script, as a command or two that make the shell a different host's.
std::string run_script(const scratch& in, const std::string& shell, const std::string& line, const std::string& prefix = "") {
  std::ofstream(in.path / "script") << prefix << host_probe_script;
  std::ofstream(in.path / "input") << line;
  const auto command = fmt::format("cd '{}' && LANG=de_DE.UTF-8 {} script <input", in.path.string(), shell);
  std::string output;
  auto* pipe = ::popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  char buffer[4096];
  for (std::size_t size = 0; (size = std::fread(buffer, 1, sizeof buffer, pipe)) > 0;) output.append(buffer, size);
  ::pclose(pipe);
  return output;
}

}  // namespace

TEST_CASE("dash, bash and busybox say the same of this machine, in a folder with a space in its name") {
  scratch here;
  const auto root = here.path / "docker root";
  const auto folder = root / "image/overlay2/imagedb/content/sha256";
  fs::create_directories(folder);
  const std::string digest(64, 'a');
  std::ofstream(folder / digest) << "{}";
  fs::last_write_time(folder / digest, fs::file_time_type::clock::now() - std::chrono::hours{48});
  // A host that has nothing but busybox.
  fs::create_directories(here.path / "bin");
  for (const auto* applet : {"df", "find", "stat"}) fs::create_symlink("/usr/bin/busybox", here.path / "bin" / applet);
  const auto only_busybox = fmt::format("PATH='{}'\n", (here.path / "bin").string());

  for (const auto& [shell, prefix] :
       {std::pair<std::string, std::string>{"dash", ""}, {"bash", ""}, {"/usr/bin/busybox ash", only_busybox}}) {
    if (std::system(fmt::format("command -v {} >/dev/null 2>&1", shell.substr(0, shell.find(' '))).c_str()) != 0) continue;
    CAPTURE(shell);
    const auto output = run_script(here, shell, root.string() + "\n", prefix);
    CAPTURE(output);
    const auto probe = read_host_probe(output, root.string(), false);
    CHECK(probe.complete);
    CHECK(probe.facts.memory_total);
    CHECK(probe.facts.memory_available);
    CHECK(probe.facts.load);
    CHECK(probe.facts.uptime);
    REQUIRE_FALSE(probe.facts.disks.empty());
    CHECK(probe.facts.disks[0].path == root.string());
    CHECK(probe.facts.disks[0].size.value > 0);
    REQUIRE(probe.arrived.size() == 1);
    CHECK(probe.arrived.begin()->first == "sha256:" + digest);
  }
}

TEST_CASE("What comes on standard input is a path and nothing else") {
  scratch here;
  for (const std::string line :
       {"$(touch owned)\n", "`touch owned`\n", "/x; touch owned\n", "-rf\n", "", "\n", "relative\n", "/no/such/folder\n"}) {
    CAPTURE(line);
    const auto probe = read_host_probe(run_script(here, "sh", line), "", false);
    CHECK(probe.complete);
    CHECK(probe.facts.memory_total);
    CHECK(probe.arrived.empty());
    CHECK_FALSE(fs::exists(here.path / "owned"));
    CHECK(probe.facts.disks.back().path == "/");
  }
}
