#include <doctest/doctest.h>

#include <string>

#include "golden.hpp"
#include "report/render.hpp"
#include "runner_rules.hpp"
#include "scenes.hpp"

using namespace dropsweep;
using namespace dropsweep::test;

TEST_CASE("The console reads as its golden page in every scene") {
  for (const auto& [name, record] : scenes) check_golden(std::string(name) + ".console.txt", render_console(record(), {}));
}

TEST_CASE("In Actions the long lists are folded, and the verdict is left to the annotations, which come last") {
  for (const auto& [name, record] : scenes) {
    CAPTURE(name);
    const auto text = render_console(record(), {.in_actions = true});
    CHECK(groups_take_turns(commands_in(text)));
    CHECK_FALSE(text.contains("--verbose"));  // nobody can give it there
  }
  for (const auto& [name, record] : {scene{"good_sweep", good_sweep}, scene{"fleet_of_three", fleet_of_three}})
    check_golden(std::string(name) + ".actions.txt", render_console(record(), {.in_actions = true}));
}

TEST_CASE("Verbose shows every object with its reason") {
  check_golden("good_sweep.verbose.txt", render_console(good_sweep(), {.verbose = true}));
}

TEST_CASE("Colour is only added: without its codes the page is the plain one") {
  const auto coloured = render_console(broken_service(), {.colour = true});
  check_golden("broken_service.colour.txt", coloured);
  std::string plain;
  for (std::size_t i = 0; i < coloured.size(); ++i) {
    if (coloured[i] == '\x1b')
      i = coloured.find('m', i);
    else
      plain += coloured[i];
  }
  CHECK(plain == render_console(broken_service(), {}));
}

TEST_CASE("A dry run says the same numbers as the sweep that follows it") {
  const auto would = render_console(dry_run_of_the_same(), {}), did = render_console(good_sweep(), {});
  CHECK(would.contains("Would remove 53 objects"));
  CHECK(did.contains("Removed 53 objects"));
  CHECK(would.contains("about 12.4 GB back"));
  CHECK(did.contains("The engine claims 12.4 GB;"));
}
