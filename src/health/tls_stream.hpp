// A byte_stream that encrypts over another byte_stream, so that HTTP need not know which of the two it is given.
#pragma once

#include <openssl/ssl.h>

#include <boost/asio/post.hpp>
#include <boost/asio/ssl/stream.hpp>

#include "net/byte_stream.hpp"

namespace dropsweep {

// What ssl::stream asks of the layer below itself.
class tls_underlay {
 public:
  using lowest_layer_type = tls_underlay;
  using executor_type = byte_stream::executor_type;

  explicit tls_underlay(byte_stream& stream) : stream_(&stream) {}

  tls_underlay& lowest_layer() { return *this; }
  const tls_underlay& lowest_layer() const { return *this; }
  executor_type get_executor() const { return stream_->get_executor(); }

  template <class Buffers, class Token>
  auto async_read_some(const Buffers& buffers, Token&& token) {
    return asio::async_initiate<Token, void(boost::system::error_code, std::size_t)>(
        [this](auto handler, const Buffers& into) {
          // ssl::stream reads nothing when it wants its handler posted; a stream that waits for data first would hang it.
          if (asio::buffer_size(into) > 0) return stream_->async_read_some(into, std::move(handler));
          asio::post(get_executor(),
                     [handler = std::move(handler)]() mutable { std::move(handler)(boost::system::error_code(), 0); });
        },
        token, buffers);
  }

  template <class Buffers, class Token>
  auto async_write_some(const Buffers& buffers, Token&& token) {
    return stream_->async_write_some(buffers, std::forward<Token>(token));
  }

 private:
  byte_stream* stream_;
};

class tls_stream : public byte_stream {
 public:
  tls_stream(std::unique_ptr<byte_stream> under, asio::ssl::context& context)
      : under_(std::move(under)), ssl_(tls_underlay(*under_), context) {}

  executor_type get_executor() override { return under_->get_executor(); }
  // Without close_notify: the answer was framed by HTTP, and a second round trip would only make the probe slower.
  void close() noexcept override { under_->close(); }

  asio::ssl::stream<tls_underlay>& ssl() { return ssl_; }

 protected:
  void start_read(asio::mutable_buffer into, io_handler handler) override;
  void start_write(asio::const_buffer from, io_handler handler) override;

 private:
  std::unique_ptr<byte_stream> under_;
  asio::ssl::stream<tls_underlay> ssl_;
};

}  // namespace dropsweep
