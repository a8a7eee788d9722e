#include "app/interruptions.hpp"

#include <csignal>

namespace dropsweep {

interruptions::interruptions(asio::any_io_executor executor, span time_limit)
    : time_limit_(time_limit), stop_(executor), signals_(executor, SIGINT, SIGTERM), limit_(executor, time_limit) {
  listen();
  limit_.async_wait([this](boost::system::error_code failed) {
    if (!failed) at_limit();
  });
}

// The runner sends SIGINT, SIGTERM 7.5 s later and SIGKILL 2.5 s after that: the second signal changes nothing, the report is on
// its way.
void interruptions::listen() {
  signals_.async_wait([this](boost::system::error_code failed, int signal) {
    if (failed) return;
    if (!stop_.thrown()) {
      code_ = signal == SIGINT ? exit_code::interrupted : exit_code::terminated;
      stop_.throw_now(signal == SIGINT ? "SIGINT" : "SIGTERM");
    }
    listen();
  });
}

void interruptions::at_limit() {
  if (stop_.thrown()) return;
  code_ = exit_code::unreachable;
  stop_.throw_now(fmt::format("the time limit of {}", format_span(time_limit_)));
}

error interruptions::as_error(std::string_view during) const {
  if (code_ == exit_code::unreachable) {
    return {.code = code_,
            .step = std::string(during),
            .seen = fmt::format("The run ended at {} during: {}.", stop_.why(), during),
            .advice = "Look for what was slow in the steps above, or raise the input timeout."};
  }
  return {.code = code_,
          .step = std::string(during),
          .seen = fmt::format("Cancelled by {} during: {}.", stop_.why(), during),
          .advice = "Run it again: the next sweep picks up where this one ended."};
}

void interruptions::no_more() {
  signals_.cancel();
  limit_.cancel();
}

}  // namespace dropsweep
