// The script for real, in the shells that hosts have, in a folder instead of a whole host.
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

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

// What the script says to this, in a folder that is prepared.
std::string said_to(const fs::path& folder, const std::string& shell, const std::string& sends, const std::string& prefix = "") {
  write(folder / "script", prefix + script_in(folder));
  write(folder / "sends", sends);
  CHECK(std::system(fmt::format("cd '{}' && {} script <sends >said", folder.string(), shell).c_str()) == 0);
  return read(folder / "said");
}

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

TEST_CASE("Nothing that root will run is put into a folder that others may change, and what lies in one is told") {
  if (::geteuid() != 0) {
    MESSAGE("only root can give a folder away");
    return;
  }
  temporary_folder here;
  const auto put = fmt::format("put program 5 {}\nhello", sum_of_hello);
  const auto lib = here.path / "usr/local/lib", folder = lib / "dropsweep", program = folder / "dropsweep";
  const auto check_refused = [&](const std::string& shell) {
    const auto said = said_to(here.path, shell, put);
    CHECK(said.contains("failed " + program.string() + ": others than root may change its folder"));
    CHECK_FALSE(fs::exists(program));
    CHECK_FALSE(fs::exists(program.string() + ".new"));
    write(program, "theirs");
    CHECK(said_to(here.path, shell, "look\n").contains("\nexposed program\n"));
  };
  for (const std::string shell : {"dash", "bash", "busybox ash"}) {
    CAPTURE(shell);
    const auto again = [&] {
      fs::remove_all(lib);
      fs::create_directories(folder);
    };
    again();
    REQUIRE(::chown(folder.c_str(), 1234, 0) == 0);
    check_refused(shell);
    for (const auto mode : {0775, 0757, 01777, 02775}) {
      again();
      REQUIRE(::chmod(folder.c_str(), static_cast<::mode_t>(mode)) == 0);
      check_refused(shell);
    }
    again();  // a link that can be made to lead elsewhere
    fs::rename(folder, lib / "elsewhere");
    fs::create_directory_symlink("elsewhere", folder);
    REQUIRE(::lchown(folder.c_str(), 1234, 0) == 0);
    check_refused(shell);

    again();  // made by us in a folder that Debian gives to a group
    fs::remove(folder);
    REQUIRE(::chmod(lib.c_str(), 02775) == 0);
    CHECK(said_to(here.path, shell, put).contains("\nwritten\n"));
    CHECK(read(program) == "hello");
    const auto looked = said_to(here.path, shell, "look\n");
    CHECK(looked.contains("\nfile program 755 0 "));
    CHECK_FALSE(looked.contains("exposed"));
  }
}

TEST_CASE("What is written is a new file, and no other one that a link leads to") {
  const auto put = fmt::format("put program 5 {}\nhello", sum_of_hello);
  temporary_folder here;
  const auto victim = here.path / "victim", folder = here.path / "usr/local/lib/dropsweep";
  // Somebody puts the link there right after what was there has been removed.
  const std::string in_between = "rm() { command rm \"$@\"; case $2 in *.new) ln -s ../../../../victim \"$2\" ;; esac; }\n";
  for (const std::string shell : {"dash", "bash", "busybox ash"}) {
    CAPTURE(shell);
    fs::remove_all(folder);
    fs::remove(victim);
    CHECK(said_to(here.path, shell, put, in_between).contains("failed "));
    CHECK_FALSE(fs::exists(victim));
    write(victim, "theirs");
    CHECK(said_to(here.path, shell, put, in_between).contains("failed "));
    CHECK(read(victim) == "theirs");
  }
}

TEST_CASE("Whoever sends a program hears that there was no room for it, since all of it was read") {
  const temporary_folder here;
  const auto program = here.path / "usr/local/lib/dropsweep/dropsweep";
  write(here.path / "sends", fmt::format("put program 1000000 {}\n{}", std::string(64, '0'), std::string(1'000'000, 'x')));
  for (const std::string shell : {"dash", "bash", "busybox ash"}) {
    CAPTURE(shell);
    write(program, "old");
    write(here.path / "script", script_in(here.path));
    // A file may have 4 KiB or 8 KiB, by the shell that counts; a pipe holds 64 KiB.
    const auto sent = fmt::format("cd '{}' && bash -c 'set -o pipefail; cat sends | (ulimit -f 8; exec {} script) >said'",
                                  here.path.string(), shell);
    CHECK(std::system(sent.c_str()) == 0);
    const auto said = read(here.path / "said");
    CAPTURE(said);
    CHECK(said.contains("failed " + program.string() + ": "));
    CHECK(read(program) == "old");
    CHECK_FALSE(fs::exists(program.string() + ".new"));
  }
}
