#include "advise/make_advice.hpp"
#include "app/steps.hpp"
#include "core/counted.hpp"
#include "survey/look_to_advise.hpp"

namespace dropsweep {

namespace {

constexpr span look_within = std::chrono::seconds{60};

std::string tally(const advice_page& page) {
  if (page.findings.empty()) return "nothing to advise";
  return fmt::format("{}; first: {}", counted(std::ssize(page.findings), "finding", "findings"), page.findings.front().what);
}

}  // namespace

task<void> advise(host_visit& visit) {
  auto& record = visit.record;
  visit.begin("advise");
  const auto& seen = record.after ? *record.after : *record.before;
  const auto more = co_await look_to_advise(visit.way->engine(), visit.way->shell(), seen, after(look_within));
  record.advice = make_advice(*record.before, seen, more);
  visit.end(tally(*record.advice));
}

}  // namespace dropsweep
