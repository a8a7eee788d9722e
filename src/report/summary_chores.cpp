// Tasks in the summary.
#include <fmt/format.h>

#include "report/chore_words.hpp"
#include "report/markdown.hpp"
#include "report/summary_parts.hpp"
#include "report/text.hpp"

namespace dropsweep {

namespace {

constexpr std::size_t output_lines = 20, output_line_limit = 400;

}  // namespace

void add_chores(summary_text& summary, const host_record& host) {
  if (host.chores.empty()) return;
  const bool well = undone(host) == 0;
  summary_rows rows;
  for (const auto& one : host.chores)
    rows.push_back(table_row({code(one.name), (one.well ? "✅ " : "❌ ") + sentence(came_to(one)), format_took(one.took)}));
  summary.add_list(fmt::format("<details{}><summary>{} Before the sweep: {}</summary>\n\n", well ? "" : " open",
                               well ? "✅" : "❌", chore_words(host)) +
                       table_head({"task", "came to", ">took"}),
                   std::move(rows), "\n</details>\n\n");
  for (const auto& one : host.chores) {
    if (one.well || one.output.empty()) continue;
    summary.add("<details><summary>The last that " + code(one.name) + " said</summary>\n\n" +
                fenced(last_lines(one.output.raw(), output_lines, output_line_limit)) + "\n</details>\n\n");
  }
}

}  // namespace dropsweep
