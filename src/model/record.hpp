// The record of one run: each step fills its page; the report renders it, whatever happened.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/error.hpp"
#include "model/advice.hpp"
#include "model/chore.hpp"
#include "model/goal.hpp"
#include "model/health.hpp"
#include "model/outcome.hpp"
#include "model/plan.hpp"
#include "model/survey.hpp"

namespace dropsweep {

enum class command { sweep, plan, check, doctor, advise, schedule };

enum class run_result { clean, planned, swept, partial, unhealthy, skipped, failed, cancelled };
std::string_view name(run_result result);

enum class step_end {
  well,
  lacking,  // the way goes on, with less
  failed,
  not_reached,
};
std::string_view name(step_end how);  // "ok", "warning", "failed", "not reached"

struct step_taken {
  std::string name;  // "connect", "survey", "plan", "sweep", "health"; doctor: "name", "tcp", ...
  std::string saw;   // a sentence
  span took{};
  step_end ended = step_end::well;
  std::string advice;  // of a step that lacks something: what to change
};

// What `schedule` did on a host, or found there; the notes tell it at length.
struct schedule_page {
  std::string lead, tail;  // the verdict, around the host's name
  exit_code code = exit_code::done;
};

// One host.
struct host_record {
  std::string host;  // label(target)
  std::vector<step_taken> steps;
  std::optional<survey> before;
  std::optional<survey> after;       // lists read again after something was removed
  std::vector<chore_report> chores;  // in the order of the input
  std::optional<dropsweep::plan> plan;
  std::vector<outcome> outcomes;
  std::optional<goal_page> goal;  // set when a run was given one
  std::optional<health_report> health;
  std::optional<advice_page> advice;  // of `advise`, or of a sweep that was asked for it
  std::optional<schedule_page> schedule;
  std::optional<error> failure;            // what ended the way early
  std::string skipped;                     // why nothing was swept on purpose ("the disk is 41 % full, below disk-above 80")
  bool busy = false;                       // `skipped` because somebody else is at work there
  std::vector<std::string> discrepancies;  // what the lists after the sweep say and the outcomes do not: objects gone unplanned
  std::vector<std::string> notes;          // things a person should know that are no failure
  run_result result = run_result::failed;
  exit_code code = exit_code::bug;
  span took{};
};

struct run_record {
  std::string version;
  command what = command::sweep;
  sweep_mode mode = sweep_mode::standard;
  dry_run dry = dry_run::no;
  std::string trigger;  // GITHUB_EVENT_NAME, "" outside of Actions
  instant started;      // the runner's clock
  span took{};
  std::vector<host_record> hosts;  // in the order of the input
  std::optional<error> failure;    // of the run itself: inputs
  run_result result = run_result::failed;
  exit_code code = exit_code::done;  // before fail-on
  bool fails_step = true;            // after fail-on
};

}  // namespace dropsweep
