// The first thing under the heading: is it healthy, how much came back, how full is the disk, what is to be done. A row per host.
#include <fmt/format.h>

#include <algorithm>

#include "report/advice.hpp"
#include "report/markdown.hpp"
#include "report/measures.hpp"
#include "report/standing.hpp"
#include "report/summary_parts.hpp"
#include "report/text.hpp"
#include "report/verdict_line.hpp"

namespace dropsweep {

namespace {

constexpr std::string_view nothing_known = "—";

std::string_view sign_of_health(const host_record& host) {
  if (!host.health->containers.empty()) return "🚑";
  const auto any = [&](standing how) {
    return std::ranges::any_of(host.health->services, [&](const service_report& one) { return standing_of(one, host) == how; });
  };
  if (any(standing::broke)) return "🚑";
  if (any(standing::down)) return "❌";
  if (any(standing::was_already_down)) return "⚠️";
  return any(standing::unchecked) ? "❔" : "✅";
}

std::string health_cell(const host_record& host) {
  const auto words = health_words(host);
  return words.empty() ? "not checked" : fmt::format("{} {}", sign_of_health(host), words);
}

bool is_plan(const host_record& host, const run_record& run) { return run.dry == dry_run::yes && host.outcomes.empty(); }

std::string room_cell(const host_record& host, const run_record& run) {
  if (is_plan(host, run)) {
    if (!host.plan) return std::string(nothing_known);
    if (host.plan->remove.empty()) return "nothing";
    return fmt::format("about **{}**<br>{}", format_bytes(total_size(host.plan->remove)),
                       counted_objects(std::ssize(host.plan->remove)));
  }
  if (host.outcomes.empty()) return "nothing";
  std::vector<std::string> lines;
  if (const auto shrank = measured(host)) {
    lines.push_back(shrank->value > 0 ? fmt::format("**{}** on the disk", format_bytes(*shrank)) : "nothing on the disk");
  }
  lines.push_back(fmt::format("{} by the engine's count", format_bytes(count_removed(host.outcomes).claimed)));
  lines.push_back(join(removal_words(host), ", "));
  return join(lines, "<br>");
}

// Each cell of the bar is five percent, rounded to the nearest.
constexpr int bar_cells = 20;

int cells_of(int percent) { return std::clamp((percent * bar_cells + 50) / 100, 0, bar_cells); }

std::string bar(int now, int before) {
  const auto used = cells_of(now), was = cells_of(before);
  std::string text;
  for (int i = 0; i < bar_cells; ++i) text += i < used ? "█" : i < was ? "▒" : "░";
  return code(text);
}

std::string disk_cell(const host_record& host) {
  const auto was = disk_percent_before(host), is = disk_percent_after(host);
  if (!was) return std::string(nothing_known);
  std::vector<std::string> lines{bar(is.value_or(*was), *was)};
  lines.push_back(is ? fmt::format("{}% → **{}%**", *was, *is) : fmt::format("**{}%**", *was));
  if (!host.outcomes.empty()) lines.push_back(sentence(goal_words(host)));
  return join(lines, "<br>");
}

std::string to_do_cell(const host_record& host, const run_record& run) {
  if (host.code != exit_code::done || !advice_for(host, run).empty()) return "👉 see below";
  if (!is_plan(host, run) || !host.plan || host.plan->remove.empty()) return "nothing";
  return sentence(run.what == command::plan ? "if this is right:\nrun `dropsweep sweep`"
                                            : "if this is right:\nrun it without `dry-run`");
}

std::vector<std::string> heads(const run_record& run) {
  if (run.dry == dry_run::yes) return {"services", "would come back", "disk: █ used ░ free", "what to do"};
  return {"services", "came back", "disk: █ used ▒ freed ░ free", "what to do"};
}

std::vector<std::string> row_of(const host_record& host, const run_record& run) {
  return {health_cell(host), room_cell(host, run), disk_cell(host), to_do_cell(host, run)};
}

}  // namespace

std::string_view sign_of(run_result result) {
  switch (result) {
    case run_result::clean: return "✨";
    case run_result::planned: return "📋";
    case run_result::swept: return "🧹";
    case run_result::partial: return "⚠️";
    case run_result::unhealthy: return "🚑";
    case run_result::skipped: return "⏭️";
    case run_result::failed: return "❌";
    case run_result::cancelled: return "🛑";
  }
  return "";
}

void add_glance(summary_text& summary, const host_record& host, const run_record& run) {
  // Without a look at the host there is nothing to show of it, and the heading has said so.
  if (!host.before || (run.what != command::sweep && run.what != command::plan)) return;
  summary.add(table_head(heads(run)) + table_row(row_of(host, run)) + "\n");
}

void add_fleet_glance(summary_text& summary, const run_record& run) {
  auto head = heads(run);
  head.insert(head.begin(), "host");
  summary_rows rows;
  for (const auto& host : run.hosts) {
    auto row = row_of(host, run);
    row.insert(row.begin(), fmt::format("{} {}<br>{}", sign_of(host.result), code(host.host), name(host.result)));
    rows.push_back(table_row(row));
  }
  summary.add_list(table_head(head), std::move(rows), "\n");
}

}  // namespace dropsweep
