// One HTTP/1.1 answer off a stream. The only place that knows Beast's parser.
#pragma once

#include <boost/beast/core/flat_buffer.hpp>
#include <memory>

#include "engine/http_exchange.hpp"
#include "net/deadline.hpp"

namespace dropsweep {

namespace beast = boost::beast;

inline constexpr std::size_t engine_header_most = 64u << 10;
// What may lie unread in a lane's buffer. The parser asks for a whole chunk header or trailer before it takes any of it, and has
// no limit for those.
inline constexpr std::size_t engine_unread_most = 2 * engine_header_most;

// Bytes of bodies that all connections together hold while reading: many answers at once must not add up to what one may not be.
struct body_budget {
  std::size_t most;
  std::size_t held = 0;
};

struct answer_limits {
  std::size_t body_most;
  std::shared_ptr<body_budget> budget;
};

struct answer_read {
  http_response response;
  bool last = false;  // the other side will close the connection now
};

struct answer_failure {
  std::string what;           // a phrase: "the answer is cut off after 200 bytes"
  foreign theirs;             // what came instead, at most 80 bytes
  bool nothing_came = false;  // the connection ended before the first byte
};

// `buffer` keeps what was read beyond this answer: the next one's beginning.
task<std::expected<answer_read, answer_failure>> read_answer(byte_stream& stream, beast::flat_buffer& buffer,
                                                             answer_limits limits, span within);

}  // namespace dropsweep
