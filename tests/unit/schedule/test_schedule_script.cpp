// The script for real, in the shells that hosts have, in a folder instead of a whole host.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "schedule/schedule_script.hpp"
#include "unit/temporary_folder.hpp"

using namespace dropsweep;
using dropsweep::test::temporary_folder;

namespace {

namespace fs = std::filesystem;

void write(const fs::path& at, std::string_view text) {
  fs::create_directories(at.parent_path());
  std::ofstream(at) << text;
}

std::string read(const fs::path& at) {
  std::ifstream file(at);
  return {std::istreambuf_iterator(file), {}};
}

// With the places of the host below this folder, and with its root folder as what is locked.
std::string script_in(const fs::path& folder) {
  std::string script(schedule_script);
  for (const std::string_view place : {"\nprogram=", "\nconfig=", "\nservice=", "\ntimer=", "\ncron=", "\ndraft=", "9<", "-r "}) {
    const auto at = script.find(std::string(place) + "/");
    REQUIRE(at != script.npos);
    script.insert(at + place.size(), folder.string());
  }
  return script;
}

constexpr std::string_view sum_of_hello = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

struct connection {
  std::string shell, sends;
};

}  // namespace

TEST_CASE("A shell whose connection died without a word holds nobody up once the run must be over, and takes back what waits") {
  const auto put = fmt::format("hold 1\nput program 5 {}\n", sum_of_hello);
  const temporary_folder here;
  std::string all_at_once;
  std::vector<connection> dead;
  for (const std::string shell : {"dash", "bash", "busybox ash"}) {
    dead.push_back({shell, put + "hello"});
    dead.push_back({shell, put + "hel"});  // the rest never comes
  }
  for (std::size_t i = 0; i < dead.size(); ++i) {
    const auto folder = here.path / std::to_string(i);
    write(folder / "usr/local/lib/dropsweep/dropsweep", "old");
    fs::create_directories(folder / "root");
    write(folder / "script", script_in(folder));
    write(folder / "sends", dead[i].sends);
    all_at_once += fmt::format("(cd '{}' && mkfifo in && exec 3<>in && cat sends >&3 && {} script <in >said 3>&-) & ",
                               folder.string(), dead[i].shell);
  }
  CHECK(std::system((all_at_once + "wait").c_str()) == 0);
  for (std::size_t i = 0; i < dead.size(); ++i) {
    CAPTURE(dead[i].shell);
    CAPTURE(dead[i].sends);
    const auto folder = here.path / std::to_string(i), program = folder / "usr/local/lib/dropsweep/dropsweep";
    const auto said = read(folder / "said");
    CHECK(said.contains("held\n"));
    CHECK(said.contains("written\n") == dead[i].sends.ends_with("hello"));
    CHECK(read(program) == "old");
    if (said.contains("written\n")) CHECK_FALSE(fs::exists(program.string() + ".new"));
    const auto next = fmt::format("cd '{}' && echo hold 300 | {} script | grep -q held", folder.string(), dead[i].shell);
    CHECK(std::system(next.c_str()) == 0);
    CHECK_FALSE(fs::exists(program.string() + ".new"));
  }
}

TEST_CASE("Who comes second is told that somebody is at work") {
  const temporary_folder here;
  fs::create_directories(here.path / "root");
  write(here.path / "script", script_in(here.path));
  const auto second = fmt::format("cd '{}' && flock root sh -c 'echo hold 9 | sh script' | grep -q taken", here.path.string());
  CHECK(std::system(second.c_str()) == 0);
}
