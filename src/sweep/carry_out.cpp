#include "sweep/carry_out.hpp"

#include <algorithm>
#include <map>
#include <ranges>
#include <variant>

#include "engine/engine.hpp"
#include "net/together.hpp"
#include "sweep/image_looks.hpp"
#include "sweep/image_names.hpp"
#include "sweep/removal_window.hpp"

namespace dropsweep {

namespace {

using done = std::monostate;

// One run through a plan. Outcomes stand in the plan's order from the start, so that whatever ends the run early leaves the truth
// in them.
class sweeper {
 public:
  sweeper(engine_reader& looking, plan& what, sweep_settings how, stop_switch& stop, outcome_listener& heard,
          asio::any_io_executor executor)
      : looking_(looking),
        deleting_(looking),
        how_(std::move(how)),
        stop_(stop),
        heard_(heard),
        window_(how_.at_once),
        images_(looking, executor),
        names_(
            deleting_, [this] { return over(); }, executor),
        one_ended_(executor, asio::steady_timer::time_point::max()) {
    for (auto& one : what.remove) {
      at_.emplace(one.id, outcomes_.size());
      outcomes_.push_back({.item = std::move(one)});
    }
    ended_.resize(outcomes_.size());
    if (how_.goal != nullptr) goal_.emplace(*how_.goal, how_.measure, stop);
  }

  // Items of one kind stand together in the plan; each kind is finished before the next begins.
  task<void> all_kinds() {
    for (auto first = outcomes_.begin(); first != outcomes_.end() && !over();) {
      const auto kind = first->item.kind;
      const auto last = std::find_if(first, outcomes_.end(), [&](const outcome& one) { return one.item.kind != kind; });
      co_await one_kind(kind, static_cast<std::size_t>(first - outcomes_.begin()),
                        static_cast<std::size_t>(last - outcomes_.begin()));
      first = last;
    }
    if (goal_ && !over()) co_await goal_->measure();
  }

  std::vector<outcome> take_outcomes() {
    const bool enough = goal_ && how_.goal->reached;
    for (auto& one : outcomes_) {
      if (enough && one.fate == fate::not_started) one.fate = fate::not_needed;
    }
    return std::move(outcomes_);
  }

 private:
  bool over() const { return stop_.thrown() || lost_ || looking_.cut_off() || (goal_ && goal_->ends_the_sweep()); }

  task<done> one_kind(object_kind kind, std::size_t first, std::size_t last) {
    if (kind == object_kind::build_cache) co_await look_at_all_cache();
    next_ = first;
    std::vector<task<done>> workers;
    for (std::size_t i = 0; i < std::min<std::size_t>(how_.at_once, last - first); ++i) workers.push_back(work_until(last));
    co_await all_of(std::move(workers));
    co_return done{};
  }

  task<done> look_at_all_cache() {
    auto records = co_await looking_.cache_now();
    if (!records) {
      cache_unseen_ = records.error();
      co_return done{};
    }
    for (auto& record : *records) cache_.emplace(record.id, std::move(record));
    co_return done{};
  }

  task<done> work_until(std::size_t last) {
    while (next_ < last && !over()) {
      const auto claim = outcomes_[next_].item.size;
      if (goal_ && goal_->should_measure(claim)) {
        co_await goal_->measure();
        one_ended_.cancel();
        continue;
      }
      if (!window_.has_room() || (goal_ && !goal_->has_room(claim))) {
        co_await one_more_ended();
        continue;
      }
      const removal_window::place taken(window_);
      const auto index = next_++;
      if (goal_) goal_->began(claim);
      co_await those_before(outcomes_[index].item);
      if (!over()) co_await one_item(index, last);
      if (goal_) goal_->ended(claim, claim_of(outcomes_[index]));
      ended_[index] = true;
      one_ended_.cancel();
    }
    co_return done{};
  }

  task<void> one_more_ended() { (void)co_await one_ended_.async_wait(asio::as_tuple(asio::use_awaitable)); }

  // They stand earlier in the plan, so another worker has them in hand already: this cannot wait for ever.
  task<done> those_before(const item& what) {
    const auto open = [this](const object_id& id) {
      const auto found = at_.find(id);
      return found != at_.end() && !ended_[found->second];
    };
    while (!over() && std::ranges::any_of(what.after, open)) co_await one_more_ended();
    co_return done{};
  }

