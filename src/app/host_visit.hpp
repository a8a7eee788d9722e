// What the steps of one host's run share: its page of the record, the way to the host, and the book of steps, in which each is
// told when it ends and how long it took.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/health_book.hpp"
#include "app/host_run.hpp"
#include "app/host_way.hpp"
#include "app/permission.hpp"
#include "app/still_working.hpp"

namespace dropsweep {

class host_visit {
 public:
  host_visit(host_record& page, host_order what, const settings& given, interruptions& end_of_run, progress_line& line);

  host_record& record;
  host_order order;
  const settings& how;
  interruptions& ending;
  progress_line& progress;

  std::unique_ptr<host_way> way;  // empty until connected
  health_book health;
  host_lock lock;
  host_lock::state locked = host_lock::state::unknown;
  policy rules;  // as the settings have them, narrowed where somebody else is at work
  // After tasks, `record.before` is of after them; what they did to a container is part of the verdict all the same.
  std::optional<std::vector<container>> containers_before_tasks;

  // What is told until it ends is folded as its own. `doing`: what a live line says while it lasts, beside the time.
  void begin(std::string step, still_working::words doing = {});
  void go_on_as(std::string step) { step_ = std::move(step); }  // with the time that runs already
  void end(std::string saw) { note(step_, std::move(saw), since_it_began()); }
  // The way goes on with less than it could have.
  void end_lacking(std::string saw, std::string advice);
  void note(std::string step, std::string saw, span took) {
    note({.name = std::move(step), .saw = std::move(saw), .took = took});
  }
  // What ends the way early. Always false, so that a step can return it.
  bool fail(error why);

  // Each question that was open when the connection broke failed in words of its own. What a person must know is that it broke.
  error or_lost_connection(error why) const;

  const std::string& step() const { return step_; }

  void rest();  // nothing is at work now: no live line, no fold
  span since_it_began() const;

 private:
  void note(step_taken taken);

  std::string step_ = "connect";
  std::optional<progress_fold> fold_;
  std::optional<still_working> working_;
  std::chrono::steady_clock::time_point began_;
};

}  // namespace dropsweep
