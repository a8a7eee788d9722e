#include "app/host_run.hpp"

#include <algorithm>

#include "app/health_book.hpp"
#include "app/host_way.hpp"
#include "app/judge.hpp"
#include "app/keep_ledger.hpp"
#include "app/permission.hpp"
#include "app/room.hpp"
#include "net/together.hpp"
#include "plan/busy.hpp"
#include "plan/make_plan.hpp"
#include "report/goal_words.hpp"
#include "survey/take_survey.hpp"
#include "sweep/audit.hpp"
#include "sweep/carry_out.hpp"

namespace dropsweep {

namespace {

using clock = std::chrono::steady_clock;

span since(clock::time_point start) { return std::chrono::duration_cast<span>(clock::now() - start); }

const policy& policy_for(const plan& made_earlier, const settings& how) {
  const auto found = std::ranges::find(how.policies_for_plans, made_earlier.mode, &policy::mode);
  return found != how.policies_for_plans.end() ? *found : how.policy;
}

class host_run {
 public:
  host_run(host_record& record, host_order order, const settings& how, interruptions& ending, progress_line& progress)
      : record_(record), order_(std::move(order)), how_(how), ending_(ending), progress_(progress), health_(how.services) {}

  task<void> go() {
    // Nothing is removed up to the barrier: these steps may be cut off at any moment.
    if (co_await cut_off_when_stopped(find_out())) co_return;
    // From here on the record must hold what became of every planned item, however the run ends.
    if (to_be_swept()) co_await sweep();
    if (record_.before) co_await cut_off_when_stopped(look_at_the_result());
  }

  task<void> leave() {
    if (way_) co_await way_->hang_up();
  }

  const std::string& step() const { return step_; }

 private:
  task<void> find_out() {
    if (!co_await connect()) co_return;
    if (how_.command == command::doctor) {
      co_await examine();
    } else if (how_.command == command::check) {
      co_await check_services();
    } else if (co_await take_survey_and_health() && co_await may_begin()) {
      decide();
    }
  }

  // True: the switch was thrown and the work was cut off; the record says during what.
  task<bool> cut_off_when_stopped(task<void> work) {
    if (co_await unless_stopped(std::move(work), ending_.stop()) == ended::by_itself) co_return false;
    record_.failure = ending_.as_error(step_);
    co_return true;
  }

  task<bool> connect() {
    begin("connect");
    auto way = co_await open_way(order_.where, how_, [this](std::string_view step, std::string saw, span took) {
      if (step == "authentication") reached_ = saw;
      if (how_.command == command::doctor) note_step(std::string(step), std::move(saw), took);
    });
    if (!way) co_return fail(way.error());
    way_ = std::move(*way);
    if (how_.command != command::doctor) end(reached_);  // which tells each step by itself
    co_return true;
  }

  task<bool> take_survey_and_health() {
    begin("survey");
    const auto ask = [this]() -> task<std::monostate> {
      co_await health_.ask_before(*way_);
      co_return std::monostate{};
    };
    auto [seen, asked, locked] = co_await together(take_survey(way_->engine(), way_->shell(), way_->until()), ask(), take_lock());
    locked_ = locked;
    if (!seen) co_return fail(seen.error());
    record_.before = std::move(*seen);
    health_.look_before(record_.before->containers);
    record_.health = health_.report(nullptr, nullptr);
    const auto& facts = *record_.before;
    end(fmt::format("Docker {} on {} over {}: {} images, {} containers, {} volumes, {} networks, {} build cache records",
                    facts.engine.version, facts.engine.name, way_->how_connected(), facts.images.size(), facts.containers.size(),
                    facts.volumes.size(), facts.networks.size(), facts.cache.size()));
    co_return true;
  }

  task<host_lock::state> take_lock() {
    if (how_.dry == dry_run::yes) co_return host_lock::state::unknown;
    co_return co_await lock_.take(
        *way_, fmt::format("{}, since {}", how_.owner,
                           format_instant(std::chrono::time_point_cast<span>(std::chrono::system_clock::now()))));
  }

