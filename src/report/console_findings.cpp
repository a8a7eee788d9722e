// Advice on the console: what, with which number, what it costs, what to do, what to paste.
#include <fmt/format.h>

#include "report/console_parts.hpp"
#include "report/finding_words.hpp"
#include "report/text.hpp"

namespace dropsweep {

namespace {

using align = console_table::align;

constexpr std::size_t containers_shown = 30;

tone tone_of(urgency how) {
  switch (how) {
    case urgency::now: return tone::bad;
    case urgency::soon: return tone::warning;
    case urgency::saving: return tone::plain;
  }
  return tone::plain;
}

// As it is to be pasted: only indented.
std::string pasteable(const snippet& what) {
  auto text = fmt::format("       {}:\n", visible(what.place));
  for (const auto& line : last_lines(what.text, 200, 1000)) text += line.empty() ? "\n" : "         " + line + "\n";
  return text;
}

std::string one_finding(std::size_t number, const finding& one, const console_style& style) {
  auto text =
      fmt::format("  {:>2}. {} {}\n", number, paint(style, tone_of(one.how_soon), fmt::format("{:<6}", name(one.how_soon))),
                  paint(style, tone::strong, visible(one.what, 600)));
  for (const auto& line : one.evidence) text += "       - " + visible(line, 1000) + "\n";
  if (const auto costs = cost_words(one); !costs.empty()) text += "       costs: " + visible(costs, 600) + "\n";
  text += "       do:    " + visible(one.to_do, 1000) + "\n";
  for (const auto& what : one.snippets) text += pasteable(what);
  return text;
}

std::string containers(const advice_page& page, const console_style& style) {
  if (page.containers.empty()) return "";
  console_table table({{align::left, 40, 12}, {align::right, 12}, {align::right, 12}, {align::right, 12}, {align::right, 12}});
  table.add({{"container", tone::faint},
             {"now", tone::faint},
             {"page cache", tone::faint},
             {"peak", tone::faint},
             {"limit", tone::faint}});
  for (std::size_t i = 0; i < std::min(containers_shown, page.containers.size()); ++i) {
    const auto& one = page.containers[i];
    table.add({{visible(one.name.raw())},
               {known_bytes(one.used, "?")},
               {known_bytes(one.cache, "?")},
               {known_bytes(one.peak, "?")},
               {known_bytes(one.limit, "none"), one.limit ? tone::plain : tone::warning}});
  }
  auto text = table.render(style, 2);
  if (page.containers.size() > containers_shown)
    text += fmt::format("  and {} more\n", page.containers.size() - containers_shown);
  return text;
}

}  // namespace

std::string console_findings(const host_record& host, const console_style& style) {
  if (!host.advice) return "";
  const auto& page = *host.advice;
  std::string text = paint(style, tone::strong, "Advice") + "\n";
  if (page.findings.empty()) text += "  " + good_order_words(page) + "\n";
  std::size_t number = 0;
  for (const auto& one : page.findings) text += one_finding(++number, one, style);
  text += "\n" + paint(style, tone::strong, "Memory and trend") + "\n";
  if (const auto memory = host_memory_words(page); !memory.empty()) text += "  " + visible(memory, 600) + "\n";
  text += "  " + visible(trend_words(page), 600) + "\n" + containers(page, style);
  for (const auto& line : page.unknown) text += "  - " + visible(line, 600) + "\n";
  return text;
}

}  // namespace dropsweep
