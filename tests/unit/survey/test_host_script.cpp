// The script for real, in the shells that hosts have.
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>

#include "survey/advice_probe.hpp"
#include "survey/host_probe.hpp"
#include "survey/host_shell.hpp"
#include "survey/ledger.hpp"
#include "survey/numbers.hpp"
#include "unit/temporary_folder.hpp"

using namespace dropsweep;
using dropsweep::test::temporary_folder;

namespace {

namespace fs = std::filesystem;

// The answer to `request`, the marks taken off. `prefix` is put before the script, as a command or two that make the shell a
// different host's.
std::string run_script(const temporary_folder& in, const std::string& shell, const std::string& request,
                       const std::string& prefix = "", std::string_view script = host_script) {
  std::ofstream(in.path / "script") << prefix << script;
  std::ofstream(in.path / "input") << request;
  const auto command = fmt::format("cd '{}' && HOME='{}' XDG_RUNTIME_DIR='{}' LANG=de_DE.UTF-8 {} script <input",
                                   in.path.string(), in.path.string(), in.path.string(), shell);
  std::string output;
  auto* pipe = ::popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  char buffer[4096];
  for (std::size_t size = 0; (size = std::fread(buffer, 1, sizeof buffer, pipe)) > 0;) output.append(buffer, size);
  ::pclose(pipe);
  REQUIRE(output.starts_with("\ndropsweep begin\n"));
  REQUIRE(output.ends_with(end_mark));
  return output.substr(1 + begin_mark.size(), output.size() - 1 - begin_mark.size() - end_mark.size());
}

}  // namespace

