// One request to the engine and its answer, apart from how they travel.
#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include "core/error.hpp"
#include "core/time.hpp"

namespace dropsweep {

struct http_response {
  unsigned status = 0;
  std::string content_type;
  std::string api_version;  // of /_ping
  std::string date;
  bool podman = false;  // it carries Podman's own version header
  std::string body;
};

enum class http_method { get, post, remove };

// Whoever waits for answers. Held weakly by the exchange: when the waiting coroutine is gone, an answer is read and dropped.
class answer_taker {
 public:
  virtual ~answer_taker() = default;
  virtual void take(std::size_t index, result<http_response> answer) = 0;
};

struct http_exchange {
  http_method method = http_method::get;
  std::string path;
  std::string body;     // JSON, of a POST; may be empty
  span within{};        // from the moment when its answer is the next to come
  unsigned weight = 1;  // how long it keeps a connection busy, against a plain look
  std::weak_ptr<answer_taker> taker;
  std::size_t index = 0;  // the taker's own number for it
  bool sent = false;      // at least a part of it may have reached the engine
  bool repeated = false;  // it was sent once before, on a connection that ended without a byte of its answer

  bool is_idempotent() const { return method == http_method::get; }
  bool is_slow_removal() const { return !is_idempotent() && weight > 1; }
  std::string name() const;        // "GET /info", for messages; escaped
  std::string serialised() const;  // all of it, so that it is one write
};

// A failure of the engine's side, with the request's name.
error engine_error(const http_exchange& asked, std::string what, foreign theirs = {});

}  // namespace dropsweep
