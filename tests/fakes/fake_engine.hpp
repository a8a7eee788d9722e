// A Docker Engine of literal answers, behind any number of memory_streams. Keeps a diary of what it was asked.
#pragma once

#include <fmt/format.h>

#include <map>
#include <vector>

#include "engine/engine_limits.hpp"
#include "fakes/memory_stream.hpp"

namespace dropsweep::testing {

inline std::string http_answer(unsigned status, std::string_view body, std::string_view headers = "") {
  return fmt::format("HTTP/1.1 {} X\r\nContent-Type: application/json\r\nContent-Length: {}\r\n{}\r\n{}", status, body.size(),
                     headers, body);
}

inline std::string chunked_answer(std::string_view body, std::size_t chunk) {
  std::string text = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
  for (; !body.empty(); body.remove_prefix(std::min(chunk, body.size()))) {
    const auto part = body.substr(0, chunk);
    text += fmt::format("{:x}\r\n{}\r\n", part.size(), part);
  }
  return text + "0\r\n\r\n";
}

class fake_engine {
 public:
  // What it was asked, in order: "GET /info".
  std::vector<std::string> diary;
  std::vector<std::shared_ptr<far_end>> connections;
  unsigned refuse_from = 1000;     // the connection of this number (from 0) and later ones are refused
  std::size_t close_after = 1000;  // answers per connection, then its end
  std::size_t piece = 1u << 16;
  // Called before a request is answered; true: that was all, nothing more happens.
  std::function<bool(far_end&, const std::string& request)> instead = [](far_end&, const std::string&) { return false; };

  void answers(std::string request, unsigned status, std::string_view body, std::string_view headers = "") {
    answers_[std::move(request)] = http_answer(status, body, headers);
  }
  void answers_raw(std::string request, std::string bytes) { answers_[std::move(request)] = std::move(bytes); }
  void answers_ping(std::string_view version = "1.45") {
    answers("GET /_ping", 200, "OK", fmt::format("Api-Version: {}\r\nServer: Docker/26.1.5 (linux)\r\n", version));
  }

  stream_opener opener(asio::any_io_executor executor) {
    return [this, executor](deadline) -> task<result<std::unique_ptr<byte_stream>>> {
      if (connections.size() >= refuse_from)
        co_return std::unexpected(
            error{.code = exit_code::engine, .step = "socket", .seen = "refused by the test", .theirs = {}, .advice = {}});
      auto far = std::make_shared<far_end>();
      far->piece = piece;
      connections.push_back(far);
      far->hears = [this, at = far.get(), unread = std::string(), answered = std::size_t{0}](std::string_view bytes) mutable {
        unread += bytes;
        for (auto end = unread.find("\r\n\r\n"); end != std::string::npos; end = unread.find("\r\n\r\n")) {
          const auto whole = end + 4 + body_length(unread.substr(0, end));
          if (unread.size() < whole) return;
          const auto request = unread.substr(0, unread.find(" HTTP/1.1\r\n"));
          unread.erase(0, whole);
          if (at->ends) return;
          diary.push_back(request);
          if (instead(*at, request)) continue;
          at->say(answer_to(request));
          if (++answered == close_after) at->end();
        }
      };
      co_return std::make_unique<memory_stream>(executor, far);
    };
  }

  std::size_t times_asked(const std::string& request) const {
    return static_cast<std::size_t>(std::count(diary.begin(), diary.end(), request));
  }

 private:
  static std::size_t body_length(const std::string& head) {
    const auto at = head.find("Content-Length: ");
    return at == std::string::npos ? 0 : std::stoul(head.substr(at + 16));
  }

  // As asked, or without the version.
  std::string answer_to(const std::string& request) const {
    if (const auto found = answers_.find(request); found != answers_.end()) return found->second;
    const auto version = request.find(" /v1.");
    if (version == std::string::npos) return http_answer(404, R"({"message":"page not found"})");
    auto plain = request;
    plain.erase(version + 1, plain.find('/', version + 2) - version - 1);
    const auto found = answers_.find(plain);
    return found != answers_.end() ? found->second : http_answer(404, R"({"message":"page not found"})");
  }

  std::map<std::string, std::string> answers_;
};

}  // namespace dropsweep::testing
