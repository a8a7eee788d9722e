// One host's health: what the services said before, what they say after, and the verdict over both.
#pragma once

#include <optional>
#include <vector>

#include "app/host_way.hpp"
#include "model/health.hpp"
#include "net/stop_switch.hpp"

namespace dropsweep {

class health_book {
 public:
  explicit health_book(std::vector<service> services);

  // Before the sweep, side by side with the survey: each service that can be asked without the engine, once.
  task<void> ask_before(host_way& way);
  // The container:// services, from the survey.
  void look_before(const std::vector<container>& containers);

  enum class again { all, unhealthy_only };
  // Tasks, or the sweep: from here on what a service said before no longer tells how it is.
  void work_begins() { at_work_ = true; }
  // After the sweep: until they answer, the patience ends or the run is stopped.
  task<void> ask_after(host_way& way, again which, span patience, const stop_switch& stop);

  // A container was restarted by us. `now`: as it was when it was well again; from there on it is held to that.
  void restarted(restart_report what, std::optional<container> now);
  // Those that are not healthy by what was seen last.
  std::vector<service> not_well() const;
  std::vector<service> all() const;

  // "4 of 6 services answer", while they are asked; empty when none is.
  std::string standing() const;

  bool all_healthy_before() const;
  // `after`: the containers as they are now, when they were read again.
  health_report report(const std::vector<container>* before, const std::vector<container>* after) const;

 private:
  struct page {
    service which;
    std::optional<observation> before, after;
    unsigned tries = 0;
  };
  static bool is_well(const page& one);
  std::vector<container_trouble> troubles(std::vector<container> before, const std::vector<container>& after) const;

  std::vector<page> pages_;
  std::vector<restart_report> restarts_;
  std::vector<container> well_again_;
  bool at_work_ = false;
  std::size_t asked_ = 0, healthy_ = 0;
};

// The last log lines of the containers that are in trouble or stand behind a broken service, put beside them. What cannot be read
// stays empty.
task<void> add_log_tails(health_report& health, engine_reader& engine, const std::vector<service>& services,
                         const std::vector<container>& containers);

}  // namespace dropsweep
