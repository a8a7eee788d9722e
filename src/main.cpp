#include <malloc.h>
#include <netdb.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <csignal>

#include "app/ask_openssh.hpp"
#include "app/program.hpp"
#include "inputs/forget_secrets.hpp"

extern "C" int __nss_configure_lookup(const char* database, const char* services);

int main(int argc, char** argv) {
  // A static binary must never dlopen a name service module of a foreign libc.
  __nss_configure_lookup("hosts", "files dns");
  // Keys are in memory: no core file, no other process that may trace it.
  prctl(PR_SET_DUMPABLE, 0);
  const rlimit no_core{0, 0};
  setrlimit(RLIMIT_CORE, &no_core);
  // Long lists and bodies go back to the system when they are freed. glibc's own limit grows with each of them, and their room
  // then stays taken between smaller things.
  mallopt(M_MMAP_THRESHOLD, 256 << 10);
  std::signal(SIGPIPE, SIG_IGN);

  dropsweep::surroundings given;
  given.arguments.assign(argv + 1, argv + argc);
  for (char** variable = environ; *variable != nullptr; ++variable) {
    const std::string_view line(*variable);
    const auto equals = line.find('=');
    if (equals != std::string_view::npos) given.environment.emplace(line.substr(0, equals), line.substr(equals + 1));
  }
  dropsweep::forget_secrets(environ);
  given.stdout_is_terminal = isatty(STDOUT_FILENO) == 1;
  given.ask_ssh = [&given](const dropsweep::ssh_address& about) { return dropsweep::ask_openssh(about, given.environment); };
  return static_cast<int>(dropsweep::run_program(given));
}
