// A byte_stream over anything of Asio that reads and writes: TCP and unix sockets, pipes.
#pragma once

#include "net/byte_stream.hpp"

namespace dropsweep {

template <class Socket>
class socket_stream : public byte_stream {
 public:
  explicit socket_stream(Socket socket) : socket_(std::move(socket)) {}

  executor_type get_executor() override { return socket_.get_executor(); }

  void close() noexcept override {
    boost::system::error_code ignored;
    socket_.close(ignored);
  }

 protected:
  void start_read(asio::mutable_buffer into, io_handler handler) override { socket_.async_read_some(into, std::move(handler)); }
  void start_write(asio::const_buffer from, io_handler handler) override { socket_.async_write_some(from, std::move(handler)); }

 private:
  Socket socket_;
};

}  // namespace dropsweep
