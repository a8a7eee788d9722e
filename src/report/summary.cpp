// The job summary: the verdict with its number as the heading, what needs a person right below it, one table; the rest is folded.
#include <fmt/format.h>

#include "report/advice.hpp"
#include "report/markdown.hpp"
#include "report/render.hpp"
#include "report/summary_parts.hpp"
#include "report/text.hpp"
#include "report/verdict_line.hpp"
#include "report/words.hpp"

namespace dropsweep {

namespace {

std::string with_arrows(std::string text) {
  for (auto at = text.find(" -> "); at != std::string::npos; at = text.find(" -> ")) text.replace(at, 4, " → ");
  return text;
}

// The host stands apart in the line; what is around it are our words. The first fact is the number, the others are told below.
std::string marked_verdict(const host_record& host, const run_record& run) {
  const auto line = verdict_of(host, run);
  return sentence(line.lead) + code(host.host) + sentence(line.tail) +
         (line.facts.empty() ? "" : ": " + sentence(with_arrows(line.facts.front())));
}

void add_host(summary_text& summary, const host_record& host, const run_record& run, std::string_view level) {
  summary.add(fmt::format("{} {} {}\n\n", level, sign_of(host.result), marked_verdict(host, run)));
  if (run.hosts.size() == 1) add_glance(summary, host, run);
  add_alerts(summary, host, run);
  add_chores(summary, host);
  add_figures(summary, host, run);
  add_health(summary, host);
  add_trouble(summary, host);
  add_removed(summary, host, run);
  add_kept(summary, host);
  host.advice ? add_findings(summary, host) : add_memory(summary, host);
  add_notes(summary, host, run);
  if (run.what == command::doctor || host.failure) add_steps(summary, host, true);
}

void add_fleet(summary_text& summary, const run_record& run) {
  summary.add(fmt::format("## {} {}\n\n", sign_of(run.result), sentence(with_arrows(plain_verdict(run)))));
  if (run.what == command::sweep || run.what == command::plan) {
    add_fleet_glance(summary, run);
  } else {
    summary_rows rows;
    for (const auto& host : run.hosts) rows.push_back(fmt::format("- {} {}\n", sign_of(host.result), marked_verdict(host, run)));
    summary.add_list("", std::move(rows), "\n");
  }
  // Whoever needs a person comes first.
  for (const bool well : {false, true}) {
    for (const auto& host : run.hosts) {
      if ((host.code == exit_code::done) == well) add_host(summary, host, run, "###");
    }
  }
}

std::string footer(const run_record& run) {
  const bool has_mode = run.what == command::sweep || run.what == command::plan;
  std::vector<std::string> parts{has_mode ? fmt::format("mode {}", name(run.mode)) : std::string(machine_word(run.what)),
                                 run.trigger.empty() ? "" : "started by " + sentence(run.trigger),
                                 "took " + format_took(run.took), "dropsweep " + sentence(run.version)};
  return "<sub>" + join(parts, " · ") + "</sub>\n";
}

}  // namespace

std::string render_summary(const run_record& run, std::size_t limit) {
  summary_text summary;
  if (run.hosts.empty()) {
    summary.add(fmt::format("## {} Nothing was done\n\n", sign_of(run.result)));
  } else if (run.hosts.size() == 1) {
    add_host(summary, run.hosts.front(), run, "##");
  } else {
    add_fleet(summary, run);
  }
  if (run.failure) {
    std::vector<std::string> lines{sentence(run.failure->seen)};
    if (!run.failure->theirs.empty()) lines.push_back("It said: " + code(run.failure->theirs.raw(), 600));
    for (const auto& advice : advice_for(*run.failure, "")) lines.insert(lines.end(), {"", sentence(advice)});
    summary.add(alert("CAUTION", lines));
  }
  if (run.code != exit_code::done && !run.fails_step) {
    summary.add(alert("NOTE", {fmt::format("The run ended with code {}; <code>fail-on</code> lets the step pass.",
                                           static_cast<int>(run.code))}));
  }
  summary.add(footer(run));
  return summary.render(limit);
}

}  // namespace dropsweep
