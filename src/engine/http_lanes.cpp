#include "engine/http_lanes.hpp"

#include <algorithm>
#include <boost/asio/post.hpp>

namespace dropsweep {

http_lanes::http_lanes(asio::any_io_executor executor, stream_opener open, engine_limits limits)
    : executor_(executor),
      open_(std::move(open)),
      limits_(limits),
      budget_(std::make_shared<body_budget>(limits.body_most + limits.body_most / 2)),
      most_lanes_(std::max(1u, limits.streams)) {}

http_lanes::~http_lanes() {
  for (const auto& lane : lanes_) lane->close();
}

void http_lanes::ask(exchange_ptr what) {
  queue_.push_back(std::move(what));
  send_soon();
}

// Later in the same turn of the event loop: what is asked together then is spread and written together.
void http_lanes::send_soon() {
  if (std::exchange(sending_soon_, true)) return;
  asio::post(executor_, [self = weak_from_this()] {
    if (const auto lanes = self.lock()) {
      lanes->sending_soon_ = false;
      lanes->send_queued();
    }
  });
}

void http_lanes::send_queued() {
  // Who asked was cancelled: a removal must not go out any more, a look need not.
  std::erase_if(queue_, [](const exchange_ptr& one) { return one->taker.expired(); });
  auto coming = idle_ones() + being_opened();
  while (coming < queue_.size() && lanes_.size() < most_lanes_) {
    open_one();
    ++coming;
  }
  // Slow ones last: on a lane that is shared they hold up whatever comes behind them.
  std::ranges::stable_sort(queue_, {}, [](const exchange_ptr& one) { return one->weight; });
  std::erase_if(queue_, [&](const exchange_ptr& one) {
    auto* lane = lane_for(*one);
    if (lane != nullptr) lane->send(one);
    return lane != nullptr;
  });
}

void http_lanes::open_one() {
  refused_.reset();
  const auto lane = std::make_shared<http_lane>(executor_, weak_from_this(), answer_limits{limits_.body_most, budget_});
  lanes_.push_back(lane);
  lane->open(open_, limits_.answer_within);
}

void http_lanes::forget(const http_lane& lane) {
  std::erase_if(lanes_, [&](const auto& mine) { return mine.get() == &lane; });
}

// An engine that ended took all its connections with it. One that stood idle would be found out only by the next look that it
// loses.
void http_lanes::drop_idle_ones() {
  std::erase_if(lanes_, [](const auto& lane) {
    const bool idle = lane->is_open() && lane->is_idle();
    if (idle) lane->close();
    return idle;
  });
}

// Removals go one behind the other on the first open connection: side by side they only stand in each other's way (an engine 26.1
// with overlay2 took 2.5 s for 150 images asked one after the other, 3.3 s over two connections, 10.6 s over four). Looks and
// quick removals go where least is waiting, the latter not behind a slow one: what they were allowed by may not be true for so
// long.
http_lane* http_lanes::lane_for(const http_exchange& what) const {
  http_lane* best = nullptr;
  for (const auto& lane : lanes_) {
    if (!lane->is_open()) continue;
    if (what.is_slow_removal()) return lane.get();
    if (!what.is_idempotent() && lane->holds_slow_removals()) continue;
    if (best == nullptr || lane->load() < best->load()) best = lane.get();
  }
  return best;
}

std::size_t http_lanes::idle_ones() const {
  return static_cast<std::size_t>(
      std::ranges::count_if(lanes_, [](const auto& lane) { return lane->is_open() && lane->is_idle(); }));
}

std::size_t http_lanes::being_opened() const {
  return static_cast<std::size_t>(std::ranges::count_if(lanes_, [](const auto& lane) { return !lane->is_open(); }));
}

void http_lanes::opened(http_lane&) { send_soon(); }

void http_lanes::could_not_open(http_lane& lane, error why) {
  forget(lane);
  if (!lanes_.empty()) {
    most_lanes_ = lanes_.size();  // a server with a limit of its own (MaxSessions): what there is must do
  } else {
    refused_ = std::move(why);
    for (auto& unasked : std::exchange(queue_, {})) {
      if (const auto taker = unasked->taker.lock()) taker->take(unasked->index, std::unexpected(*refused_));
    }
  }
}

void http_lanes::answered(http_lane&, exchange_ptr asked, result<http_response> answer) {
  if (const auto taker = asked->taker.lock()) taker->take(asked->index, std::move(answer));
  if (!queue_.empty()) send_soon();
}

void http_lanes::ended(http_lane& lane, exchange_ptr first, answer_failure why, std::deque<exchange_ptr> behind) {
  forget(lane);
  const auto fail = [&](const http_exchange& asked, const answer_failure& how) {
    if (const auto taker = asked.taker.lock())
      taker->take(asked.index, std::unexpected(engine_error(asked, how.what, how.theirs)));
  };
  const auto again = [&](exchange_ptr asked) {
    if (!asked->is_idempotent() || std::exchange(asked->repeated, true)) return fail(*asked, why);
    queue_.push_back(std::move(asked));
  };
  // Those behind an answer with `Connection: close` were not looked at by the engine (RFC 9112, section 9.6), removals among
  // them: asking again is no second try.
  const bool orderly = first == nullptr;
  answer_failure unheard{.what = "the connection ended before its answer came", .theirs = {}, .nothing_came = true};
  if (first) {
    drop_idle_ones();
    // Which of them is heard of first is chance, and it is the reason that helps.
    if (!why.nothing_came) unheard.what += fmt::format(" ({}: {})", first->name(), why.what);
    why.nothing_came ? again(std::move(first)) : fail(*first, why);
  }
  why = std::move(unheard);
  for (auto& asked : behind) {
    if (!orderly) {
      again(std::move(asked));
    } else {
      asked->sent = asked->repeated = false;
      queue_.push_back(std::move(asked));
    }
  }
  if (!queue_.empty()) send_soon();
}

void http_lanes::give_up(const error& why) {
  const auto lanes = std::exchange(lanes_, {});
  std::deque<exchange_ptr> all = std::exchange(queue_, {});
  for (const auto& lane : lanes) {
    for (auto& asked : lane->close_and_hand_back()) all.push_back(std::move(asked));
  }
  for (const auto& asked : all) {
    if (const auto taker = asked->taker.lock()) taker->take(asked->index, std::unexpected(why));
  }
}

}  // namespace dropsweep
