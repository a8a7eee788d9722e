// Advice in the job summary: one line each, with its evidence and what to paste folded below it.
#include <fmt/format.h>

#include "report/finding_words.hpp"
#include "report/markdown.hpp"
#include "report/summary_parts.hpp"
#include "report/text.hpp"

namespace dropsweep {

namespace {

constexpr std::size_t containers_shown = 100;

std::string_view sign_of(urgency how) {
  switch (how) {
    case urgency::now: return "🔴";
    case urgency::soon: return "🟠";
    case urgency::saving: return "🔵";
  }
  return "";
}

std::string one_finding(const finding& one) {
  auto text = fmt::format("<details><summary>{} {}</summary>\n\n", sign_of(one.how_soon), sentence(one.what));
  for (const auto& line : one.evidence) text += "- " + sentence(line) + "\n";
  if (const auto costs = cost_words(one); !costs.empty()) text += "\n**Costs:** " + sentence(costs) + "\n";
  text += "\n**To do:** " + sentence(one.to_do) + "\n";
  for (const auto& what : one.snippets)
    text += "\n" + sentence(what.place) + ":\n\n" + fenced(last_lines(what.text, 200, 1000)) + "\n";
  return text + "\n</details>\n\n";
}

}  // namespace

void add_findings(summary_text& summary, const host_record& host) {
  if (!host.advice) return;
  const auto& page = *host.advice;
  summary_rows rows;
  for (const auto& one : page.findings) rows.push_back(one_finding(one));
  const auto title = page.findings.empty() ? good_order_words(page) : findings_words(page) + ", most valuable first";
  std::string close;
  if (const auto memory = host_memory_words(page); !memory.empty()) close += "Memory: " + sentence(memory) + "\n\n";
  close += "Trend: " + sentence(trend_words(page)) + "\n\n";
  for (const auto& line : page.unknown) close += "- " + sentence(line) + "\n";
  if (!page.unknown.empty()) close += "\n";
  summary.add_list("**Advice: " + title + "**\n\n", std::move(rows), close);
  if (page.containers.empty()) return;
  summary_rows containers;
  for (std::size_t i = 0; i < std::min(containers_shown, page.containers.size()); ++i) {
    const auto& one = page.containers[i];
    containers.push_back(table_row({code(one.name.raw(), 120), known_bytes(one.used, "?"), known_bytes(one.cache, "?"),
                                    known_bytes(one.peak, "?"), known_bytes(one.limit, "none")}));
  }
  summary.add_list("<details><summary>Memory of each container</summary>\n\n" +
                       table_head({"container", ">now", ">page cache", ">peak", ">limit"}),
                   std::move(containers), "\n</details>\n\n");
}

}  // namespace dropsweep
