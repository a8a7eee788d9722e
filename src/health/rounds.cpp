#include "health/rounds.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/asio/steady_timer.hpp>

#include "health/verdict.hpp"
#include "net/together.hpp"

namespace dropsweep {

namespace {

using clock = std::chrono::steady_clock;
using places = std::vector<std::size_t>;  // of services, in their list

constexpr span stop_is_noticed_within = std::chrono::milliseconds{200};

// Lives in ask_until_healthy's frame, which waits for everyone who refers to it.
struct asking {
  const std::vector<service>& services;
  const ways_to_ask& ways;
  span patience;
  onlooker watching;
  std::vector<answered> answers;

  bool is_stopped() const { return watching.stopped && watching.stopped(); }
  void count() const {
    if (watching.counts)
      watching.counts(static_cast<std::size_t>(
          std::ranges::count_if(answers, [](const answered& one) { return one.seen && one.seen->healthy; })));
  }
  bool is_out_of_reach(const service& one) const { return ways.out_of_reach && ways.out_of_reach(one); }
};

struct finished {};  // what a task of all_of must have: a value

// Each service on its own, so that a slow one delays no other; containers together, because one reading of the engine tells of
// all.
std::vector<places> group(const std::vector<service>& services) {
  std::vector<places> groups;
  places containers;
  for (std::size_t i = 0; i < services.size(); ++i) {
    if (services[i].how == service::scheme::container) {
      containers.push_back(i);
    } else {
      groups.push_back({i});
    }
  }
  if (!containers.empty()) groups.push_back(std::move(containers));
  return groups;
}

task<std::vector<observation>> look_at_all(const asking& all, const places& open) {
  const auto started = clock::now();
  std::vector<observation> seen;
  std::string failure;
  try {
    auto containers = co_await all.ways.containers();
    if (containers) {
      for (const auto at : open) seen.push_back(look_at(all.services[at], *containers));
    } else {
      failure = one_line(containers.error());
    }
  } catch (const std::exception& broken) {
    failure = visible(broken.what());
  }
  if (seen.empty())
    seen.assign(open.size(), {.saw = fmt::format("the containers could not be listed: {}", failure), .not_asked = true});
  const auto took = std::chrono::duration_cast<span>(clock::now() - started);
  for (auto& one : seen) one.took = took;
  co_return seen;
}

task<std::vector<observation>> ask_these(const asking& all, const places& open) {
  const auto& first = all.services[open.front()];
  if (first.how == service::scheme::container) co_return co_await look_at_all(all, open);
  std::vector<observation> seen;
  seen.push_back(co_await ask(first, all.ways.way_for(first), all.ways.tls));
  co_return seen;
}

// In slices, so that a stop is noticed. True: slept to the end.
task<bool> sleep(const asking& all, span length) {
  asio::steady_timer timer(co_await asio::this_coro::executor);
  for (const auto until = clock::now() + length; clock::now() < until;) {
    if (all.is_stopped()) co_return false;
    timer.expires_at(earlier(until, after(stop_is_noticed_within)));
    const auto [code] = co_await timer.async_wait(asio::as_tuple(asio::use_awaitable));
    if (code) co_return false;
  }
  co_return !all.is_stopped();
}

task<finished> keep_asking(asking& all, places open) {
  const auto first = clock::now();
  for (unsigned tries = 1;; ++tries) {
    const auto seen = co_await ask_these(all, open);
    // A question that was cut off says nothing about its service, and neither does one that could not get there.
    const bool cancelled = (co_await asio::this_coro::cancellation_state).cancelled() != asio::cancellation_type::none;
    const bool cut_off = cancelled || all.is_out_of_reach(all.services[open.front()]);
    places still_open;
    for (std::size_t i = 0; i < open.size(); ++i) {
      auto& answer = all.answers[open[i]];
      if (cut_off && !seen[i].healthy) continue;
      answer = {.seen = seen[i], .tries = tries};
      if (!seen[i].healthy) still_open.push_back(open[i]);
    }
    open = std::move(still_open);
    all.count();
    if (open.empty()) co_return finished{};
    const auto wait = wait_before_next(tries, std::chrono::duration_cast<span>(clock::now() - first), all.patience);
    if (!wait) co_return finished{};
    if (!co_await sleep(all, *wait)) co_return finished{};
  }
}

}  // namespace

task<std::vector<answered>> ask_until_healthy(const std::vector<service>& services, const ways_to_ask& ways, span patience,
                                              onlooker watching) {
  asking all{services, ways, patience, std::move(watching), std::vector<answered>(services.size())};
  std::vector<task<finished>> asked;
  if (!all.is_stopped()) {
    for (auto& places_of_one : group(services)) asked.push_back(keep_asking(all, std::move(places_of_one)));
  }
  try {
    (void)co_await all_of(std::move(asked));
  } catch (const std::exception&) {
    // Cancelled: what was seen so far is the result.
  }
  co_return std::move(all.answers);
}

task<std::vector<std::optional<observation>>> ask_once(const std::vector<service>& services, const ways_to_ask& ways) {
  auto answers = co_await ask_until_healthy(services, ways, span{0});
  std::vector<std::optional<observation>> seen;
  seen.reserve(answers.size());
  for (auto& one : answers) seen.push_back(std::move(one.seen));
  co_return seen;
}

}  // namespace dropsweep
