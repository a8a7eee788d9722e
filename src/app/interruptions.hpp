// What may end a run early: SIGINT and SIGTERM, and the run's own time limit. Both throw the one switch.
#pragma once

#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>

#include "net/stop_switch.hpp"

namespace dropsweep {

class interruptions {
 public:
  interruptions(asio::any_io_executor executor, span time_limit);

  stop_switch& stop() { return stop_; }
  asio::any_io_executor executor() { return limit_.get_executor(); }
  // Why it ended early, as the failure of whichever step was at work. Only after the switch was thrown.
  error as_error(std::string_view during) const;
  // Nothing is listened to any more; the executor can run dry.
  void no_more();

 private:
  void listen();
  void at_limit();

  span time_limit_;
  stop_switch stop_;
  asio::signal_set signals_;
  asio::steady_timer limit_;
  exit_code code_ = exit_code::interrupted;
};

}  // namespace dropsweep