  task<done> one_item(std::size_t index, std::size_t last) {
    const item what = outcomes_[index].item;
    outcome& page = outcomes_[index];
    const auto seen = co_await look_at(index, last);
    if (looking_.cut_off()) co_return done{};  // nothing could be seen: it was not begun
    if (seen.keep) {
      page = *seen.keep;
    } else {
      co_await remove(page, seen.references);
      if (page.fate == fate::not_started) co_return done{};  // it was over before anything was asked
    }
    lost_ = lost_ || page.fate == fate::unknown;
    heard_(page);
    co_return done{};
  }

  task<look> look_at(std::size_t index, std::size_t last) {
    const item what = outcomes_[index].item;
    if (what.kind == object_kind::image) co_return co_await images_.look_at(what, [&] { return ids_of(index, last); });
    if (what.kind != object_kind::build_cache || !cache_unseen_) co_return co_await look_again(looking_, what, cache_);
    co_return look{
        .keep = outcome{.item = what,
                        .fate = fate::failed,
                        .engine_words = cache_unseen_->theirs,
                        .detail = "not removed: the build cache could not be looked at just before: " + cache_unseen_->seen}};
  }

  std::vector<object_id> ids_of(std::size_t first, std::size_t last) const {
    std::vector<object_id> ids;
    for (auto i = first; i < last; ++i) ids.push_back(outcomes_[i].item.id);
    return ids;
  }

  task<done> remove(outcome& page, const std::vector<foreign>& references_first) {
    const item what = page.item;
    if (over()) co_return done{};
    if (!references_first.empty()) {
      if (!co_await names_.take_away(page, references_first)) co_return done{};
    }
    co_await names_.turn_of_an_id();
    if (over() && page.fate == fate::not_started) co_return done{};
    const image_names::place taken(names_);
    page.fate = fate::unknown;  // until the engine's answer says otherwise
    const auto asked = std::chrono::steady_clock::now();
    auto answer = co_await ask_to_remove(what);
    window_.answered(std::chrono::duration_cast<span>(std::chrono::steady_clock::now() - asked));
    page.fate = answer.fate;
    page.engine_words = std::move(answer.engine_words);
    page.reclaimed = answer.reclaimed;
    if (page.fate == fate::kept_changed) page.detail = gone_already;
    co_return done{};
  }

  task<removal> ask_to_remove(item what) {
    switch (what.kind) {
      case object_kind::container: co_return co_await deleting_.remove_container(what.id);
      case object_kind::image: co_return co_await deleting_.remove_image(what.id);
      case object_kind::volume: co_return co_await deleting_.remove_volume(what.id);
      case object_kind::network: co_return co_await deleting_.remove_network(what.id);
      case object_kind::build_cache: co_return co_await remove_cache_record(what.id);
    }
    co_return removal{};
  }

  // BuildKit passes over a record that another prune beside this one, or a look at the disk usage, holds for a moment (seen
  // on 26.1, with several removals in flight, about once in fifty): asked again a little later it goes. A record that a build
  // holds is still held then.
  task<removal> remove_cache_record(object_id id) {
    auto answer = co_await deleting_.remove_cache_record(id);
    for (auto pause = std::chrono::milliseconds{50};
         answer.fate == fate::kept_in_use && pause < std::chrono::milliseconds{500} && !over(); pause *= 2) {
      asio::steady_timer timer(co_await asio::this_coro::executor, pause);
      co_await timer.async_wait(asio::use_awaitable);
      answer = co_await deleting_.remove_cache_record(id);
    }
    co_return answer;
  }

  engine_reader& looking_;
  engine deleting_;
  sweep_settings how_;
  stop_switch& stop_;
  outcome_listener& heard_;
  removal_window window_;
  std::optional<goal_watch> goal_;
  image_looks images_;
  image_names names_;
  asio::steady_timer one_ended_;
  std::vector<outcome> outcomes_;
  std::vector<bool> ended_;
  std::map<object_id, std::size_t> at_;
  cache_by_id cache_;
  std::optional<error> cache_unseen_;
  std::size_t next_ = 0;
  bool lost_ = false;  // an answer never came: nothing more is asked of this engine
};

}  // namespace

task<std::vector<outcome>> carry_out(engine_reader& looking, plan what, sweep_settings how, stop_switch& stop,
                                     outcome_listener heard) {
  const auto patience = how.patience_after_stop;
  sweeper work(looking, what, std::move(how), stop, heard, co_await asio::this_coro::executor);
  co_await unless_stopped(work.all_kinds(), stop, patience);
  co_return work.take_outcomes();
}

}  // namespace dropsweep
