// What went, what did not, what stayed, each with its reason.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "report/grouping.hpp"
#include "report/markdown.hpp"
#include "report/summary_parts.hpp"
#include "report/text.hpp"

namespace dropsweep {

namespace {

constexpr std::size_t name_limit = 140;

std::string size_cell(byte_count size) { return size.value > 0 ? format_bytes(size) : ""; }

std::string why_cell(const entry& one) {
  std::vector<std::string> parts{sentence(one.why)};
  if (one.words != nullptr) parts.push_back("the engine said: " + code(one.words->raw(), 400));
  return join(parts, "<br>");
}

std::string open_fold(const std::string& title, bool open) {
  return fmt::format("<details{}><summary>{}</summary>\n\n", open ? " open" : "", title);
}

constexpr std::string_view close_fold = "\n</details>\n\n";

struct trouble_title {
  fate what;
  std::string_view title;
  bool open;
};

// Worst first; what failed is not folded away.
constexpr std::array troubles{trouble_title{fate::failed, "❌ Failed to remove", true},
                              trouble_title{fate::unknown, "❔ Got no answer for", true},
                              trouble_title{fate::not_started, "⏸️ Did not begin to remove", false},
                              trouble_title{fate::kept_in_use, "🔒 Kept after all, in use by now:", false},
                              trouble_title{fate::kept_changed, "🔒 Kept after all, changed since the plan:", false},
                              trouble_title{fate::not_needed, "🔒 Not needed, there was room enough before its turn:", false}};

}  // namespace

void add_trouble(summary_text& summary, const host_record& host) {
  for (const auto& [what, title, open] : troubles) {
    const auto entries = entries_that(host, what);
    if (entries.empty()) continue;
    summary_rows rows;
    for (const auto& one : entries) {
      rows.push_back(table_row(
          {code(title_of(*one.what), name_limit), std::string(name(one.what->kind)), size_cell(one.size), why_cell(one)}));
    }
    summary.add_list(open_fold(fmt::format("{} {}", title, counted_objects(std::ssize(entries))), open) +
                         table_head({"object", "kind", ">size", "why"}),
                     std::move(rows), std::string(close_fold));
  }
}

void add_removed(summary_text& summary, const host_record& host, const run_record& run) {
  const bool planned = run.dry == dry_run::yes && host.outcomes.empty();
  for (const auto& group : by_kind(planned ? planned_entries(host) : entries_that(host, fate::removed))) {
    summary_rows rows;
    for (const auto& one : group.entries)
      rows.push_back(table_row({code(title_of(*one.what), name_limit), size_cell(one.size), why_cell(one)}));
    const auto number = counted(std::ssize(group.entries), name(group.kind), plural_name(group.kind));
    const auto title = fmt::format("{} {}{}", planned ? "📋 Would remove" : "🗑️ Removed", number,
                                   group.size.value > 0 ? ", " + format_bytes(group.size) : "");
    summary.add_list(open_fold(title, false) + table_head({std::string(name(group.kind)), ">size", "why"}), std::move(rows),
                     std::string(close_fold));
  }
}

void add_kept(summary_text& summary, const host_record& host) {
  const auto groups = kept_by_reason(host);
  if (groups.empty()) return;
  constexpr std::size_t shown_reasons = 25;
  auto open = open_fold(fmt::format("🔒 Kept {}", counted_objects(std::ssize(host.plan->keep))), false) +
              table_head({">objects", "reason"});
  std::size_t others = 0;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const auto number = groups[i].entries.size();
    if (i < shown_reasons) {
      open += table_row({fmt::format("{}", number), sentence(groups[i].reason)});
    } else {
      others += number;
    }
  }
  if (others > 0) open += table_row({fmt::format("{}", others), "other reasons"});
  summary_rows rows;
  for (const auto& group : groups) {
    for (const auto& one : group.entries) {
      rows.push_back(table_row(
          {code(title_of(*one.what), name_limit), std::string(name(one.what->kind)), size_cell(one.size), why_cell(one)}));
    }
  }
  summary.add_list(open + "\n" + table_head({"object", "kind", ">size", "why it stays"}), std::move(rows),
                   std::string(close_fold));
}

}  // namespace dropsweep