  // A dry run looks and says; it stands in nobody's way.
  task<bool> may_begin() {
    rules_ = how_.policy;
    if (how_.dry == dry_run::yes) {
      for (const auto& sign : signs_of_work(*record_.before, how_.policy))
        record_.notes.push_back(fmt::format("Somebody works on this host: {}. A sweep would not begin now.", sign));
      co_return true;
    }
    if (locked_ == host_lock::state::unknown)
      record_.notes.push_back(fmt::format("Whether another sweep is at work is unknown: {}.", lock_.words()));
    begin("quiet");
    auto given = co_await ask_for_permission({.way = *way_,
                                              .how = how_,
                                              .seen = *record_.before,
                                              .waiting = [this](const std::string& why) { progress_.say(waiting_line(why)); }},
                                             lock_, locked_);
    if (!given) co_return fail(given.error());
    if (!given->granted) {
      record_.skipped = given->why_not;
      record_.busy = true;
      end(given->why_not);
      co_return true;
    }
    rules_.narrow = given->narrow;
    if (given->looked_again) end("nobody else is at work any more");
    if (given->narrow)
      record_.notes.emplace_back("Somebody works on this host: only stopped containers were swept (when-busy: narrow).");
    co_return true;
  }

  std::string waiting_line(const std::string& why) const { return fmt::format("{}: waiting: {}", record_.host, why); }

  void decide() {
    if (!record_.skipped.empty()) return;
    begin("plan");
    const auto& facts = *record_.before;
    record_.goal = goal_page_of(facts, how_.goal);
    if (how_.disk_above > 0 && facts.host.disks.empty())
      record_.notes.emplace_back("How full the engine's disk is is unknown: disk-above held nothing back.");
    if (const auto reason = no_room_needed(facts, how_); !reason.empty()) {
      record_.skipped = reason;
      end(reason);
      return;
    }
    if (record_.goal && !record_.goal->disk && how_.dry == dry_run::no) {
      fail(cannot_tell_when_to_stop(*record_.goal, record_.host));
      return;
    }
    if (!order_.plan_to_carry_out) {
      record_.plan = make_plan(facts, rules_);
    } else if (order_.plan_to_carry_out->engine_id == facts.engine.engine_id) {
      record_.plan = narrow_plan(*order_.plan_to_carry_out, facts, rules_for(*order_.plan_to_carry_out));
    } else {
      fail({.code = exit_code::inputs,
            .step = "plan",
            .seen = fmt::format("The plan for {} was made for another Docker Engine (its id differs): nothing was removed.",
                                record_.host),
            .advice = "Make a new plan with `dropsweep plan`."});
      return;
    }
    end(fmt::format("{} to remove ({} at most), {} to keep", record_.plan->remove.size(),
                    format_bytes(total_size(record_.plan->remove)), record_.plan->keep.size()));
  }

  policy rules_for(const plan& made_earlier) const {
    auto rules = policy_for(made_earlier, how_);
    rules.narrow = rules_.narrow;
    return rules;
  }

  bool to_be_swept() const {
    return how_.command == command::sweep && how_.dry == dry_run::no && !record_.failure && record_.skipped.empty() &&
           record_.plan && !record_.plan->remove.empty();
  }

  task<void> sweep() {
    begin("sweep");
    sweep_progress so_far{.planned = record_.plan->remove.size()};
    record_.outcomes =
        co_await carry_out(way_->engine(), *record_.plan, sweep_settings_now(), ending_.stop(), [&](const outcome& one) {
          count(so_far, one);
          progress_.show(render_progress(record_.host, so_far));
        });
    const auto counts = count_removed(record_.outcomes);
    end(fmt::format("{} of {} removed, {} claimed{}", so_far.removed, so_far.planned, format_bytes(counts.claimed),
                    record_.goal ? "; " + standing_of(*record_.goal) : ""));
    if (ending_.stop().thrown()) record_.failure = ending_.as_error(step_);
  }

  sweep_settings sweep_settings_now() {
    sweep_settings how;
    if (record_.goal) {
      how.goal = &*record_.goal;
      how.measure = measure_by_shell(*way_, *record_.before);
    }
    return how;
  }

