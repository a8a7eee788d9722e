// "Something changed": everyone who waits looks again. The condition variable of coroutines on one thread.
#pragma once

#include <boost/asio/steady_timer.hpp>

#include "net/deadline.hpp"

namespace dropsweep {

class wake_up {
 public:
  explicit wake_up(const asio::any_io_executor& executor) : never_(executor, deadline::max()) {}

  // Until the next `all()`. Check, wait and check again: nothing is lost in between, because nothing else runs in between.
  // A waiter that is cancelled returns as well, and its next co_await throws.
  task<void> wait() { co_await never_.async_wait(asio::as_tuple(asio::use_awaitable)); }

  void all() noexcept { never_.cancel(); }

 private:
  asio::steady_timer never_;
};

// First come, first served, for coroutines that are never cancelled while they wait or hold a turn.
class turn_queue {
 public:
  explicit turn_queue(const asio::any_io_executor& executor) : moved_on_(executor) {}

  class turn {
   public:
    explicit turn(turn_queue& queue) : queue_(&queue) {}
    turn(turn&& other) noexcept : queue_(std::exchange(other.queue_, nullptr)) {}
    turn& operator=(turn&&) = delete;
    ~turn() {
      if (queue_ == nullptr) return;
      ++queue_->serving_;
      queue_->moved_on_.all();
    }

   private:
    turn_queue* queue_;
  };

  task<turn> take() {
    const auto mine = next_++;
    while (serving_ != mine) co_await moved_on_.wait();
    co_return turn(*this);
  }

 private:
  wake_up moved_on_;
  std::uint64_t next_ = 0, serving_ = 0;
};

}  // namespace dropsweep
