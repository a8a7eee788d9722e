#include "inputs/table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <stdexcept>

namespace dropsweep {

namespace {

using enum input_group;
using enum input_kind;
using enum offered;

// clang-format off
constexpr std::array rows{
  // name, shape, default (or how it is told), meaning, group, commands, kind, where, choices
  input{"host", "TARGET", "", "required", "another way to give targets, one per line", where, "spcd", list},
  input{"port", "PORT", "22", "", "the port of targets that do not say", where, "spcd"},
  input{"user", "NAME", "root", "", "the user of targets that do not say", where, "spcd"},
  input{"jump-host", "[USER@]HOST[:PORT]", "", "none", "hosts to go through, with commas between; each proves its key", where, "spcd"},

  input{"ssh-key", "", "", "the agent at `SSH_AUTH_SOCK`", "the private key as text", access, "spcd", secret},
  input{"ssh-key-file", "FILE", "", "none", "the private key in a file", access, "spcd"},
  input{"ssh-key-passphrase", "", "", "none", "the passphrase of the private key", access, "spcd", secret},
  input{"ssh-certificate", "TEXT", "", "none", "the user certificate that belongs to the key", access, "spcd"},
  input{"ssh-password", "", "", "none", "the password of the user, where there is no key", access, "spcd", secret},
  input{"known-hosts", "LINES", "", "`~/.ssh/known_hosts` if there", "known_hosts lines to trust", access, "spcd", list},
  input{"host-key-fingerprint", "SHA256:...", "", "none", "fingerprints to trust, of any key type, or HOST=SHA256:...", access, "spcd", list},
  input{"docker-socket", "PATH", "/var/run/docker.sock", "", "where the engine listens", access, "spcd"},
  input{"sudo", "", "false", "", "allow `sudo -n` to reach the engine", access, "spcd-", flag},
  input{"connect-timeout", "DURATION", "30s", "", "how long reaching the engine may take", access, "spcd"},

  input{"mode", "MODE", "auto", "", "`auto`, `standard`, `aggressive` or `full`", what_goes, "sp", value, everywhere, "auto|standard|aggressive|full"},
  input{"dry-run", "", "false", "", "show the plan and remove nothing", what_goes, "s-", flag},
  input{"plan", "FILE", "", "none", "carry out this plan file and nothing else", what_goes, "s-"},
  input{"output", "FILE", "", "none", "keep the plan in this file, for `sweep --plan`", what_goes, "p", value, on_a_command_line},
  input{"older-than", "DURATION", "", "by mode", "the age line: 1h, 168h, or `min-age` in full", what_goes, "sp"},
  input{"volumes", "SCOPE", "", "by mode", "unused ones that may go: `none`, `anonymous` or `named`", what_goes, "sp", value, everywhere, "none|anonymous|named"},
  input{"disk-above", "PERCENT", "0", "", "sweep only when the engine's disk is at least this full", what_goes, "sp"},
  input{"disk-target", "PERCENT", "", "none", "sweep until it is at most this full, and no further", what_goes, "sp"},
  input{"free", "SIZE", "", "none", "sweep until so much of it is available; else exit code 7", what_goes, "sp"},
  input{"when-busy", "ACTION", "wait", "", "while somebody works on the host: `wait`, `skip` or `narrow`", what_goes, "s", value, everywhere, "wait|skip|narrow"},
  input{"lock-timeout", "DURATION", "2m", "", "how long to wait for another sweep of the host", what_goes, "s"},
  input{"tasks", "LINE", "", "none", "to be done first: `exec NAME: COMMAND`, `http METHOD URL`", what_goes, "s", list},

  input{"min-age", "DURATION", "10m", "", "nothing younger is ever touched, in any mode", what_stays, "sp"},
  input{"keep", "RULE", "", "none", "protections, one per line: `image:shop/*`, `label:tier=db`, ...", what_stays, "sp", list},
  input{"keep-last", "NUMBER", "", "by mode", "newest other images that stay, per repository in use", what_stays, "sp"},

  input{"services", "LINE", "", "none", "what must answer, one per line: `NAME URL [OPTIONS]`", health, "spc", list},
  input{"health-timeout", "DURATION", "60s", "", "how long a service may take to answer after the sweep", health, "spc"},
  input{"restart", "WHICH", "none", "", "afterwards: `none`, the `unhealthy`, or all in turn: `rolling`", health, "s", value, everywhere, "none|unhealthy|rolling"},
  input{"advise", "", "false", "", "add what could be improved on the host to the report", health, "s", flag},

  input{"timeout", "DURATION", "15m", "", "how long the whole run may take", the_run, "spcd"},
  input{"max-parallel", "NUMBER", "8", "", "targets worked on at once", the_run, "spcd"},
  input{"fail-on", "CAUSES", "error,partial,unhealthy", "", "what fails the step; `never`: a warning", the_run, "spcd", value, everywhere, "error,partial,unhealthy,never"},
  input{"report-file", "FILE", "", "in Actions the runner's temp folder", "file for the JSON report", the_run, "spcd-"},
  input{"config", "FILE", "", "none", "inputs from a file, one `NAME: VALUE` a line", the_run, "s-", value, on_a_command_line},
  input{"report-folder", "FOLDER", "", "none", "where to keep the reports of the last runs", the_run, "", value, in_a_config_file},
  input{"log-file", "FILE", "", "standard output", "where to write the log", the_run, "", value, in_a_config_file},
  input{"at", "CRON", "0 3 * * 0", "", "when, in UTC: minute hour day month weekday", the_run, "S", value, on_a_command_line},
  input{"droplet-binary", "FILE", "", "none", "what to install on a droplet of another architecture", the_run, "S", value, on_a_command_line},
  input{"all", "", "false", "", "`remove` takes the reports away too", the_run, "S", flag, on_a_command_line},
  input{"binary", "FILE", "", "the action's own", "an installed dropsweep to run (air-gapped runners)", the_run, "", value, to_the_action},
  input{"verbose", "", "false", "", "say more", the_run, "spcd", flag, on_a_command_line},
  input{"quiet", "", "false", "", "no progress lines", the_run, "spcd", flag, on_a_command_line},
};

constexpr std::array commands{
  command_row{command::sweep, "sweep", "survey, plan, remove, prove that the services still answer, report"},
  command_row{command::plan, "plan", "the same with nothing removed (sweep --dry-run)"},
  command_row{command::check, "check", "probe the services and nothing else"},
  command_row{command::doctor, "doctor", "walk the way to the engine step by step and say what to fix"},
  command_row{command::advise, "advise", "say what could be improved about memory, disk and images", 'd'},
  command_row{command::schedule, "schedule", "sweeps that the droplet starts by itself", 'S', "install|status|run|remove"},
};

constexpr std::array exit_codes{
  exit_code_row{"0", "done"},
  exit_code_row{"1", "a bug of ours"},
  exit_code_row{"2", "inputs"},
  exit_code_row{"3", "unreachable"},
  exit_code_row{"4", "host key not trusted"},
  exit_code_row{"5", "authentication failed"},
  exit_code_row{"6", "the engine (socket, permission, API)"},
  exit_code_row{"7", "swept partly"},
  exit_code_row{"8", "unhealthy after the sweep"},
  exit_code_row{"9", "busy or locked"},
  exit_code_row{"130, 143", "cancelled (SIGINT, SIGTERM)"},
};
// clang-format on

std::string environment_spelling(std::string_view input, char dash) {
  std::string name = "INPUT_";
  for (const char c : input) name += c == '-' ? dash : static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
  return name;
}

}  // namespace

std::string_view title(input_group group) {
  switch (group) {
    case where: return "Where to";
    case access: return "Getting in";
    case what_goes: return "What goes";
    case what_stays: return "What stays";
    case health: return "Health";
    case the_run: return "The run";
  }
  return "";
}

std::span<const input> all_inputs() { return rows; }
std::span<const command_row> all_commands() { return commands; }
std::span<const exit_code_row> all_exit_codes() { return exit_codes; }

const input& input_named(std::string_view name) {
  const auto* found = std::ranges::find(rows, name, &input::name);
  if (found == rows.end()) throw std::logic_error(fmt::format("no input is called {}", name));
  return *found;
}

bool takes(command which, const input& what) {
  const auto* row = std::ranges::find(commands, which, &command_row::what);
  if (row == commands.end()) return false;
  const bool of_a_sweep = which == command::schedule && what.commands.contains('s') && !what.commands.contains('-');
  return of_a_sweep || what.commands.contains(row->takes_as != '\0' ? row->takes_as : row->name.front());
}

std::vector<std::string_view> choices_of(const input& what) { return words_between(what.choices); }

std::vector<std::string_view> words_between(std::string_view text) {
  std::vector<std::string_view> words;
  for (auto rest = text; !rest.empty();) {
    const auto end = rest.find_first_of("|,");
    words.push_back(rest.substr(0, end));
    rest.remove_prefix(end == rest.npos ? rest.size() : end + 1);
  }
  return words;
}

std::string environment_name(std::string_view input) { return environment_spelling(input, '_'); }
std::string runner_environment_name(std::string_view input) { return environment_spelling(input, '-'); }

}  // namespace dropsweep
