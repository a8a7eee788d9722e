// A droplet that says the same words in every name, label, error, body and log line: console, annotations, outputs, summary and
// JSON hold no command, no markup and no control character of it, and stay within their limits.
#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "fuzz/promise.hpp"
#include "unit/report/markup_rules.hpp"
#include "unit/report/records.hpp"
#include "unit/report/rendered.hpp"
#include "unit/report/runner_rules.hpp"

namespace dropsweep::fuzz::report_fuzzer {

namespace {

bool is_control(char letter) { return (static_cast<unsigned char>(letter) < 0x20 && letter != '\n') || letter == '\x7f'; }

void must_be_quiet(const std::string& console) {
  must(test::commands_in(console).empty(), "a command on the console");
  must(std::ranges::none_of(console, is_control), "a control character on the console");
}

void must_be_ours(const std::string& annotation) {
  must(test::lines_of(annotation).size() == 1, "an annotation of two lines");
  const auto rest = annotation.substr(std::min(annotation.find(' '), annotation.size()));
  must(annotation.starts_with("::error title=") || annotation.starts_with("::warning title=") ||
           annotation.starts_with("::notice title="),
       "an annotation of another kind");
  const auto properties = rest.substr(0, rest.find("::"));
  must(!properties.contains(',') && !annotation.contains("##["), "a property of its own");
  must(annotation.size() <= 4096 + 700, "an annotation that the runner cuts");
}

}  // namespace

FUZZER(report) {
  const auto words = text_of(data, size);
  const auto run = test::hostile_run(words);
  must_be_quiet(render_console(run, size % 2 == 0 ? console_style{.verbose = true} : console_style{.width = 40}));

  const auto annotations = render_annotations(run);
  must(annotations.size() <= 30, "more annotations than are kept");
  std::ranges::for_each(annotations, must_be_ours);

  const auto outputs = render_outputs(run, "/tmp/report.json");
  const auto read = test::parse_outputs(output_records(outputs, "ghadelimiter_0f1e2d3c4b5a69788796a5b4c3d2e1f0"));
  must(read && std::ranges::all_of(outputs, [&](const auto& pair) { return read->at(pair.first) == pair.second; }),
       "another output");

  // One page for each input: they are what takes long.
  const auto limit = std::array<std::size_t, 3>{summary_limit, 20'000, 1000}[size % 3];
  const auto page = render_summary(run, limit);
  must(page.size() <= limit, "a summary that is dropped whole");
  must(test::foreign_markup_in(page).empty(), "markup in the summary");
  must(test::uneven_rows_in(page).empty(), "a row with another number of cells");
  must(nlohmann::json::accept(test::render_json(run)), "no JSON");
  return 0;
}

}  // namespace dropsweep::fuzz::report_fuzzer
