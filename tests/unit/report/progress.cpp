#include "report/progress.hpp"

#include <doctest/doctest.h>

using namespace dropsweep;
using namespace std::chrono_literals;

namespace {

// What was shown, and a watch that stands where the test puts it.
struct screen {
  std::string text;
  span now{};

  progress_line line(bool terminal, bool quiet = false) {
    return {terminal, quiet, [this](std::string_view part) { text += part; }, [this] { return now; }};
  }
};

}  // namespace

TEST_CASE("Progress is one line of numbers") {
  CHECK(render_progress("root@203.0.113.7",
                        {.planned = 500, .done = 120, .removed = 118, .kept = 2, .failed = 0, .claimed = {1'200'000'000}}) ==
        "root@203.0.113.7: removing 120/500 · 118 removed, 2 kept, 0 failed · 1.2 GB");
}

TEST_CASE("In a log there is at most a line a second") {
  screen seen;
  auto progress = seen.line(false);
  for (int i = 0; i < 30; ++i) {
    progress.show("working");
    seen.now += 100ms;
  }
  CHECK(seen.text == "working\nworking\nworking\n");
}

TEST_CASE("On a terminal the live line is redrawn in place, and gone when something lasting is said") {
  screen seen;
  auto progress = seen.line(true);
  progress.show("1 of 2");
  seen.now += 200ms;
  progress.show("2 of 2");
  progress.say("done");
  progress.clear();
  CHECK(seen.text == "\r\x1b[2K1 of 2\r\x1b[2K2 of 2\r\x1b[2Kdone\n");
}

TEST_CASE("Quiet says nothing") {
  screen seen;
  auto progress = seen.line(true, true);
  progress.show("a");
  progress.say("b");
  progress.clear();
  CHECK(seen.text.empty());
}

TEST_CASE("A name cannot move the cursor, break the line or command the runner") {
  screen seen;
  auto progress = seen.line(false);
  progress.say("::error::forged\r\n::stop-commands::x\x1b[2J");
  progress.show("##[group]x");
  CHECK(seen.text == "\\::error::forged\\r\\n::stop-commands::x\\x1b[2J\n##\\[group]x\n");
}
