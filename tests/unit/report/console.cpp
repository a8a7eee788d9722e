#include <doctest/doctest.h>

#include <string>

#include "golden.hpp"
#include "report/render.hpp"
#include "scenes.hpp"

using namespace dropsweep;
using namespace dropsweep::test;

TEST_CASE("The console reads as its golden page in every scene") {
  for (const auto& [name, record] : scenes) check_golden(std::string(name) + ".console.txt", render_console(record(), {}));
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
  CHECK(would.contains("up to 12.4 GB back"));
  CHECK(did.contains("12.4 GB back"));
}
