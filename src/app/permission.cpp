#include "app/permission.hpp"

#include <boost/asio/steady_timer.hpp>

#include "app/rest_of_the_run.hpp"
#include "plan/busy.hpp"
#include "plan/sightings.hpp"
#include "survey/take_survey.hpp"

namespace dropsweep {

namespace {

using namespace std::chrono_literals;

constexpr span look_every = 2s, tell_every = 20s;
constexpr span answer_within = 20s;
constexpr std::size_t answer_most = 4096;
constexpr std::size_t signs_told = 3;

std::string_view word(std::string_view& text) {
  const auto end = std::min(text.find(' '), text.size());
  const auto first = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return first;
}

std::string told(const std::vector<std::string>& signs) {
  std::string all;
  for (std::size_t i = 0; i < std::min(signs.size(), signs_told); ++i) all += (i == 0 ? "" : "; ") + signs[i];
  if (signs.size() > signs_told) all += fmt::format("; and {} more", signs.size() - signs_told);
  return all;
}

}  // namespace

task<host_lock::state> host_lock::take(host_way& way, const std::string& owner) {
  const auto now = std::chrono::time_point_cast<span>(std::chrono::system_clock::now());
  const auto request =
      fmt::format("lock {} {} {}, since {}", rest_of_the_run(way.until()).count(), way.socket_path(), owner, format_instant(now));
  const auto answer = co_await way.shell().ask(request, "", answer_most, after(answer_within));
  if (!answer) {
    words_ = answer.error().detail;
    co_return state::unknown;
  }
  std::string_view rest(*answer);
  if (rest.ends_with('\n')) rest.remove_suffix(1);
  const bool ours = word(rest) == "lock";
  const auto what = ours ? word(rest) : std::string_view();
  words_ = visible(rest, 300);
  if (what == "held") co_return state::held;
  if (what == "taken") co_return state::taken;
  if (words_.empty()) words_ = "the host's shell gave no answer";
  co_return state::unknown;
}

task<result<permission>> ask_for_permission(permission_asker asker, host_lock& lock, host_lock::state& locked) {
  permission given;
  const auto lock_until = after(asker.how.lock_timeout), quiet_until = after(asker.how.busy.patience);
  auto tell_at = std::chrono::steady_clock::now();
  const auto pause = [&](const std::string& why) -> task<void> {
    if (std::chrono::steady_clock::now() >= tell_at) {
      asker.waiting(why);
      tell_at = after(tell_every);
    }
    asio::steady_timer timer(co_await asio::this_coro::executor, look_every);
    co_await timer.async_wait(asio::use_awaitable);
    given.waited = true;
  };
  const auto over = [](deadline until) { return std::chrono::steady_clock::now() + look_every > until; };

  std::string who;
  while (locked == host_lock::state::taken) {
    who = lock.words().empty() ? std::string("another run") : lock.words();
    if (over(lock_until)) {
      given.why_not =
          fmt::format("another sweep of this host is at work: {} (lock-timeout {})", who, format_span(asker.how.lock_timeout));
      co_return given;
    }
    co_await pause("another sweep of this host is at work: " + who);
    locked = co_await lock.take(asker.way, asker.how.owner);
  }
  // Somebody had it a moment ago: that it cannot be asked for any more is no permission.
  if (!who.empty() && locked == host_lock::state::unknown) {
    given.why_not =
        fmt::format("another sweep of this host was at work: {}, and whether it still is is unknown: {}", who, lock.words());
    co_return given;
  }

  for (;;) {
    if (given.waited || asker.out_of_date) {
      // What was in use a moment ago is no volume that nobody uses, though the next look may fall between two of its containers.
      note_sightings(asker.seen);
      auto again = co_await take_survey_again(asker.way.engine(), asker.way.shell(), asker.seen, asker.way.until());
      if (!again) co_return std::unexpected(std::move(again.error()));
      asker.seen = std::move(*again);
    }
    const auto signs = signs_of_work(asker.seen, asker.how.policy);
    given.granted = signs.empty() || asker.how.busy.then == when_busy::narrow;
    given.narrow = !signs.empty() && given.granted;
    if (given.granted) co_return given;
    if (asker.how.busy.then == when_busy::skip || over(quiet_until)) {
      given.why_not = fmt::format("somebody works on this host: {} (when-busy: {})", told(signs), asker.how.busy.as_given);
      co_return given;
    }
    co_await pause("somebody works on this host: " + told(signs));
  }
}

}  // namespace dropsweep
