// What needs a person, the figures, notes and steps.
#include <fmt/format.h>

#include "report/accounts.hpp"
#include "report/advice.hpp"
#include "report/figures.hpp"
#include "report/goal_words.hpp"
#include "report/markdown.hpp"
#include "report/measures.hpp"
#include "report/restart_words.hpp"
#include "report/standing.hpp"
#include "report/summary_parts.hpp"
#include "report/text.hpp"
#include "report/verdict_line.hpp"

namespace dropsweep {

namespace {

std::string_view alert_kind(run_result result) {
  switch (result) {
    case run_result::failed:
    case run_result::unhealthy: return "CAUTION";
    default: return "WARNING";
  }
}

// The sentences that say what is wrong; the tables further down have the details.
std::vector<std::string> what_is_wrong(const host_record& host) {
  std::vector<std::string> lines;
  if (host.failure) {
    lines.push_back(sentence(host.failure->seen));
    if (!host.failure->theirs.empty()) lines.push_back("The other side said: " + code(host.failure->theirs.raw(), 600));
  }
  if (host.health) {
    for (const auto& service : host.health->services) {
      const auto how = standing_of(service, host);
      if (how != standing::broke && how != standing::was_already_down && how != standing::down) continue;
      const auto& last = service.after ? service.after : service.before;
      lines.push_back(
          fmt::format("{} {}: {}", code(service.name), how == standing::down ? "is down" : name(how), sentence(last->saw)));
    }
    for (const auto& container : host.health->containers) {
      lines.push_back(fmt::format("Container {} {}", code(container.name.raw()), sentence(container.what)));
    }
  }
  for (const auto& one : host.chores) {
    if (!one.well) lines.push_back(fmt::format("The task {} was not done: {}", code(one.name), sentence(one.saw)));
  }
  if (host.goal && !host.outcomes.empty() && falls_short(*host.goal)) lines.push_back(sentence(standing_of(*host.goal)));
  const auto add = [&](fate what, std::string_view one, std::string_view many) {
    if (const auto number = count_fates(host, what); number > 0) lines.push_back(counted(number, one, many));
  };
  add(fate::failed, "removal failed", "removals failed");
  add(fate::unknown, "removal got no answer", "removals got no answer");
  add(fate::not_started, "removal did not begin", "removals did not begin");
  constexpr std::size_t at_most = 12;
  if (lines.size() > at_most) {
    const auto more = lines.size() - at_most;
    lines.resize(at_most);
    lines.push_back(fmt::format("and {} more, see below", more));
  }
  return lines;
}

std::string cell_of(const amount& one) {
  return one.count.empty() || one.size.empty() ? one.count + one.size : one.count + " · " + one.size;
}

}  // namespace

void add_alerts(summary_text& summary, const host_record& host, const run_record& run) {
  const auto wrong = what_is_wrong(host);
  const auto advice = advice_for(host, run);
  if (wrong.empty() && advice.empty()) return;
  std::vector<std::string> lines;
  lines.reserve(wrong.size());
  for (const auto& line : wrong) lines.push_back(wrong.size() == 1 ? line : "- " + line);
  if (!advice.empty()) {
    lines.insert(lines.end(), {"", "**What to do next**", ""});
    for (const auto& line : advice) lines.push_back("- " + sentence(line));
  }
  summary.add(alert(alert_kind(host.result), lines));
}

void add_figures(summary_text& summary, const host_record& host, const run_record& run) {
  const auto figures = dropsweep::figures(host, run.dry);
  if (figures.rows.empty()) return;
  std::vector<std::string> head{""};
  for (const auto* title : {&figures.before, &figures.after, &figures.change}) {
    if (!title->empty()) head.push_back(">" + *title);
  }
  auto text = table_head(head);
  for (const auto& row : figures.rows) {
    std::vector<std::string> cells{sentence(row.what)};
    if (!figures.before.empty()) cells.push_back(cell_of(row.before));
    if (!figures.after.empty()) cells.push_back(cell_of(row.after));
    if (!figures.change.empty()) cells.push_back(cell_of(row.change));
    text += table_row(cells);
  }
  const auto sums = in_sentences(accounts_of(host), host);
  summary.add(text + "\n" + (sums.empty() ? "" : sentence(sums) + "\n\n"));
}

void add_notes(summary_text& summary, const host_record& host, const run_record& run) {
  std::vector<std::string> notes = host.discrepancies;
  if (auto goal = goal_sentence(host, run.dry); !goal.empty()) notes.push_back(std::move(goal));
  append(notes, restart_sentences(host));
  notes.insert(notes.end(), host.notes.begin(), host.notes.end());
  if (host.before) append(notes, host.before->notes);
  append(notes, remarks_on(host));
  if (notes.empty()) return;
  summary_rows rows;
  for (const auto& note : notes) rows.push_back("- " + sentence(note) + "\n");
  summary.add_list("**Worth knowing**\n\n", std::move(rows), "\n");
}

namespace {

std::string_view mark_of(step_end how) {
  switch (how) {
    case step_end::well: return "✅";
    case step_end::lacking: return "⚠️";
    case step_end::failed: return "❌";
    case step_end::not_reached: return "–";
  }
  return "";
}

}  // namespace

void add_steps(summary_text& summary, const host_record& host, bool open) {
  if (host.steps.empty()) return;
  summary_rows rows;
  for (const auto& step : host.steps) {
    // What the alert has said already is not said twice.
    const bool told = host.failure && step.saw == host.failure->seen;
    const bool was_taken = step.ended != step_end::not_reached;
    rows.push_back(table_row({std::string(mark_of(step.ended)), sentence(step.name), was_taken ? format_took(step.took) : "",
                              told ? "see above" : sentence(step.saw)}));
  }
  summary.add_list(fmt::format("<details{}><summary>The way, step by step</summary>\n\n", open ? " open" : "") +
                       table_head({"", "step", ">took", "saw"}),
                   std::move(rows), "\n</details>\n\n");
}

}  // namespace dropsweep
