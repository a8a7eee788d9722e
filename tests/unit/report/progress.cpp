#include "report/progress.hpp"

#include <doctest/doctest.h>

using namespace dropsweep;
using namespace std::chrono_literals;

namespace {

// What was shown, and a watch that stands where the test puts it.
struct screen {
  std::string text;
  span now{};

  progress_line line(log_shape shape, bool quiet = false) {
    return {shape, quiet, [this](std::string_view part) { text += part; }, [this] { return now; }};
  }
};

}  // namespace

TEST_CASE("Progress is one line of numbers") {
  CHECK(render_progress("root@203.0.113.7",
                        {.planned = 500, .done = 120, .removed = 118, .kept = 2, .failed = 0, .claimed = {1'200'000'000}}) ==
        "root@203.0.113.7: removing 120/500 · 1.2 GB · 2 kept");
  CHECK(render_progress("h", {.planned = 3, .done = 2, .removed = 1, .failed = 1}) == "h: removing 2/3 · 0 B · 1 failed");
}

TEST_CASE("The time that is left follows from the pace so far, once there is one") {
  CHECK_FALSE(time_left(1s, 100, 200).has_value());
  CHECK_FALSE(time_left(60s, 4, 200).has_value());
  CHECK_FALSE(time_left(60s, 200, 200).has_value());
  CHECK(time_left(10s, 50, 200) == 30s);

  const auto told = [](span left) { return render_progress("h", {.planned = 9, .done = 5, .left = left}); };
  CHECK(told(400ms).ends_with(" · about 1 s left"));
  CHECK(told(40'400ms).ends_with(" · about 40 s left"));
  CHECK(told(150s).ends_with(" · about 3 minutes left"));
}

TEST_CASE("In Actions what a step says is folded under its title, and a step that says nothing leaves no group") {
  screen seen;
  auto progress = seen.line(log_shape::actions);
  {
    const progress_fold step(progress, "root@203.0.113.7: connect");
    progress.say("attempt 1 was refused");
    progress.show("7 s");
  }
  progress.say("connected");
  {
    const progress_fold silent(progress, "root@203.0.113.7: plan");
  }
  progress.say("planned");
  CHECK(seen.text == "::group::root@203.0.113.7: connect\nattempt 1 was refused\n7 s\n::endgroup::\nconnected\nplanned\n");
}

TEST_CASE("The steps of several hosts are one group, since groups do not nest") {
  screen seen;
  auto progress = seen.line(log_shape::actions);
  {
    const progress_fold all(progress, "2 hosts");
    std::optional<progress_fold> first, second;
    first.emplace(progress, "a: connect");
    second.emplace(progress, "b: connect");
    progress.say("a: waits");
    first.reset();
    progress.say("a: connected");
    second.reset();
    progress.say("b: connected");
  }
  CHECK(seen.text == "::group::2 hosts\na: waits\na: connected\nb: connected\n::endgroup::\n");
}

TEST_CASE("A title of a group is one line without a command in it") {
  screen seen;
  auto progress = seen.line(log_shape::actions);
  {
    const progress_fold step(progress, "a\n::error::forged\r::x%0A::error::y");
    progress.say("b");
  }
  CHECK(seen.text == "::group::a\\n::error::forged\\r::x%250A::error::y\nb\n::endgroup::\n");
}

TEST_CASE("Outside of Actions nothing is folded") {
  for (const auto shape : {log_shape::plain, log_shape::terminal}) {
    screen seen;
    auto progress = seen.line(shape);
    {
      const progress_fold step(progress, "connect");
      progress.say("attempt 1 was refused");
    }
    CHECK(seen.text == "attempt 1 was refused\n");
  }
}

TEST_CASE("In a log there is at most a line a second") {
  screen seen;
  auto progress = seen.line(log_shape::plain);
  for (int i = 0; i < 30; ++i) {
    progress.show("working");
    seen.now += 100ms;
  }
  CHECK(seen.text == "working\nworking\nworking\n");
}

TEST_CASE("On a terminal the live line is redrawn in place, and gone when something lasting is said") {
  screen seen;
  auto progress = seen.line(log_shape::terminal);
  progress.show("1 of 2");
  seen.now += 200ms;
  progress.show("2 of 2");
  progress.say("done");
  progress.clear();
  CHECK(seen.text == "\r\x1b[2K1 of 2\r\x1b[2K2 of 2\r\x1b[2Kdone\n");
}

TEST_CASE("Quiet says nothing") {
  screen seen;
  auto progress = seen.line(log_shape::terminal, true);
  progress.show("a");
  progress.say("b");
  progress.clear();
  CHECK(seen.text.empty());
}

TEST_CASE("A name cannot move the cursor, break the line or command the runner") {
  screen seen;
  auto progress = seen.line(log_shape::plain);
  progress.say("::error::forged\r\n::stop-commands::x\x1b[2J");
  progress.show("##[group]x");
  CHECK(seen.text == "\\::error::forged\\r\\n::stop-commands::x\\x1b[2J\n##\\[group]x\n");
}
