#include "survey/ledger.hpp"

#include <doctest/doctest.h>

#include <array>
#include <vector>

#include "fakes/survey_builder.hpp"

using namespace dropsweep;
using namespace dropsweep::fakes;

namespace {

const std::string kept = "kept\n";

survey_builder some_host() {
  return host()
      .add(image_builder("a").layer("abc123"))
      .add(image_builder("b"))
      .add(volume_builder("data").created(days(30)))
      .add(volume_builder("undated"));
}

survey seen_host() {
  auto seen = some_host().it;
  for (auto& it : seen.images) it.seen = {.first = now - days(3), .last_in_use = now - days(2), .unused_since = now - days(1)};
  for (auto& it : seen.volumes) it.seen = {.first = now - days(9), .last_in_use = {}, .unused_since = now - days(9)};
  return seen;
}

// What of seen_host's ledger comes back, after `change`.
survey recalled(auto change, std::string* note = nullptr) {
  auto text = ledger_of(seen_host());
  change(text);
  auto into = some_host().it;
  const auto said = recall(into, kept + text);
  if (note != nullptr) *note = said;
  return into;
}

bool remembers(const survey& seen) { return seen.images[0].seen != sightings{} || seen.volumes[0].seen != sightings{}; }

void replace(std::string& text, std::string_view what, std::string_view by) {
  REQUIRE(text.contains(what));
  text.replace(text.find(what), what.size(), by);
}

}  // namespace

TEST_CASE("What was written is recalled, of what can be told again") {
  std::string note;
  const auto again = recalled([](std::string&) {}, &note);
  CHECK(note == "");
  CHECK(again.has_ledger);
  CHECK(again.images[0].seen == seen_host().images[0].seen);
  CHECK(again.volumes[0].seen == seen_host().volumes[0].seen);
  CHECK(again.images[1].seen == sightings{});   // no layer
  CHECK(again.volumes[1].seen == sightings{});  // no date
}

TEST_CASE("An image that arrived anew and a volume that was made anew are not the ones that were seen") {
  auto into = some_host().it;
  into.images[0].layer = "abc124";
  into.volumes[0].created = now - days(29);
  CHECK(recall(into, kept + ledger_of(seen_host())) == "");
  CHECK_FALSE(remembers(into));
}

TEST_CASE("Without a ledger everything is seen for the first time") {
  auto into = some_host().it;
  CHECK(recall(into, kept) == "");
  CHECK(into.has_ledger);
  CHECK_FALSE(remembers(into));
}

TEST_CASE("Where none can be kept the weaker estimate is named") {
  const auto failed = [](net_failure what, std::string detail) {
    return std::unexpected(net_error{what, std::move(detail), {}});
  };
  for (const auto& [answer, why] : std::vector<std::pair<net_result<std::string>, std::string>>{
           {"unkept /home/deploy cannot be written\n", "/home/deploy cannot be written"},
           {failed(net_failure::unsupported, "the account has no shell"), "the account has no shell"},
           {failed(net_failure::not_permitted, "it runs no commands"), "it runs no commands"}}) {
    auto into = some_host().it;
    CHECK(recall(into, answer) ==
          "No ledger can be kept on this host (" + why + "): since when a volume is unused is judged by its creation alone.");
    CHECK_FALSE(into.has_ledger);
    CHECK_FALSE(into.ledger_unread);
  }
}

TEST_CASE("A shell that did not answer this time is not a host without a ledger") {
  for (const auto& [answer, why] : std::vector<std::pair<net_result<std::string>, std::string>>{
           {std::unexpected(net_error{net_failure::timed_out, "no answer within 20s", {}}), "no answer within 20s"},
           {"", "no answer"},
           {"::error::\n", "no answer"}}) {
    auto into = some_host().it;
    CHECK(recall(into, answer) == "What earlier runs saw could not be read on the host (" + why + "): unused volumes stay.");
    CHECK(into.has_ledger);
    CHECK(into.ledger_unread);
    CHECK_FALSE(remembers(into));
  }
}

TEST_CASE("A ledger that is there counts where it cannot be written any more") {
  auto into = some_host().it;
  CHECK(recall(into, "unkept / cannot be written\n" + ledger_of(seen_host())) == "");
  CHECK(into.has_ledger);
  CHECK(into.volumes[0].seen == seen_host().volumes[0].seen);
}

TEST_CASE("One that is broken, of another version or of another engine begins anew, and it is said") {
  const std::array<std::pair<const char*, const char*>, 9> damages{{{"ledger 1", "ledger 2"},
                                                                    {"dropsweep", "#!/bin/sh"},
                                                                    {"engine engine", "engine other"},
                                                                    {"\nend\n", "\n"},
                                                                    {"\nend\n", "\nen"},
                                                                    {"\nvolume ", "\nvolume  "},
                                                                    {" - ", " x "},
                                                                    {" - ", " -5 "},
                                                                    {" - ", " 99999999999999999999 "}}};
  for (const auto& [what, by] : damages) {
    CAPTURE(what);
    CAPTURE(by);
    std::string note;
    CHECK_FALSE(remembers(recalled([&](std::string& text) { replace(text, what, by); }, &note)));
    CHECK(note.starts_with("The ledger of earlier runs begins anew: "));
  }
}

TEST_CASE("A ledger never grows beyond its bound, and what is left out is whole lines") {
  auto seen = host().it;
  for (int i = 0; i < 40'000; ++i) {
    auto one = volume_builder("volume-" + std::to_string(i) + std::string(100, 'x')).created(days(30)).seen_unused(days(1)).it;
    seen.volumes.push_back(one);
  }
  const auto text = ledger_of(seen);
  CHECK(text.size() <= ledger_most);
  CHECK(text.size() > ledger_most - 300);
  auto into = seen;
  for (auto& it : into.volumes) it.seen = {};
  CHECK(recall(into, kept + text) == "");
  CHECK(into.volumes.front().seen.unused_since);
  CHECK_FALSE(into.volumes.back().seen.unused_since);
}

TEST_CASE("Names that could break a line are not written") {
  auto seen = host().add(volume_builder("a b\nend\n").created(days(1)).seen_unused(0ms)).it;
  seen.engine.engine_id = "x\nend\n";
  CHECK(ledger_of(seen) == "dropsweep ledger 1\nengine x\\nend\\n\nend\n");
}
