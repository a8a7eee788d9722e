// The schedule's shell on a host, request by request; what it does not do becomes an error that says so.
#pragma once

#include <string>

#include "app/host_visit.hpp"
#include "schedule/history.hpp"
#include "schedule/host_side.hpp"

namespace dropsweep {

class schedule_shell {
 public:
  explicit schedule_shell(host_visit& visit);

  task<result<void>> hold();  // keeps others from changing it until we end; waits for them, as for another sweep
  task<result<host_side>> look();
  // By the host's other shell; nothing where it has no schedule.
  task<result<std::optional<schedule_history>>> history();

  task<result<void>> put(const place& where, std::string text, std::string sum);
  task<result<void>> drop(const place& where);
  task<result<void>> settle();
  task<result<void>> activate();

  // What a program on the host did: its exit code, nothing while it is at work; and what it said.
  struct account {
    std::optional<int> exit_code;
    std::string said;  // theirs
  };
  task<result<account>> verify();
  task<result<void>> start();
  task<result<account>> follow();

  struct removal {
    bool any = false;
    std::vector<foreign> lines;  // "removed /etc/...", "kept /etc/..."
    std::string left;            // what is there still and why: theirs
  };
  task<result<removal>> remove(bool reports_too);

 private:
  error no_answer(net_error why) const;
  error not_understood(const std::string& answer) const;
  task<result<std::string>> ask(std::string request, std::string data, std::size_t most, deadline until);
  task<result<void>> ask_for(std::string_view wanted, std::string request, std::string data, std::string doing);

  host_visit& visit_;
  host_shell shell_;
};

}  // namespace dropsweep
