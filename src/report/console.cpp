// The console: the verdict first, then what a person asks next, in that order: what changed, is everything well, what went, what
// stayed.
#include <fmt/format.h>

#include "report/advice.hpp"
#include "report/console_parts.hpp"
#include "report/goal_words.hpp"
#include "report/log_shape.hpp"
#include "report/restart_words.hpp"
#include "report/text.hpp"
#include "report/verdict_line.hpp"

namespace dropsweep {

namespace {

std::string notes_of(const host_record& host, const run_record& run, const console_style& style) {
  std::vector<std::string> notes = host.discrepancies;
  if (auto goal = goal_sentence(host, run.dry); !goal.empty()) notes.push_back(std::move(goal));
  append(notes, restart_sentences(host));
  notes.insert(notes.end(), host.notes.begin(), host.notes.end());
  if (host.before) append(notes, host.before->notes);
  if (host.result != run_result::failed) append(notes, remarks_on(host));
  if (notes.empty()) return "";
  std::string text = paint(style, tone::strong, "Worth knowing") + "\n";
  for (const auto& note : notes) text += "  - " + visible(note, 1000) + "\n";
  return text;
}

// A group of the runner's log: opens with a click on what was the text's first line.
std::string folded(const std::string& text) {
  if (text.empty()) return text;
  const auto title = text.find('\n');
  return group_line(text.substr(0, title)).append(text, title + 1).append(end_of_group);
}

std::string verdict(const host_record& host, const run_record& run, const console_style& style) {
  return paint(style, tone_of(host.result), plain_verdict(host, run)) + "\n";
}

enum class lists : bool { open, folded };

// All but the verdict.
std::string page(const host_record& host, const run_record& run, const console_style& style, lists long_ones) {
  const auto list = [&](const std::string& text) { return long_ones == lists::folded ? folded(text) : text; };
  std::vector<std::string> parts;
  if (host.failure) parts.push_back(console_failure(*host.failure, style));
  if (run.what == command::doctor || host.failure || style.verbose) parts.push_back(console_steps(host, style));
  parts.push_back(console_chores(host, style));
  parts.push_back(console_figures(host, run, style));
  parts.push_back(console_health(host, style));
  parts.push_back(console_trouble(host, style));
  parts.push_back(list(console_objects(host, run, style)));
  parts.push_back(list(console_kept(host, style)));
  parts.push_back(console_findings(host, style));
  parts.push_back(notes_of(host, run, style));
  parts.push_back(console_advice(advice_for(host, run), style));
  return join(parts, "\n");
}

std::string rule(const std::string& title, const console_style& style) {
  const auto used = display_width(title) + 4;
  const std::size_t rest = style.width > used ? style.width - used : 3;
  return paint(style, tone::strong, fmt::format("-- {} {}", title, std::string(rest, '-'))) + "\n";
}

std::string verdict_and_page(const host_record& host, const run_record& run, const console_style& style, lists long_ones) {
  return join({verdict(host, run, style), page(host, run, style, long_ones)}, "\n");
}

std::string fleet(const run_record& run, const console_style& style) {
  std::string text = paint(style, tone_of(run.result), plain_verdict(run)) + "\n\n";
  for (const auto& host : run.hosts) text += "  " + verdict(host, run, style);
  for (const auto& host : run.hosts)
    text += "\n" + rule(visible(host.host), style) + verdict_and_page(host, run, style, lists::open);
  return text;
}

// Groups do not nest: a host that needs nobody is one group, the others stand open with groups of their own inside.
std::string fleet_in_actions(const run_record& run, const console_style& style) {
  std::string text;
  for (const auto& host : run.hosts) {
    text += tone_of(host.result) == tone::good
                ? folded(verdict_and_page(host, run, style, lists::open))
                : "\n" + rule(visible(host.host), style) + verdict_and_page(host, run, style, lists::folded) + "\n";
  }
  return text;
}

std::string body(const run_record& run, const console_style& style) {
  const auto& first = run.hosts.front();
  if (run.hosts.size() > 1) return style.in_actions ? fleet_in_actions(run, style) : fleet(run, style);
  return style.in_actions ? page(first, run, style, lists::folded) : verdict_and_page(first, run, style, lists::open);
}

// "Took 4.2 s · mode aggressive · schedule · dropsweep 0.1.0"
std::string last_line(const run_record& run, const console_style& style) {
  const bool has_mode = run.what == command::sweep || run.what == command::plan;
  const auto line = join({"Took " + format_took(run.took), has_mode ? fmt::format("mode {}", name(run.mode)) : "",
                          run.trigger.empty() ? "" : "started by " + visible(run.trigger), "dropsweep " + visible(run.version),
                          run.code == exit_code::done ? "" : fmt::format("exit code {}", static_cast<int>(run.code))},
                         " · ");
  const bool tolerated = run.code != exit_code::done && !run.fails_step;
  const auto code = tolerated ? std::string("The run did not end well, but fail-on lets that pass.\n") : "";
  return "\n" + code + paint(style, tone::faint, line) + "\n";
}

}  // namespace

std::string render_console(const run_record& run, console_style style) {
  if (run.hosts.empty()) {
    if (!run.failure) return plain_verdict(run) + "\n";
    return paint(style, tone::bad, "Nothing was done.") + "\n\n" + console_failure(*run.failure, style) + "\n" +
           console_advice(advice_for(*run.failure, ""), style);
  }
  return body(run, style) + last_line(run, style);
}

}  // namespace dropsweep
