#include "app/still_working.hpp"

#include <boost/asio/steady_timer.hpp>

namespace dropsweep {

struct still_working::beat {
  asio::steady_timer timer;
  progress_line& progress;
  span pause;
  words now;
  bool ended = false;

  static void next(const std::shared_ptr<beat>& self) {
    self->timer.expires_after(self->pause);
    self->timer.async_wait([self](const boost::system::error_code& code) {
      if (code || self->ended) return;
      self->progress.show(self->now());
      next(self);
    });
  }
};

still_working::still_working(const asio::any_io_executor& executor, progress_line& progress, span pause, words now)
    : beat_(std::make_shared<beat>(asio::steady_timer(executor), progress, pause, std::move(now))) {
  beat::next(beat_);
}

still_working::~still_working() {
  beat_->ended = true;
  beat_->timer.cancel();
}

}  // namespace dropsweep
