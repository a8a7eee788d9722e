// The scenes that console, summary and annotations are shown for, each under its golden files' name.
#pragma once

#include <array>

#include "records.hpp"

namespace dropsweep::test {

struct scene {
  const char* name;
  run_record (*record)();
};

inline constexpr std::array scenes{
    scene{"good_sweep", good_sweep},
    scene{"clean_host", clean_host},
    scene{"dry_run", dry_run_of_the_same},
    scene{"broken_service", broken_service},
    scene{"restarted_services", restarted_services},
    scene{"tasks", tasks_and_their_ends},
    scene{"already_down_service", already_down_service},
    scene{"refused_host_key", refused_host_key},
    scene{"fleet_of_three", fleet_of_three},
    scene{"partial_sweep", partial_sweep},
    scene{"cancelled_run", cancelled_run},
    scene{"refused_inputs", refused_inputs},
    scene{"skipped_host", skipped_host},
    scene{"doctor", doctor_stopped_at_the_socket},
    scene{"check", check_of_services},
    scene{"advise", advised_host},
    scene{"goal_reached", goal_reached},
    scene{"goal_missed", goal_missed},
    scene{"dry_run_with_a_goal", dry_run_with_a_goal},
};

}  // namespace dropsweep::test
