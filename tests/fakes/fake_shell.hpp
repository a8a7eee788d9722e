// A host whose shell answers literally, and keeps what it was asked.
#pragma once

#include <map>
#include <vector>

#include "fakes/memory_stream.hpp"
#include "net/dialer.hpp"

namespace dropsweep::testing {

struct fake_shell final : script_runner {
  std::vector<std::string> heard;              // request lines, and the data behind them
  std::map<std::string, std::string> answers;  // by the request's first word; without an entry an empty answer
  std::optional<net_error> refuses;            // it cannot be started
  std::optional<std::string> says_only;        // no shell at all: this, and the end
  std::string greets;                          // what start files print
  bool answers_late = false;                   // not by itself: the test speaks for it
  unsigned started = 0;
  std::shared_ptr<far_end> far;

  task<net_result<std::unique_ptr<byte_stream>>> start(std::string_view, deadline) override {
    ++started;
    if (refuses) co_return std::unexpected(*refuses);
    far = std::make_shared<far_end>();
    far->saying = says_only.value_or(greets);
    if (says_only) far->ends = asio::error::eof;
    far->hears = [this](std::string_view request) {
      heard.emplace_back(request);
      const auto word = request.substr(0, request.find_first_of(" \n"));
      const auto found = answers.find(std::string(word));
      if (!says_only && !answers_late)
        far->say("\ndropsweep begin\n" + (found == answers.end() ? std::string() : found->second) + "dropsweep end\n");
    };
    co_return std::make_unique<memory_stream>(co_await asio::this_coro::executor, far);
  }
};

}  // namespace dropsweep::testing
