#include "report/goal_words.hpp"

#include <fmt/format.h>

#include "report/measures.hpp"
#include "report/text.hpp"

namespace dropsweep {

namespace {

std::string of_a_plan(const goal_page& page) {
  const auto goal = words_of(page.goal);
  if (!page.disk)
    return fmt::format(
        "How full the engine's disk is cannot be measured, so that nobody could tell when {} is reached: a sweep "
        "would remove nothing.",
        goal);
  const auto now = standing_at(page.goal, *page.disk);
  if (page.reached) return fmt::format("{} is reached already ({}): a sweep would remove nothing.", goal, now);
  return fmt::format(
      "A sweep stops as soon as {} is reached (now: {}). The plan is all that could go until then: build cache "
      "first, then containers, images, volumes and networks, of each what was unused longest.",
      goal, now);
}

std::string of_a_sweep(const host_record& host) {
  const auto& page = *host.goal;
  const auto goal = words_of(page.goal);
  if (page.reached) {
    const auto spared = count_fates(host, fate::not_needed);
    const auto rest = spared > 0 ? counted(spared, "planned object was not needed", "planned objects were not needed") : "";
    return fmt::format("{}.{}", standing_of(page), rest.empty() ? "" : fmt::format(" The sweep ended there: {}.", rest));
  }
  if (!page.unmeasured.empty())
    return fmt::format(
        "The engine's disk could not be measured any more ({}), so that nobody could tell whether {} is reached.{}",
        page.unmeasured, goal, count_fates(host, fate::not_started) > 0 ? " The sweep ended there." : "");
  const bool all_done = !host.failure && count_fates(host, fate::not_started) == 0;
  return fmt::format("{}{}.", standing_of(page), all_done ? ", and by these rules no more may go" : " when the run ended");
}

}  // namespace

std::string standing_of(const goal_page& page) {
  if (!page.reached && !page.unmeasured.empty()) return fmt::format("the disk cannot be measured any more: {}", page.unmeasured);
  return fmt::format("{} {}: {}", words_of(page.goal), page.reached ? "reached" : "not reached",
                     standing_at(page.goal, *page.disk));
}

std::string goal_sentence(const host_record& host, dry_run dry) {
  if (!host.goal || !host.skipped.empty()) return "";
  if (dry == dry_run::yes) return of_a_plan(*host.goal);
  const bool never_began = host.failure && host.outcomes.empty();
  return never_began || !host.goal->disk ? "" : of_a_sweep(host);
}

}  // namespace dropsweep
