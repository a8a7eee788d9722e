// The engine's connections, opened on demand. Looks are spread over them and pipelined; a removal has one for itself.
#pragma once

#include <boost/asio/steady_timer.hpp>
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
  // Many looks; each answer is handed over as it comes, in any order, so that not all of them are held at once. Ends after the
  // last one.
  task<void> get_each(std::vector<std::string> paths, answer_reader read);
  // A removal: alone on its connection and never repeated, so that exactly it is unknown when the connection ends.
  task<std::expected<http_response, lost_answer>> send_alone(http_method method, std::string path);

  // Ends every connection; all that wait get this error.
  void give_up(const error& why);

  const engine_limits& limits() const noexcept { return limits_; }

 private:
  void opened(http_lane& lane) override;
  void could_not_open(http_lane& lane, error why) override;
  void answered(http_lane& lane, exchange_ptr asked, result<http_response> answer) override;
  void ended(http_lane& lane, exchange_ptr first, answer_failure why, std::deque<exchange_ptr> behind) override;

  task<result<http_response>> get_one(http_exchange what);
  task<result<http_lane*>> take_one();
  void ask(exchange_ptr what);
  void send_soon();
  void send_queued();
  void open_one();
  void forget(const http_lane& lane);
  http_lane* least_loaded() const;
  http_lane* free_one() const;
  static bool is_free(const http_lane& lane) { return lane.is_open() && !lane.taken && lane.is_idle(); }
  std::size_t being_opened() const;
  std::size_t free_ones() const;

  asio::any_io_executor executor_;
  stream_opener open_;
  engine_limits limits_;
  std::shared_ptr<body_budget> budget_;
  std::vector<std::shared_ptr<http_lane>> lanes_;
  std::deque<exchange_ptr> queue_;   // looks that no lane has yet
  asio::steady_timer changed_;       // cancelled when a lane became free or came or went
  std::size_t most_lanes_;           // fewer than limits_.streams when the other side refused more
  std::optional<error> refused_;     // why the last opening failed when there was no other lane
  std::size_t waiting_for_one_ = 0;  // removals without a lane
  bool sending_soon_ = false;
};

}  // namespace dropsweep
