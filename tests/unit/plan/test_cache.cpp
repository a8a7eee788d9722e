#include <doctest/doctest.h>

#include "ask.hpp"

using namespace dropsweep;
using namespace dropsweep::fakes;

TEST_CASE("build cache goes when its last use lies before the line, in every mode") {
  for (const auto& [rules, line] :
       {std::pair{standard(), span{1h}}, std::pair{aggressive(), span{168h}}, std::pair{full(), span{10min}}}) {
    CHECK(going(make_plan(host().add(record_builder("on").used(line)).add(record_builder("past").used(line + 1ms)), rules)) ==
          names{"past"});
  }
}

TEST_CASE("a record that was never used again is as old as its creation") {
  const auto made = make_plan(host()
                                  .add(record_builder("made").created(2h))
                                  .add(record_builder("used").created(days(30)).used(1min))
                                  .add(record_builder("unknown")),
                              standard());
  CHECK(going(made) == names{"made"});
  CHECK(reason(made, "made") == "not in use, created 2 hours ago");
  CHECK(reason(made, "used") == "not in use, last used 1 minute ago, younger than min-age 10m");
  CHECK(reason(made, "unknown") == "not in use, unknown when it was last used: no trustworthy sign");
}

TEST_CASE("a record that a build uses stays, and so does all it was built on") {
  const auto made = make_plan(host()
                                  .add(record_builder("base").used(days(3)))
                                  .add(record_builder("middle").used(days(3)).on("base"))
                                  .add(record_builder("top").used(days(3)).on("middle").in_use())
                                  .add(record_builder("beside").used(days(3)).on("base")),
                              standard());
  CHECK(going(made) == names{"beside"});
  CHECK(reason(made, "top") == "in use by a build");
  CHECK(reason(made, "middle") == "record top, which stays, was built on it");
  CHECK(reason(made, "base") == "record middle, which stays, was built on it");
}

TEST_CASE("records go before what they were built on, with several parents too") {
  const auto made = make_plan(host()
                                  .add(record_builder("a").used(days(3)))
                                  .add(record_builder("b").used(days(3)))
                                  .add(record_builder("merged").used(days(3)).on("a").on("b").on("gone already")),
                              standard());
  CHECK(going(made) == names{"merged", "a", "b"});
  CHECK(made.remove.at(1).after == std::vector<object_id>{"merged"});
}

TEST_CASE("a record whose bytes are an image's too gives nothing back") {
  const auto made =
      make_plan(host().add(record_builder("own").used(days(3))).add(record_builder("shared").used(days(3)).shared()), standard());
  CHECK(total_size(made.remove) == byte_count{10});
}

TEST_CASE("every type of record is judged alike, and its description is its name") {
  auto mounted = record_builder("r1").used(days(3));
  mounted.it.type = "exec.cachemount";
  mounted.it.description = "cached mount /root/.npm";
  CHECK(going(make_plan(host().add(mounted), standard())) == names{"cached mount /root/.npm"});
}
