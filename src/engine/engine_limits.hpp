// What the engine's client is given: the way to open a stream, and how much and how long.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>

#include "core/error.hpp"
#include "net/deadline.hpp"

namespace dropsweep {

// Opens one more stream to the engine; given by app/ from connect/, so that the client does not know its transport.
using stream_opener = std::function<task<result<std::unique_ptr<byte_stream>>>(deadline until)>;

struct engine_limits {
  unsigned streams = 4;                           // at most so many connections at once
  span answer_within = std::chrono::seconds{60};  // each look, from when its answer is the next to come
  span ping_within = std::chrono::seconds{15};    // the first of all: an engine that hangs is noticed early
  span removal_within = std::chrono::minutes{5};  // a large image on a slow disk takes its time
  std::size_t body_most = 8u << 20;               // bytes of one answer; more is an error, never a bigger buffer
};

}  // namespace dropsweep
