// The ledger, whatever stands in it: what is recalled is told again the same way, and nothing is put beside an object that it is
// not about.
#include "survey/ledger.hpp"
#include "fakes/survey_builder.hpp"
#include "fuzz/promise.hpp"

namespace dropsweep::fuzz::ledger_fuzzer {

namespace {

survey some_host() {
  return fakes::host()
      .add(fakes::image_builder("a").layer("abc"))
      .add(fakes::image_builder("b"))
      .add(fakes::volume_builder("data").created(fakes::days(30)))
      .add(fakes::volume_builder("undated"));
}

bool is_blank(const sightings& seen) { return seen == sightings{}; }

bool alike(const survey& a, const survey& b) {
  return a.images[0].seen == b.images[0].seen && a.volumes[0].seen == b.volumes[0].seen;
}

}  // namespace

FUZZER(ledger) {
  const auto answer = text_of(data, size);
  auto seen = some_host();
  const auto note = recall(seen, std::string(answer));
  must_be_visible(note);
  must(is_blank(seen.images[1].seen) && is_blank(seen.volumes[1].seen), "an object without an identity was recognised");
  auto rest = answer;
  const bool none = take_line(rest).starts_with("unkept ") && rest.empty();
  must(seen.has_ledger || none, "what nobody could read counts as if there was nothing");
  if (!note.empty()) must(is_blank(seen.images[0].seen) && is_blank(seen.volumes[0].seen), "half of a ledger counts");

  auto again = some_host();
  must(recall(again, "kept\n" + ledger_of(seen)).empty(), "it cannot read what it wrote");
  must(alike(again, seen), "what was recalled is told as something else");
  return 0;
}

}  // namespace dropsweep::fuzz::ledger_fuzzer
