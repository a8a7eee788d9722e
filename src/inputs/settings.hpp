// Arguments and environment, read once, into one checked value. Past this line nothing needs re-checking.
#pragma once

#include <expected>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/cron.hpp"
#include "core/error.hpp"
#include "core/secret.hpp"
#include "model/chore.hpp"
#include "model/goal.hpp"
#include "model/health.hpp"
#include "model/host_access.hpp"
#include "model/policy.hpp"
#include "model/record.hpp"
#include "model/target.hpp"

namespace dropsweep {

// Which containers are restarted after a sweep.
enum class restarts {
  none,
  unhealthy,  // those behind a service that is not well, once
  rolling,    // all, one at a time
};

enum class fail_cause { error, partial, unhealthy };

// How to get in, still as the inputs say it; app/ turns it into connect/'s settings.
struct access_settings {
  secret private_key, passphrase, password;
  std::string certificate;
  std::vector<known_hosts_text> known_hosts;
  std::vector<host_fingerprint> fingerprints;
  std::vector<jump_host> jump_hosts;
  std::vector<identity> identities;  // where no key was given; see host_access
  bool identities_only = false;
  std::string agent_socket;
  span connect_timeout = std::chrono::seconds{30};
  std::string docker_socket = "/var/run/docker.sock";
  bool sudo = false;
};

enum class when_busy { wait, skip, narrow };

struct busy_settings {
  when_busy then = when_busy::wait;
  span patience = std::chrono::minutes{2};  // of `wait`
  std::string as_given = "wait";
};

enum class schedule_action { install, status, run, remove };

// Of the command `schedule`.
struct schedule_settings {
  schedule_action action = schedule_action::status;
  cron_schedule at;
  std::string config;                  // the inputs of the sweeps that the droplet is to start by itself, as a config file
  std::optional<std::string> program;  // for a droplet of another architecture, byte for byte
  bool all = false;
};

// One target, and what ~/.ssh/config says about it alone.
struct target_access {
  target where;
  std::vector<jump_host> jump_hosts;
  host_access own;
};

struct settings {
  dropsweep::command command = dropsweep::command::sweep;  // `plan` arrives as sweep with dry = yes
  std::vector<target> targets;
  access_settings access;                      // to all of them
  std::vector<target_access> from_ssh_config;  // and what is different for each, as far as the inputs leave it open
  dropsweep::policy policy;
  // With `mode: auto` a plan file is carried out by the rules of the mode that it was made in; empty when a mode was given.
  std::vector<dropsweep::policy> policies_for_plans;
  dropsweep::dry_run dry = dropsweep::dry_run::no;
  std::optional<std::string> plan_text;  // the content of the plan file to carry out
  std::string plan_name;                 // its path, for messages
  std::string plan_output;               // `plan --output`
  int disk_above = 0;
  disk_goal goal;  // disk-target and free
  busy_settings busy;
  span lock_timeout = std::chrono::minutes{2};
  std::string owner;  // who we are, for whoever finds the host's lock taken: "shop/deploy run 42"; one line
  std::vector<service> services;
  span health_timeout = std::chrono::seconds{60};
  span timeout = std::chrono::minutes{15};
  std::vector<chore> chores;
  restarts restart = restarts::none;
  bool advise = false;  // the input: what could be improved is added to a sweep's report
  unsigned max_parallel = 8;
  std::vector<fail_cause> fail_on;  // empty: never
  std::string report_file;          // "" = none
  schedule_settings schedule;
  std::string report_folder, log_file;  // of a run that the host started by itself; "" = none
  std::string ca_file, ca_directory;    // SSL_CERT_FILE, SSL_CERT_DIR: whom probes over TLS trust; "" = the system's authorities
  // The surroundings.
  std::string home;                       // HOME
  bool in_actions = false;                // GITHUB_ACTIONS=true
  std::string trigger;                    // GITHUB_EVENT_NAME
  std::string output_file, summary_file;  // GITHUB_OUTPUT, GITHUB_STEP_SUMMARY; "" = none
  bool colour = false;                    // standard output is a terminal and NO_COLOR is not set
  bool terminal = false;
  bool verbose = false, quiet = false;
};

// --help or --version: print this and leave with `code`.
struct just_print {
  std::string text;
  exit_code code = exit_code::done;
};

// What the process was given; main fills it, tests write it out.
struct surroundings {
  std::vector<std::string> arguments;  // without argv[0]
  std::map<std::string, std::string> environment;
  bool stdout_is_terminal = false;
  // The answer of `ssh -G` for a host, with what is said about user ("" = nothing) and port (0 = nothing); nullopt when there is
  // no ssh. An error is the rest of a sentence. Not set: nobody can be asked.
  std::function<std::expected<std::optional<std::string>, std::string>(const ssh_address&)> ask_ssh;
};

// A bad value names the input, the value as seen (never a secret) and an example; code inputs; all of them are told at once.
// Nothing is contacted. Read are the files that inputs name, ~/.ssh/known_hosts and, where `ask_ssh` is set, the keys and
// known_hosts files that ~/.ssh/config names. Where reports go when inputs fail: read_report_paths.
result<std::variant<settings, just_print>> read_settings(const surroundings& given);

// Where a report must go even when the inputs could not be read.
struct report_paths {
  bool in_actions = false;
  std::string output_file, summary_file, report_file;
};
report_paths read_report_paths(const surroundings& given);

// The same of a sweep that a host starts by itself: `report-folder` in the file of `--config`. "" of a dry run.
std::string read_report_folder(const surroundings& given);

// How to get into this one of the targets.
access_settings access_to(const target& where, const settings& how);

}  // namespace dropsweep