  static void count(sweep_progress& so_far, const outcome& one) {
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

  task<void> look_at_the_result() {
    if (ending_.stop().thrown() || record_.failure || how_.dry == dry_run::yes) co_return;
    const auto as_one = [](task<void> work) -> task<std::monostate> {
      co_await std::move(work);
      co_return std::monostate{};
    };
    co_await together(as_one(wait_for_services()), as_one(remember()));
  }

  task<void> remember() {
    if (record_.busy) co_return;  // whoever is at work there writes it
    if (auto note = co_await keep_ledger(*way_, *record_.before, record_.outcomes); !note.empty())
      record_.notes.push_back(std::move(note));
  }

  // After a sweep, or when nothing was to be removed: a deploy may still be starting, so that what is not healthy is asked again.
  task<void> wait_for_services() {
    begin("health");
    const bool swept = !record_.outcomes.empty();
    if (swept || !health_.all_healthy_before()) {
      co_await health_.ask_after(*way_, swept ? health_book::again::all : health_book::again::unhealthy_only, how_.health_timeout,
                                 ending_.stop());
    }
    if (swept) co_await read_the_lists_again();
    const auto* after = record_.after ? &record_.after->containers : nullptr;
    record_.health = health_.report(&record_.before->containers, after);
    co_await add_log_tails(*record_.health, way_->engine(), how_.services,
                           after != nullptr ? *after : record_.before->containers);
    end(fmt::format("services and containers are {}", name(record_.health->overall)));
  }

  // After the waiting, so that a container that ended meanwhile is seen.
  task<void> read_the_lists_again() {
    auto again = co_await take_survey_again(way_->engine(), way_->shell(), *record_.before, way_->until());
    if (again) {
      record_.after = std::move(*again);
      record_.discrepancies = audit(*record_.before, *record_.after, record_.outcomes);
      look_at_the_room_again();
    } else {
      record_.failure = again.error();
    }
  }

  // What came late counts as well; what somebody wrote since does not undo that there was room.
  void look_at_the_room_again() {
    if (!record_.goal || record_.after->host.disks.empty()) return;
    auto& page = *record_.goal;
    page.disk = record_.after->host.disks.front();
    page.reached = page.reached || is_reached(page.goal, *page.disk);
  }

  task<void> check_services() {
    begin("health");
    if (const auto spoken = co_await way_->engine().negotiate(); !spoken) {
      fail(spoken.error());
      co_return;
    }
    co_await health_.ask_after(*way_, health_book::again::all, how_.health_timeout, ending_.stop());
    record_.health = health_.report(nullptr, nullptr);
    end(fmt::format("services are {}", name(record_.health->overall)));
  }

  task<void> examine() {
    begin("engine");
    if (const auto spoken = co_await way_->engine().negotiate(); !spoken) {
      fail(spoken.error());
      co_return;
    }
    const auto facts = co_await way_->engine().facts();
    if (!facts) {
      fail(facts.error());
      co_return;
    }
    end(fmt::format("Docker {} (API {}), {} storage in {}", facts->version, facts->api_version, facts->storage_driver,
                    visible(facts->root_dir)));
  }

  void begin(std::string step) {
    step_ = std::move(step);
    started_ = clock::now();
  }
  void end(std::string saw) { note_step(step_, std::move(saw), since(started_)); }

  bool fail(error why) {
    if (why.step.empty()) why.step = step_;
    record_.steps.push_back({.name = why.step, .saw = why.seen, .took = since(started_), .ok = false});
    record_.failure = std::move(why);
    return false;
  }

  void note_step(std::string step, std::string saw, span took) {
    progress_.say(fmt::format("{}: {}: {} ({})", record_.host, step, visible(saw, 1000), format_span(took)));
    record_.steps.push_back({.name = std::move(step), .saw = std::move(saw), .took = took});
  }

  host_record& record_;
  host_order order_;
  const settings& how_;
  interruptions& ending_;
  progress_line& progress_;
  std::unique_ptr<host_way> way_;
  health_book health_;
  host_lock lock_;
  host_lock::state locked_ = host_lock::state::unknown;
  policy rules_;
  std::string step_;
  std::string reached_ = "the engine of this machine";  // or as whom, with which key
  clock::time_point started_ = clock::now();
};

}  // namespace

task<void> run_host(host_record& record, host_order order, const settings& how, interruptions& ending, progress_line& progress) {
  const auto started = clock::now();
  record.host = label(order.where);
  {
    host_run run(record, std::move(order), how, ending, progress);
    try {
      co_await run.go();
      co_await run.leave();
    } catch (const std::exception& broken) {
      record.failure = error{.code = exit_code::bug,
                             .step = run.step(),
                             .seen = fmt::format("dropsweep failed on {} during {}: a bug of ours.", record.host, run.step()),
                             .theirs = foreign(broken.what()),
                             .advice = "Please report it with this log."};
    }
  }
  record.took = since(started);
  judge(record, how.command, how.dry);
}

}  // namespace dropsweep
