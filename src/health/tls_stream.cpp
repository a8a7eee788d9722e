#include "health/tls_stream.hpp"

#include <boost/asio/associated_cancellation_slot.hpp>

namespace dropsweep {

namespace {

// Passes a completion on under another error code, with the handler's own executor, allocator and cancellation.
struct forgiving_end {
  byte_stream::io_handler handler;

  void operator()(boost::system::error_code code, std::size_t count) {
    // Many servers cut the connection without close_notify. What was cut off shows in HTTP's own framing.
    if (code == asio::ssl::error::stream_truncated) code = asio::error::eof;
    std::move(handler)(code, count);
  }
};

}  // namespace

void tls_stream::start_read(asio::mutable_buffer into, io_handler handler) {
  ssl_.async_read_some(into, forgiving_end{std::move(handler)});
}

void tls_stream::start_write(asio::const_buffer from, io_handler handler) { ssl_.async_write_some(from, std::move(handler)); }

}  // namespace dropsweep

template <template <class, class> class Associator, class DefaultCandidate>
struct boost::asio::associator<Associator, dropsweep::forgiving_end, DefaultCandidate>
    : Associator<dropsweep::byte_stream::io_handler, DefaultCandidate> {
  static auto get(const dropsweep::forgiving_end& of) noexcept {
    return Associator<dropsweep::byte_stream::io_handler, DefaultCandidate>::get(of.handler);
  }
  static auto get(const dropsweep::forgiving_end& of, const DefaultCandidate& otherwise) noexcept {
    return Associator<dropsweep::byte_stream::io_handler, DefaultCandidate>::get(of.handler, otherwise);
  }
};
