#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <ranges>

#include "report/console_parts.hpp"
#include "report/grouping.hpp"
#include "report/text.hpp"

namespace dropsweep {

namespace {

using align = console_table::align;

// Images are what people look for; of a build cache a few records tell enough.
std::size_t shown_of(object_kind kind) { return kind == object_kind::image ? 10 : 5; }

// Nobody reads more than that in a log.
constexpr std::size_t shown_of_all = 2000;

std::string kind_title(const kind_group& group) {
  const auto number = std::ssize(group.entries);
  const auto title = counted(number, name(group.kind), plural_name(group.kind));
  return group.size.value > 0 ? fmt::format("{}, {}", title, format_bytes(group.size)) : title;
}

std::string why_of(const entry& one) {
  std::vector<std::string> parts{visible(one.why, 600)};
  if (one.words != nullptr) parts.push_back(fmt::format("the engine said: {}", visible(one.words->raw(), 600)));
  return join(parts, "; ");
}

console_table object_table(const console_style& style) {
  const std::size_t names = std::clamp<std::size_t>(style.width, 60, 240) / 2;
  return console_table({{align::right, 10, 8}, {align::middle_cut, names, 16}, {}});
}

void add_row(console_table& table, const entry& one) {
  table.add({{one.size.value > 0 ? format_bytes(one.size) : "", tone::faint}, {title_of(*one.what)}, {why_of(one)}});
}

std::string cut_line(std::size_t left_out, byte_count size, const console_style& style) {
  const auto weight = size.value > 0 ? ", " + format_bytes(size) : std::string();
  return fmt::format("              and {} more{} ({} them)\n", left_out, weight,
                     style.verbose || style.in_actions ? "the JSON report lists" : "--verbose and the JSON report list");
}

enum class rows : bool { none, some };

std::string kind_lists(const std::vector<kind_group>& groups, rows wanted, const console_style& style) {
  std::string text;
  for (const auto& group : groups) {
    text += "  " + kind_title(group) + "\n";
    if (wanted == rows::none && !style.verbose) continue;
    // One more line than allowed is shown rather than replaced by a line that says so.
    const auto all = group.entries.size();
    const auto most = style.verbose ? shown_of_all : shown_of(group.kind);
    const auto shown = all <= most + 1 ? all : most;
    auto table = object_table(style);
    byte_count rest = group.size;
    for (std::size_t i = 0; i < shown; ++i) {
      add_row(table, group.entries[i]);
      rest = rest - group.entries[i].size;
    }
    text += table.render(style, 4);
    if (shown < all) text += paint(style, tone::faint, cut_line(all - shown, rest, style));
  }
  return text;
}

struct trouble_title {
  fate what;
  std::string_view title;
  tone in;
};

// Worst first.
constexpr std::array troubles{trouble_title{fate::failed, "Failed to remove", tone::bad},
                              trouble_title{fate::unknown, "Got no answer for", tone::bad},
                              trouble_title{fate::not_started, "Did not begin to remove", tone::warning},
                              trouble_title{fate::kept_in_use, "Kept after all, in use by now:", tone::plain},
                              trouble_title{fate::kept_changed, "Kept after all, changed since the plan:", tone::plain},
                              trouble_title{fate::not_needed, "Not needed, there was room enough before its turn:", tone::plain}};

}  // namespace

std::string console_objects(const host_record& host, const run_record& run, const console_style& style) {
  const bool planned = run.dry == dry_run::yes && host.outcomes.empty();
  const auto entries = planned ? planned_entries(host) : entries_that(host, fate::removed);
  if (entries.empty()) return "";
  const auto title = fmt::format("{} {}", planned ? "Would remove" : "Removed", counted_objects(std::ssize(entries)));
  return paint(style, tone::strong, title) + "\n" + kind_lists(by_kind(entries), rows::some, style);
}

std::string console_trouble(const host_record& host, const console_style& style) {
  std::string text;
  for (const auto& [what, title, in] : troubles) {
    const auto entries = entries_that(host, what);
    if (entries.empty()) continue;
    if (!text.empty()) text += "\n";
    text += paint(style, in, fmt::format("{} {}", title, counted_objects(std::ssize(entries)))) + "\n" +
            kind_lists(by_kind(entries), what == fate::not_started || what == fate::not_needed ? rows::none : rows::some, style);
  }
  return text;
}

std::string console_kept(const host_record& host, const console_style& style) {
  const auto groups = kept_by_reason(host);
  if (groups.empty()) return "";
  const auto title = fmt::format("Kept {}", counted_objects(std::ssize(host.plan->keep)));
  const auto where = style.in_actions ? " (the JSON report lists them)" : " (--verbose lists them)";
  std::string text = paint(style, tone::strong, title) + (style.verbose ? "" : paint(style, tone::faint, where)) + "\n";
  if (style.verbose) {
    for (const auto& group : groups) {
      text += fmt::format("  {}: {}\n", visible(group.reason), counted_objects(std::ssize(group.entries)));
      auto table = object_table(style);
      for (const auto& one : std::views::take(group.entries, shown_of_all)) {
        table.add({{one.size.value > 0 ? format_bytes(one.size) : "", tone::faint},
                   {title_of(*one.what)},
                   {join({std::string(name(one.what->kind)), one.why == group.reason ? "" : visible(one.why, 600)}, ", ")}});
      }
      text += table.render(style, 4);
      if (const auto all = group.entries.size(); all > shown_of_all)
        text += paint(style, tone::faint, cut_line(all - shown_of_all, {}, style));
    }
    return text;
  }
  constexpr std::size_t shown_reasons = 12;
  console_table table({{align::right, 8, 4}, {}});
  std::size_t others = 0;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const auto number = groups[i].entries.size();
    if (i < shown_reasons) {
      table.add({{fmt::format("{}", number)}, {visible(groups[i].reason)}});
    } else {
      others += number;
    }
  }
  if (others > 0) table.add({{fmt::format("{}", others)}, {"for other reasons"}});
  return text + table.render(style, 2);
}

}  // namespace dropsweep
