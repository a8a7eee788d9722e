// A connection, whatever carries it: a TCP or unix socket of this machine, an SSH channel, a scripted stream of a test.
// It is an AsyncReadStream and an AsyncWriteStream in Boost.Asio's sense, so that Beast and OpenSSL work on it as on a socket.
#pragma once

#include <boost/asio/any_completion_handler.hpp>
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/buffer.hpp>
#include <cstddef>
#include <memory>
#include <string>
#include <utility>

namespace dropsweep {

namespace asio = boost::asio;

class byte_stream {
 public:
  using executor_type = asio::any_io_executor;
  // At the peer's orderly end a read completes with asio::error::eof.
  using io_handler = asio::any_completion_handler<void(boost::system::error_code, std::size_t)>;

  virtual ~byte_stream() = default;
  virtual executor_type get_executor() = 0;

  // Ends the connection for good; pending operations complete with operation_aborted. May be called more than once.
  virtual void close() noexcept = 0;

  // One read at a time and one write at a time; a read and a write may be in flight together. Cancellation slots are honoured.
  template <class Buffers, class Token>
  auto async_read_some(const Buffers& buffers, Token&& token) {
    return asio::async_initiate<Token, void(boost::system::error_code, std::size_t)>(
        [this](auto handler, asio::mutable_buffer buffer) { start_read(buffer, io_handler(std::move(handler))); }, token,
        first_of<asio::mutable_buffer>(buffers));
  }

  template <class Buffers, class Token>
  auto async_write_some(const Buffers& buffers, Token&& token) {
    return asio::async_initiate<Token, void(boost::system::error_code, std::size_t)>(
        [this](auto handler, asio::const_buffer buffer) { start_write(buffer, io_handler(std::move(handler))); }, token,
        first_of<asio::const_buffer>(buffers));
  }

 protected:
  virtual void start_read(asio::mutable_buffer into, io_handler handler) = 0;
  virtual void start_write(asio::const_buffer from, io_handler handler) = 0;

 private:
  // "Some" may be less than all: the first buffer that is not empty. Writers that care for few packets gather before they write.
  template <class Buffer, class Buffers>
  static Buffer first_of(const Buffers& buffers) {
    for (auto at = asio::buffer_sequence_begin(buffers); at != asio::buffer_sequence_end(buffers); ++at) {
      if (Buffer buffer(*at); buffer.size() > 0) return buffer;
    }
    return Buffer();
  }
};

}  // namespace dropsweep
