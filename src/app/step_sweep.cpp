#include "app/room.hpp"
#include "app/steps.hpp"
#include "report/goal_words.hpp"
#include "sweep/carry_out.hpp"

namespace dropsweep {

namespace {

sweep_settings settings_for(host_visit& visit) {
  sweep_settings how;
  if (auto& goal = visit.record.goal) {
    how.goal = &*goal;
    how.measure = measure_by_shell(*visit.way, *visit.record.before);
  }
  return how;
}

// Without what stays, which is most of a plan.
plan what_goes(const plan& all) {
  return {.mode = all.mode, .engine_id = all.engine_id, .made = all.made, .remove = all.remove, .keep = {}};
}

void count(sweep_progress& so_far, const outcome& one) {
  ++so_far.done;
  if (one.fate == fate::removed) {
    ++so_far.removed;
    so_far.claimed += claim_of(one);
  } else if (is_kept(one.fate)) {
    ++so_far.kept;
  } else {
    ++so_far.failed;
  }
}

}  // namespace

task<void> sweep(host_visit& visit) {
  auto& record = visit.record;
  sweep_progress so_far{.planned = record.plan->remove.size()};
  const auto standing = [&visit, &so_far] {
    so_far.left = time_left(visit.since_it_began(), so_far.done, so_far.planned);
    return render_progress(visit.record.host, so_far);
  };
  visit.begin("sweep", standing);
  visit.health.work_begins();
  record.health = visit.health.report(nullptr, nullptr);
  if (!visit.how.advise) forget_labels_and_digests(*record.before);
  record.outcomes = co_await carry_out(visit.way->engine(), what_goes(*record.plan), settings_for(visit), visit.ending.stop(),
                                       [&](const outcome& one) {
                                         count(so_far, one);
                                         visit.progress.show(standing());
                                       });
  visit.end(fmt::format("{} of {} removed, {} claimed{}", so_far.removed, so_far.planned,
                        format_bytes(count_removed(record.outcomes).claimed),
                        record.goal ? "; " + standing_of(*record.goal) : ""));
  if (visit.ending.stop().thrown()) {
    record.failure = visit.ending.as_error(visit.step());
  } else if (visit.way->lost()) {
    record.failure = visit.or_lost_connection({});
  }
}

}  // namespace dropsweep
