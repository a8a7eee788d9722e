#include <fmt/format.h>
#include <fmt/ranges.h>

#include <optional>
#include <vector>

#include "core/version.hpp"
#include "inputs/words.hpp"
#include "pages.hpp"

namespace dropsweep {

namespace {

// Text for troff: what stands between backticks is bold, a hyphen is one that can be copied into a shell, and no line is a
// request by chance.
std::string troff(std::string_view text) {
  std::string page;
  bool bold = false;
  for (const char c : text) {
    if (c == '`') {
      bold = !bold;
      page += bold ? "\\fB" : "\\fR";
    } else if (c == '\\') {
      page += "\\e";
    } else if (c == '-') {
      page += "\\-";
    } else if (c == '~') {
      page += "\\(ti";
    } else if (c == '\'') {
      page += "\\(aq";
    } else {
      page += c;
    }
  }
  return page.starts_with('.') ? "\\&" + page : page;
}

std::string paragraph(std::string_view tag, std::string_view text) { return fmt::format(".TP\n{}\n{}\n", tag, text); }

std::string bold(std::string_view text) { return fmt::format("\\fB{}\\fR", troff(text)); }

std::string option_tag(const input& what) {
  if (what.kind == input_kind::secret) return bold(environment_name(what.name));
  std::vector<std::string> names;
  for (const auto& one : spellings(what)) names.push_back(bold(one));
  const auto shape = what.shape.empty() ? "" : fmt::format(" \\fI{}\\fR", troff(what.shape));
  return fmt::format("{}{}", fmt::join(names, ", "), shape);
}

// "sweep, plan and check", where not every command takes it.
std::string who_takes(const input& what) {
  std::vector<std::string> commands;
  for (const auto& row : all_commands()) {
    if (takes(row.what, what)) commands.push_back(bold(row.name));
  }
  if (commands.size() == all_commands().size()) return "";
  const auto last = commands.back();
  commands.pop_back();
  return fmt::format("For {}{}{}.\n", fmt::join(commands, ", "), commands.empty() ? "" : " and ", last);
}

std::string option_text(const input& what) {
  std::string text(what.meaning);
  if (is_letter(text.front())) text.front() = static_cast<char>(text.front() & ~0x20);
  text = troff(text) + (text.ends_with('.') ? "\n" : ".\n");
  const auto words = !what.default_value.empty() ? what.default_value : what.default_words;
  if (what.kind != input_kind::flag && words != "none") {
    text += words == "required" ? "Required, unless a target is an argument.\n" : fmt::format("Default: {}.\n", troff(words));
  }
  text += who_takes(what);
  return text.substr(0, text.size() - 1);
}

std::string options() {
  std::string page = ".SH OPTIONS\nValues follow behind a space or a =; an option that is a list may be repeated.\n";
  std::optional<input_group> group;
  for (const auto& what : all_inputs()) {
    if (is_no_option(what)) continue;
    if (group != what.group) page += fmt::format(".SS {}\n", troff(title(what.group)));
    group = what.group;
    page += paragraph(option_tag(what), option_text(what));
  }
  page += paragraph(fmt::format("{}, {}", bold("-h"), bold("--help")), "The options of a command, or all commands.");
  return page + paragraph(bold("--version"), "The version.");
}

constexpr std::string_view description = R"(.SH DESCRIPTION
Looks at a Docker host once, decides what may go, removes exactly that by id,
proves that the services still answer, and reports what it did and why.
Nothing is stopped, nothing is forced, and nothing is installed on the host
(but by \fBschedule install\fR).
.PP
A \fITARGET\fR is [ssh://][user@]host[:port], with an IPv6 address in brackets,
or unix:///path/to/docker.sock for an engine of this machine.
Several are worked on at once.
)";

constexpr std::string_view ending = R"(.SH ENVIRONMENT
Every option can also come from the environment:
\fB\-\-older\-than\fR is \fBINPUT_OLDER_THAN\fR.
Secrets come from the environment or from a file alone.
\fBSSH_AUTH_SOCK\fR is where the SSH agent listens.
.SH FILES
.TP
\fI\(ti/.ssh/known_hosts\fR
The host keys to trust, if none are given.
.TP
\fI\(ti/.ssh/config\fR
What it says of a target counts for whatever the options leave open;
a target may be one of its aliases.
.TP
\fI\(ti/.local/state/dropsweep/ledger\fR
On the host: what earlier runs saw in use.
.TP
\fI\(ti/.local/state/dropsweep/numbers\fR
On the host: what earlier runs measured, for the trend of \fBadvise\fR.
.TP
\fI/etc/dropsweep/schedule\fR, \fI/var/lib/dropsweep/reports\fR
On a host with a schedule of its own:
what it does, and what became of the last runs.
.SH EXAMPLES
.nf
dropsweep doctor root@203.0.113.7
dropsweep plan root@203.0.113.7 \-\-mode aggressive \-\-output plan.json
dropsweep sweep root@203.0.113.7 \-\-plan plan.json
dropsweep advise root@203.0.113.7
dropsweep schedule install root@203.0.113.7 \-\-at "0 3 * * 0"
dropsweep check root@203.0.113.7 \-\-services "gateway http://127.0.0.1:8000/health"
.fi
.SH SEE ALSO
.BR ssh (1),
.BR docker (1)
)";

}  // namespace

std::string man_page(std::string_view date) {
  auto page = fmt::format(
      ".TH DROPSWEEP 1 {} \"dropsweep {}\" \"User Commands\"\n.SH NAME\ndropsweep \\- sweep a Docker host over one SSH "
      "connection\n",
      date, version);
  page += ".SH SYNOPSIS\n.B dropsweep\n.I COMMAND\n[\\fITARGET\\fR...] [\\fIOPTIONS\\fR]\n";
  page += description;
  page += ".SH COMMANDS\n";
  for (const auto& row : all_commands()) {
    const auto actions = row.actions.empty() ? "" : " " + bold(row.actions);
    page += paragraph(bold(row.name) + actions, troff(row.does) + ".");
  }
  page += options();
  page += ".SH EXIT STATUS\n";
  for (const auto& row : all_exit_codes()) page += paragraph(bold(row.codes), troff(row.meaning) + ".");
  page += ending;
  return page;
}

}  // namespace dropsweep
