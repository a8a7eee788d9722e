#include "sweep/goal_watch.hpp"

#include <boost/asio/steady_timer.hpp>

namespace dropsweep {

namespace {

// Both containerd's store and overlay2 were seen to give space back before they answer (26.1, 28.5); Btrfs and XFS count it when
// they come to it.
constexpr span look_again_after = std::chrono::milliseconds{250}, late_at_most = std::chrono::seconds{2};

}  // namespace

task<void> goal_watch::measure() {
  measuring_ = true;
  co_await measure_once();
  for (span waited{}; pace_.may_come_late() && !ends_the_sweep() && !stop_.thrown(); waited += look_again_after) {
    if (waited >= late_at_most) {
      pace_.waited_in_vain();
      break;
    }
    asio::steady_timer timer(co_await asio::this_coro::executor, look_again_after);
    co_await timer.async_wait(asio::use_awaitable);
    co_await measure_once();
  }
  measuring_ = false;
}

task<void> goal_watch::measure_once() {
  pace_.asked();
  const auto now = co_await measure_();
  if (!now) {
    if (!stop_.thrown()) page_.unmeasured = now.error().detail;
    co_return;
  }
  pace_.measured(*now);
  page_.disk = *now;
  page_.reached = pace_.reached();
}

}  // namespace dropsweep
