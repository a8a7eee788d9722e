// What a droplet could write into every name, label, error, body and log line, and what must never come of it.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "golden.hpp"
#include "markup_rules.hpp"
#include "records.hpp"
#include "rendered.hpp"
#include "report/render.hpp"
#include "report/writer.hpp"
#include "runner_rules.hpp"

using namespace dropsweep;
using namespace dropsweep::test;

namespace {

constexpr std::array<std::string_view, 30> corpus{
    "::error::forged",
    "  ::error::forged",
    "\xC2\xA0::set-output name=result::clean",
    "\xE3\x80\x80::stop-commands::x",
    "\xEF\xBB\xBF::add-mask::e",
    "\n::error::forged",
    "\r::error::forged",
    "a\r\n::warning::forged\r\nb",
    "a\u2028::error::forged",
    "##[group]forged",
    "x ##[error]forged",
    "##[",
    "#",
    "##",
    "\x1b[31mred\x1b]0;title\x07",
    "\xC2\x9B"
    "31mred",
    "\u202Egnp.exe",
    "</details></code></td><img src=x onerror=alert(1)>",
    "<!-- ",
    "`code` ``` ````` ~~~",
    "```\n</details>\n# big",
    "a|b|c\n|---|---|",
    "@octocat @org/team",
    "#123 octo/repo#1 GH-1 0123456789abcdef0123456789abcdef01234567",
    "![x](https://evil.example/beacon.png) [y](javascript:alert(1))",
    "https://evil.example www.evil.example mail@evil.example",
    "pie title x\n```mermaid\ngraph TD; A-->B\n```",
    "> [!CAUTION]\n> forged :rotating_light: $x$ \\ * _ ~",
    "\x80\xff\xc0\xaf\xed\xa0\x80",
    "ghadelimiter_x\nresult=clean",
};

std::vector<console_style> styles() {
  return {{},
          {.verbose = true},
          {.colour = true, .verbose = true},
          {.width = 40},
          {
              .width = 61,
          }};
}

}  // namespace

TEST_CASE("No word of a droplet is a command to the runner: console") {
  for (const auto words : corpus) {
    CAPTURE(words);
    for (const auto& style : styles()) {
      auto text = render_console(hostile_run(words), style);
      CHECK(commands_in(text) == std::vector<std::string>{});
    }
  }
}

TEST_CASE("The groups of the log in Actions are ours alone") {
  for (const auto words : corpus) {
    CAPTURE(words);
    CHECK(groups_take_turns(commands_in(render_console(hostile_run(words), {.in_actions = true}))));
  }
}

TEST_CASE("No byte of a droplet reaches the terminal as a control character") {
  for (const auto words : corpus) {
    CAPTURE(words);
    const auto text = render_console(hostile_run(words), {.verbose = true});
    CHECK(std::ranges::none_of(
        text, [](char letter) { return (static_cast<unsigned char>(letter) < 0x20 && letter != '\n') || letter == '\x7f'; }));
    for (const std::string_view bad : {"\xC2\x9B", "\u202E", "\u2028", "\u200B", "\xEF\xBB\xBF"}) CHECK_FALSE(text.contains(bad));
  }
}

TEST_CASE("No word of a droplet is an annotation of its own") {
  for (const auto words : corpus) {
    CAPTURE(words);
    const auto lines = render_annotations(hostile_run(words));
    CHECK(lines.size() <= 30);
    for (const auto& line : lines) {
      REQUIRE(lines_of(line).size() == 1);
      // The runner looks for ##[ only in lines that are no command; we keep it out of ours as well.
      CHECK_FALSE(line.contains("##["));
      const auto title_end = line.find("::", 2);
      const auto properties = line.substr(0, title_end);
      CHECK(std::ranges::count(properties, '=') >= 1);
      CHECK_FALSE(properties.contains(','));
      CHECK((line.starts_with("::error title=") || line.starts_with("::warning title=") || line.starts_with("::notice title=")));
    }
  }
}

TEST_CASE("The outputs file holds exactly our pairs") {
  for (const auto words : corpus) {
    CAPTURE(words);
    const auto rendered = render_outputs(hostile_run(words), std::string("/tmp/") + std::string(words));
    const auto read = parse_outputs(output_records(rendered, random_delimiter()));
    REQUIRE(read);
    CHECK(*read == std::map<std::string, std::string>(rendered.begin(), rendered.end()));
  }
}

TEST_CASE("A later step may show the report and the plan: no command and no control character is in them") {
  for (const auto words : corpus) {
    CAPTURE(words);
    auto run = hostile_run(words);
    auto& plan = run.hosts.front().plan;
    REQUIRE(plan);
    for (const auto& text : {render_json(run), render_plan_file({{"root@host", *plan}})}) {
      CHECK(commands_in(text) == std::vector<std::string>{});
      CHECK(std::ranges::all_of(text, [](char letter) { return letter == '\n' || (letter >= ' ' && letter <= '~'); }));
    }
  }
}

TEST_CASE("Nothing of a droplet is markup in the summary, and a table row has as many cells as its heading") {
  for (const auto words : corpus) {
    CAPTURE(words);
    const auto text = render_summary(hostile_run(words));
    CHECK(foreign_markup_in(text) == std::vector<std::string>{});
    CHECK(uneven_rows_in(text) == std::vector<std::string>{});
  }
}

TEST_CASE("A fence in the summary is longer than any run of backticks inside it") {
  const auto text = render_summary(hostile_run("`code` ``` `````"));
  CHECK(text.contains("``````text\n"));
}

TEST_CASE("Pages full of hostile names read as their golden ones") {
  const auto run =
      hostile_run("a\r\n::error::x ##[group]y \x1b[31m</details>|`@octocat` #123 ![i](http://e.example/b.png) \u202Egnp");
  check_golden("hostile.console.txt", render_console(run, {.verbose = true}));
  check_golden("hostile.summary.md", render_summary(run));
  std::string lines;
  for (const auto& line : render_annotations(run)) lines += line + "\n";
  check_golden("hostile.annotations.txt", lines);
}
