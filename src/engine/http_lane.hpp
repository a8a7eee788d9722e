// One keep-alive connection to the engine. Requests are written without waiting for the answers of those before them (pipelined):
// what a far-away engine costs is one round trip and not one for each request. Answers come in the order of the requests.
//
// It has no coroutine while it is idle, so that a lane that nobody uses needs no ending.
#pragma once

#include <deque>

#include "engine/engine_limits.hpp"
#include "engine/read_answer.hpp"

namespace dropsweep {

using exchange_ptr = std::shared_ptr<http_exchange>;

class http_lane;

// What a lane tells its owner. Every exchange that was given to a lane ends in exactly one call that hands it back.
class lane_keeper {
 public:
  virtual ~lane_keeper() = default;
  virtual void opened(http_lane& lane) = 0;
  virtual void could_not_open(http_lane& lane, error why) = 0;
  virtual void answered(http_lane& lane, exchange_ptr asked, result<http_response> answer) = 0;
  // The lane ended. `first`: the one whose answer was due, with what is wrong (null when nothing was due); `behind` were never
  // answered.
  virtual void ended(http_lane& lane, exchange_ptr first, answer_failure why, std::deque<exchange_ptr> behind) = 0;
};

class http_lane : public std::enable_shared_from_this<http_lane> {
 public:
  http_lane(asio::any_io_executor executor, std::weak_ptr<lane_keeper> keeper, answer_limits limits)
      : executor_(std::move(executor)), keeper_(std::move(keeper)), limits_(std::move(limits)) {}

  void open(stream_opener opener, span within);
  void send(exchange_ptr asked);  // when it is open
  void close() noexcept;          // nobody is told of anything after it
  std::deque<exchange_ptr> close_and_hand_back();

  bool is_open() const noexcept { return stream_ != nullptr && !closed_; }
  bool is_idle() const noexcept { return waiting_.empty(); }
  unsigned load() const noexcept { return load_; }  // sum of the weights of what is waiting
  bool holds_slow_removals() const;

 private:
  // All three hold the lane by themselves while they run.
  static task<void> connect(std::shared_ptr<http_lane> self, stream_opener opener, span within);
  static task<void> read_all(std::shared_ptr<http_lane> self);
  static task<void> write_all(std::shared_ptr<http_lane> self);
  void start(task<void> work);
  void end(answer_failure why, bool first_was_due);

  asio::any_io_executor executor_;
  std::weak_ptr<lane_keeper> keeper_;
  answer_limits limits_;
  std::unique_ptr<byte_stream> stream_;
  beast::flat_buffer buffer_{engine_unread_most};
  std::deque<exchange_ptr> waiting_;  // sent or about to be; the first one's answer comes next
  std::string unsent_;
  unsigned load_ = 0;
  bool reading_ = false, writing_ = false, closed_ = false;
};

}  // namespace dropsweep
