#include "engine/http_lane.hpp"

#include <algorithm>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>

namespace dropsweep {

// Never at once: who starts it finishes first, so that all that is sent in one go leaves in one write, and nobody hears of a lane
// that he is still about to wait for.
void http_lane::start(task<void> work) {
  asio::post(executor_, [executor = executor_, work = std::move(work)]() mutable {
    asio::co_spawn(executor, std::move(work), [](std::exception_ptr thrown) {
      if (thrown) std::rethrow_exception(thrown);  // a broken promise of ours: out of the event loop with it
    });
  });
}

void http_lane::open(stream_opener opener, span within) { start(connect(shared_from_this(), std::move(opener), within)); }

void http_lane::send(exchange_ptr asked) {
  asked->sent = true;
  unsent_ += asked->serialised();
  load_ += asked->weight;
  waiting_.push_back(std::move(asked));
  if (!std::exchange(writing_, true)) start(write_all(shared_from_this()));
  if (!std::exchange(reading_, true)) start(read_all(shared_from_this()));
}

void http_lane::close() noexcept {
  closed_ = true;
  if (stream_) stream_->close();
}

std::deque<exchange_ptr> http_lane::close_and_hand_back() {
  close();
  return std::exchange(waiting_, {});
}

task<void> http_lane::connect(std::shared_ptr<http_lane> self, stream_opener opener, span within) {
  auto stream = co_await opener(after(within));
  if (self->closed_) {
    if (stream) (*stream)->close();
    co_return;
  }
  const auto keeper = self->keeper_.lock();
  if (!keeper) co_return;
  if (!stream) {
    keeper->could_not_open(*self, std::move(stream.error()));
  } else {
    self->stream_ = std::move(*stream);
    keeper->opened(*self);
  }
}

task<void> http_lane::write_all(std::shared_ptr<http_lane> self) {
  while (!self->unsent_.empty() && !self->closed_) {
    const std::string now = std::exchange(self->unsent_, {});
    auto [code, size] = co_await asio::async_write(*self->stream_, asio::buffer(now), asio::as_tuple(asio::use_awaitable));
    // The reader sees the end too, and perhaps an answer that says why.
    if (code) self->unsent_.clear();
  }
  self->writing_ = false;
}

task<void> http_lane::read_all(std::shared_ptr<http_lane> self) {
  while (!self->waiting_.empty() && !self->closed_) {
    const auto within = self->waiting_.front()->within;
    auto answer = co_await read_answer(*self->stream_, self->buffer_, self->limits_, within);
    if (self->closed_) co_return;
    if (!answer) co_return self->end(std::move(answer.error()), true);

    auto asked = std::move(self->waiting_.front());
    self->waiting_.pop_front();
    self->load_ -= asked->weight;
    if (answer->last) self->close();  // before the keeper is told, who might send more
    if (const auto keeper = self->keeper_.lock()) keeper->answered(*self, std::move(asked), std::move(answer->response));
    if (answer->last)
      co_return self->end({.what = "the engine closed the connection", .theirs = {}, .nothing_came = true}, false);
  }
  self->reading_ = false;
}

bool http_lane::holds_slow_removals() const {
  return std::ranges::any_of(waiting_, [](const exchange_ptr& one) { return one->is_slow_removal(); });
}

void http_lane::end(answer_failure why, bool first_was_due) {
  close();
  exchange_ptr first;
  if (first_was_due && !waiting_.empty()) {
    first = std::move(waiting_.front());
    waiting_.pop_front();
  }
  if (const auto keeper = keeper_.lock()) keeper->ended(*this, std::move(first), std::move(why), std::exchange(waiting_, {}));
}

}  // namespace dropsweep
