// What is to be done on a host before the sweep (input `tasks`), and what came of it.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "model/health.hpp"

namespace dropsweep {

// A program in a running container, without a shell: its name and its arguments, as they are.
struct exec_chore {
  std::string container;
  std::vector<std::string> command;
};

struct chore {
  std::string name;                        // as it is told: "exec db: psql", "POST http://127.0.0.1:6333/delete"; no arguments
  std::variant<exec_chore, service> what;  // a request of HTTP is asked like a service, from the droplet
  span within{};
};

struct chore_report {
  std::string name;
  bool well = false;
  std::string saw =
      "not begun";  // ours: "exit code 0", "status 500, wanted 200 to 299", "still running after 2m; it was left alone"
  foreign output;   // the end of what it printed or answered
  span took{};
};

}  // namespace dropsweep
