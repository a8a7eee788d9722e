// How far one probe has come. It outlives the probe's own coroutine, so that a deadline can be told as what was missing.
#pragma once

#include <boost/beast/core/flat_buffer.hpp>
#include <cstddef>
#include <optional>

#include "model/health.hpp"

namespace dropsweep {

// What we read of strangers. A header is twice the 8 KiB that Apache and
// nginx hold in one buffer; 256 KiB of a body hold any health page.
inline constexpr std::size_t header_most = 16u << 10;
inline constexpr std::size_t body_most = 256u << 10;
inline constexpr std::size_t excerpt_most = 200;

struct conversation {
  enum class stage { connecting, securing, waiting, header, body } at = stage::connecting;
  // One read more than the header may hold, so that the limit is found by the parser, which names it.
  boost::beast::flat_buffer received{header_most + 4096};
  std::size_t body_read = 0;
  std::optional<observation> verdict;  // settled before the whole answer was read: a wrong status
};

// What a passed deadline means here: "could not connect within 2s", "no answer within 2s: connected, but nothing came back".
observation late_answer(const conversation& talk, const service& which);

}  // namespace dropsweep