TEST_CASE("dash, bash and busybox say the same of this machine, in a folder with a space in its name") {
  const temporary_folder here;
  const auto root = here.path / "docker root";
  const auto folder = root / "image/overlay2/imagedb/content/sha256";
  fs::create_directories(folder);
  const std::string digest(64, 'a');
  std::ofstream(folder / digest) << "{}";
  fs::create_directories(root / "containers/a");
  std::ofstream(root / "containers/a/a-json.log") << std::string(300'000, 'x');
  fs::last_write_time(folder / digest, fs::file_time_type::clock::now() - std::chrono::hours{48});
  // A host that has nothing but busybox.
  fs::create_directories(here.path / "bin");
  for (const auto* applet : {"df", "find", "stat", "head", "du", "tr", "wc", "mv", "mkdir", "rm"})
    fs::create_symlink("/usr/bin/busybox", here.path / "bin" / applet);
  const auto only_busybox = fmt::format("PATH='{}'\n", (here.path / "bin").string());

  for (const auto& [shell, prefix] :
       {std::pair<std::string, std::string>{"dash", ""}, {"bash", ""}, {"/usr/bin/busybox ash", only_busybox}}) {
    if (std::system(fmt::format("command -v {} >/dev/null 2>&1", shell.substr(0, shell.find(' '))).c_str()) != 0) continue;
    CAPTURE(shell);
    const auto output = run_script(here, shell, "probe " + root.string() + "\n", prefix);
    CAPTURE(output);
    const auto probe = read_host_probe(output, root.string(), false);
    CHECK(probe.facts.memory_total);
    CHECK(probe.facts.memory_available);
    CHECK(probe.facts.load);
    CHECK(probe.facts.uptime);
    REQUIRE(probe.facts.container_logs);
    CHECK(probe.facts.container_logs->value >= 300'000);
    CHECK(probe.facts.container_logs->value < 400'000);
    REQUIRE_FALSE(probe.facts.disks.empty());
    CHECK(probe.facts.disks[0].path == root.string());
    CHECK(probe.facts.disks[0].size.value > 0);
    REQUIRE(probe.arrived.size() == 1);
    CHECK(probe.arrived.begin()->first == "sha256:" + digest);
  }
}

TEST_CASE(
    "Logs that could not be looked at everywhere are unknown, and so are those of a host without du, or that takes too long for "
    "it") {
  const temporary_folder here;
  fs::create_directories(here.path / "containers");
  for (const auto* du : {"echo '4 containers'; exit 1", "exit 127", "sleep 60; echo '4 containers'"}) {
    CAPTURE(du);
    std::ofstream(here.path / "du") << "#!/bin/sh\n" << du << "\n";
    fs::permissions(here.path / "du", fs::perms::owner_all);
    const auto first = fmt::format("PATH='{}':$PATH\n", here.path.string());
    const auto probe = read_host_probe(run_script(here, "sh", "probe " + here.path.string() + "\n", first), "/", false);
    CHECK_FALSE(probe.facts.container_logs);
    CHECK(probe.facts.load);
  }
}

TEST_CASE("What is asked about is a path and nothing else") {
  const temporary_folder here;
  for (const std::string line :
       {"$(touch owned)", "`touch owned`", "/x; touch owned", "-rf", "", "relative", "/no/such/folder"}) {
    CAPTURE(line);
    const auto probe = read_host_probe(run_script(here, "sh", "probe " + line + "\n"), "", false);
    CHECK(probe.facts.memory_total);
    CHECK(probe.arrived.empty());
    CHECK_FALSE(fs::exists(here.path / "owned"));
    CHECK(probe.facts.disks.back().path == "/");
  }
}

TEST_CASE("The ledger is written whole or not at all, and read again") {
  const temporary_folder here;
  for (const std::string shell : {"dash", "bash", "busybox ash"}) {
    CAPTURE(shell);
    fs::remove_all(here.path / ".local");
    CHECK(run_script(here, shell, "ledger\n") == "kept\n");
    CHECK(run_script(here, shell, "write-ledger 8\none\ntwo\n") == "written\n");
    CHECK(run_script(here, shell, "ledger\n") == "kept\none\ntwo\n");
    CHECK(run_script(here, shell, "write-ledger 100\ncut off") == "");
    CHECK(run_script(here, shell, "ledger\n") == "kept\none\ntwo\n");
    CHECK_FALSE(fs::exists(here.path / ".local/state/dropsweep/ledger.new"));
    CHECK(run_script(here, shell, "numbers\n") == "");
    CHECK(run_script(here, shell, "write-numbers 4\n1\n2\n") == "written\n");
    CHECK(run_script(here, shell, "numbers\n") == "1\n2\n");
    fs::remove(here.path / ".local/state/dropsweep/numbers");
    CHECK((fs::status(here.path / ".local/state/dropsweep/ledger").permissions() & fs::perms::others_read) == fs::perms::none);
  }
}

TEST_CASE("A shell that was given no home folder, as this machine's own is, has that of its account") {
  const temporary_folder here;
  const auto account =
      fmt::format("unset HOME XDG_STATE_HOME\ngetent() {{ echo 'me:x:1:1::{}:/bin/sh'; }}\n", here.path.string());
  for (const std::string shell : {"dash", "bash", "busybox ash"}) {
    CAPTURE(shell);
    CHECK(run_script(here, shell, "ledger\n", account) == "kept\n");
    CHECK(run_script(here, shell, "write-ledger 4\none\n", account) == "written\n");
    CHECK(run_script(here, shell, "ledger\n") == "kept\none\n");
    fs::remove_all(here.path / ".local");
  }
}

TEST_CASE("Where the ledger cannot be written it is said why, and what is there is read all the same") {
  const temporary_folder here;
  CHECK(run_script(here, "dash", "ledger\n", "HOME= XDG_STATE_HOME= && getent() { return 2; }\n") ==
        "unkept the account has no home folder\n");
  fs::create_directories(here.path / ".local/state/dropsweep");
  std::ofstream(here.path / ".local/state/dropsweep/ledger") << "one\n";
  std::ofstream(here.path / "file") << "";
  CHECK(run_script(here, "dash", "ledger\n", "HOME=/proc/self/no\n").starts_with("unkept /proc/"));
  CHECK(run_script(here, "dash", "ledger\n", "XDG_STATE_HOME=$HOME/file/x\n") ==
        "unkept " + (here.path / "file").string() + " cannot be written\n");
  CHECK(run_script(here, "dash", "ledger\n") == "kept\none\n");
}

TEST_CASE("A shell's clients of Docker are seen with their arguments") {
  const temporary_folder here;
  fs::copy_file("/usr/bin/sleep", here.path / "docker-compose");
  const auto started = fmt::format("'{}' 60 & client=$!\ntrap 'kill $client' EXIT\n", (here.path / "docker-compose").string());
  const auto probe = read_host_probe(run_script(here, "dash", "probe /\n", started), "/", false);
  const auto seen = std::ranges::find_if(
      probe.facts.clients, [](const client_process& one) { return one.command.raw().ends_with("docker-compose 60"); });
  REQUIRE(seen != probe.facts.clients.end());
  CHECK(seen->age < std::chrono::seconds{30});
}

TEST_CASE("A shell whose connection broke without a word gives the lock back when the run must be over") {
  const temporary_folder here;
  for (const std::string shell : {"dash", "bash", "busybox ash"}) {
    CAPTURE(shell);
    std::ofstream(here.path / "script") << host_script;
    // Its input never ends by itself.
    const auto holding = fmt::format(
        "cd '{}' && rm -f in && mkfifo in && exec 3<>in && printf 'lock 1 /none me\\n' >&3 && {} script <in >held 2>&1",
        here.path.string(), shell);
    CHECK(std::system(holding.c_str()) != 0);
    std::ifstream held(here.path / "held");
    CHECK(std::string(std::istreambuf_iterator(held), {}).find("lock held") != std::string::npos);
    CHECK(run_script(here, shell, "lock 300 /none me\n") == "lock held\n");
  }
}

TEST_CASE("The host's lock is for root and for whoever the engine's socket is for; anybody else has one of their own") {
  if (::geteuid() != 0) {
    MESSAGE("only root can be several accounts");
    return;
  }
  temporary_folder here;
  // The host's own place is below this folder, which is the stranger's.
  std::string script(host_script);
  for (std::size_t at = 0; (at = script.find("/run/dropsweep")) != script.npos;) script.replace(at, 14, "run");
  constexpr ::gid_t group = 4321, stranger = 1234;
  const auto run = here.path / "run", socket = here.path / "docker.sock";
  REQUIRE(::chown(here.path.c_str(), stranger, stranger) == 0);
  const auto ask = [&](const std::string& shell, std::string_view whose = "root") {
    return run_script(here, shell, fmt::format("lock 300 docker.sock {}\n", whose), "", script);
  };
  const auto as = [&](std::string_view groups, const std::string& shell) {
    return fmt::format("setpriv --reuid={0} --regid={0} {1} {2}", stranger, groups, shell);
  };
  const auto check = [&](::gid_t whose, ::mode_t mode) {
    for (const auto* name : {"lock", "owner"}) {
      struct ::stat is{};
      REQUIRE(::stat((run / name).c_str(), &is) == 0);
      CHECK(is.st_uid == 0);
      CHECK(is.st_gid == whose);
      CHECK((is.st_mode & 07777) == mode);
    }
  };
  for (const std::string shell : {"dash", "bash", "busybox ash"}) {
    CAPTURE(shell);
    fs::remove_all(run);
    fs::remove(socket);
    fs::remove(here.path / "lock");
    fs::remove(here.path / "owner");
    CHECK(ask(shell) == "lock held\n");
    check(0, 0600);  // whose socket it is cannot be seen
    std::ofstream(socket) << "";
    REQUIRE(::chown(socket.c_str(), 0, stranger) == 0);
    CHECK(ask(shell) == "lock held\n");
    check(0, 0600);  // that is no socket
    fs::remove(socket);

    REQUIRE(::mknod(socket.c_str(), S_IFSOCK | 0660, 0) == 0);
    REQUIRE(::chown(socket.c_str(), 0, group) == 0);
    for (const auto* name : {"lock", "owner"}) REQUIRE(::chmod((run / name).c_str(), 0666) == 0);  // an earlier version's
    CHECK(ask(shell) == "lock held\n");
    check(group, 0660);
    const auto member = as(fmt::format("--groups={}", group), shell), other = as("--clear-groups", shell);
    CHECK(ask(member, "a member") == "lock held\n");
    const auto holding = fmt::format("flock -o '{}' ", (run / "lock").string());
    CHECK(ask(holding + member) == "lock taken a member\n");
    CHECK(ask(holding + other, "somebody") == "lock held\n");
    std::ifstream theirs(here.path / "owner"), ours(run / "owner");
    CHECK(std::string(std::istreambuf_iterator(theirs), {}) == "somebody\n");
    CHECK(std::string(std::istreambuf_iterator(ours), {}) == "a member\n");
    check(group, 0660);
  }
}

TEST_CASE("A container's memory is found in its control group, by either driver's name, at either version's files") {
  const temporary_folder here;
  const auto control = here.path / "cgroup";
  const auto file = [&](const fs::path& at, const std::string& text) {
    fs::create_directories((control / at).parent_path());
    std::ofstream(control / at) << text;
  };
  const auto id = [](char digit) { return std::string(64, digit); };
  const auto scope = fmt::format("system.slice/docker-{}.scope", id('a'));
  const auto alone = fs::path("docker") / id('b');
  file(fs::path(scope) / "memory.peak", "1048576\n");
  file(fs::path(scope) / "memory.events", "low 0\nhigh 0\nmax 7\noom 2\noom_kill 3\noom_group_kill 0\n");
  file(alone / "memory.events", "oom 0\noom_kill 0\n");  // a kernel without memory.peak
  file(fs::path("docker") / id('c') / "memory.max_usage_in_bytes", "2097152\n");
  file(fs::path("docker") / id('c') / "memory.oom_control", "oom_kill_disable 0\nunder_oom 0\noom_kill 1\n");
  file("user.slice/memory.peak", "5\n");
  file(fs::path("system.slice") / ("other-" + id('d') + ".scope") / "memory.peak", "5\n");
  // The script looks into the machine's own tree; here its `find` does so elsewhere.
  const auto elsewhere = fmt::format("find() {{ shift; command find '{}' \"$@\"; }}\n", control.string());
  for (const std::string shell : {"dash", "bash", "busybox ash"}) {
    CAPTURE(shell);
    advice_facts facts;
    read_advice_probe(run_script(here, shell, "advice \n", elsewhere), facts);
    REQUIRE(facts.groups.size() == 3);
    CHECK(facts.groups.at(id('a')).peak == byte_count{1048576});
    CHECK(facts.groups.at(id('a')).kills == 3);
    CHECK_FALSE(facts.groups.at(id('b')).peak);
    CHECK(facts.groups.at(id('b')).kills == 0);
    CHECK(facts.groups.at(id('c')).peak == byte_count{2097152});
    CHECK(facts.groups.at(id('c')).kills == 1);
  }
}

TEST_CASE("The script hands over as much of a kept file as its reader takes") {
  CHECK(host_script.contains(fmt::format("head -c {} \"$state/ledger\"", ledger_most)));
  CHECK(host_script.contains(fmt::format("head -c {} \"$state/numbers\"", numbers_most)));
}
