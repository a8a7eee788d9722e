// The engine's connections, opened on demand. Looks are spread over them, removals share one; all are pipelined, so that a
// far-away engine is kept busy over few connections.
#pragma once

#include <optional>
#include <vector>

#include "engine/http_lane.hpp"

namespace dropsweep {

// How long the engine takes for an answer: others should not stand behind a slow one in the queue.
enum class pace { quick, slow, slowest };

struct lost_answer {
  error why;
  bool was_sent = false;
};

class http_lanes final : public lane_keeper, public std::enable_shared_from_this<http_lanes> {
 public:
  http_lanes(asio::any_io_executor executor, stream_opener open, engine_limits limits);
  ~http_lanes() override;

  using answer_reader = std::function<void(std::size_t index, result<http_response> answer)>;

  // A look is repeated once when its connection ended before any byte of the answer came.
  task<result<http_response>> get(std::string path, pace how = pace::quick);
  task<result<http_response>> get(std::string path, span within);
  // Many looks; each answer is handed over as it comes, in any order, so that not all of them are held at once, nor all requests:
  // at most so many are on their way. Ends after the last one. When one gets no answer at all, those not asked yet get none
  // either.
  static constexpr std::size_t looks_at_once = 2000;
  task<void> get_each(std::size_t count, std::function<std::string(std::size_t index)> path, answer_reader read);
  // A removal: never repeated once the engine may have read it. When a connection ends, those on it whose answers had not come
  // are lost; it is the caller who says how many are on their way at once. A quick one never goes behind a slow one: it waits for
  // a connection without.
  task<std::expected<http_response, lost_answer>> send_once(http_method method, std::string path, std::string body = {},
                                                            pace how = pace::slow);

  // A connection of its own, beside the others, for what is no request and answer.
  task<result<std::unique_ptr<byte_stream>>> open_apart() { return open_(after(limits_.answer_within)); }

  // Ends every connection; all that wait get this error.
  void give_up(const error& why);

  // There is no connection, and the last try to open one failed.
  bool cut_off() const noexcept { return lanes_.empty() && refused_.has_value(); }

  // Whatever is asked, everything else stands before it or behind it: by the limits, or because the other side refused another.
  bool has_just_one() const noexcept { return most_lanes_ == 1; }

  const engine_limits& limits() const noexcept { return limits_; }

 private:
  void opened(http_lane& lane) override;
  void could_not_open(http_lane& lane, error why) override;
  void answered(http_lane& lane, exchange_ptr asked, result<http_response> answer) override;
  void ended(http_lane& lane, exchange_ptr first, answer_failure why, std::deque<exchange_ptr> behind) override;

  task<result<http_response>> answer_to(exchange_ptr what);
  void ask(exchange_ptr what);
  void send_soon();
  void send_queued();
  void open_one();
  void forget(const http_lane& lane);
  void drop_idle_ones();
  http_lane* lane_for(const http_exchange& what) const;
  std::size_t being_opened() const;
  std::size_t idle_ones() const;

  asio::any_io_executor executor_;
  stream_opener open_;
  engine_limits limits_;
  std::shared_ptr<body_budget> budget_;
  std::vector<std::shared_ptr<http_lane>> lanes_;
  std::deque<exchange_ptr> queue_;  // what no lane has yet
  std::size_t most_lanes_;          // fewer than limits_.streams when the other side refused more
  std::optional<error> refused_;    // why the last opening failed when there was no other lane
  bool sending_soon_ = false;
};

}  // namespace dropsweep
