// A connection without a network: the test holds the other end.
#pragma once

#include <algorithm>
#include <boost/asio/append.hpp>
#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "net/byte_stream.hpp"

namespace dropsweep::testing {

// The far end. It outlives its stream, or the stream it; both are fine.
struct far_end {
  std::function<void(std::string_view)> hears = [](std::string_view) {};  // called with each write
  std::function<void()> wake = [] {};                                     // set by the stream

  std::string saying;                             // on its way to the stream
  std::optional<boost::system::error_code> ends;  // after `saying` was read: eof, connection_reset...
  std::size_t piece = 1u << 16;                   // at most so many bytes for one read
  bool closed = false;                            // the stream was closed from its own side
  std::size_t writes = 0;

  void say(std::string_view bytes) {
    saying += bytes;
    wake();
  }
  void end(boost::system::error_code how = asio::error::eof) {
    ends = how;
    wake();
  }
};

class memory_stream final : public byte_stream {
 public:
  memory_stream(executor_type executor, std::shared_ptr<far_end> far) : executor_(std::move(executor)), far_(std::move(far)) {
    far_->wake = [this] { try_read(); };
  }
  ~memory_stream() override {
    far_->wake = [] {};
    far_->closed = true;
  }

  executor_type get_executor() override { return executor_; }

  void close() noexcept override {
    far_->closed = true;
    if (reading_) finish(asio::error::operation_aborted, 0);
  }

 protected:
  void start_read(asio::mutable_buffer into, io_handler handler) override {
    auto slot = asio::get_associated_cancellation_slot(handler);
    if (slot.is_connected()) {
      slot.assign([this](asio::cancellation_type) {
        if (reading_) finish(asio::error::operation_aborted, 0);
      });
    }
    into_ = into;
    reading_ = std::move(handler);
    try_read();
  }

  void start_write(asio::const_buffer from, io_handler handler) override {
    if (far_->closed)
      return asio::post(executor_, asio::append(std::move(handler), asio::error::operation_aborted, std::size_t{0}));
    ++far_->writes;
    far_->hears({static_cast<const char*>(from.data()), from.size()});
    asio::post(executor_, asio::append(std::move(handler), boost::system::error_code(), from.size()));
  }

 private:
  void try_read() {
    if (!reading_) return;
    if (far_->closed) return finish(asio::error::operation_aborted, 0);
    if (!far_->saying.empty()) {
      const auto size = std::min({into_.size(), far_->saying.size(), far_->piece});
      std::copy_n(far_->saying.begin(), size, static_cast<char*>(into_.data()));
      far_->saying.erase(0, size);
      finish({}, size);
    } else if (far_->ends) {
      finish(*far_->ends, 0);
    }
  }

  void finish(boost::system::error_code code, std::size_t size) {
    auto slot = asio::get_associated_cancellation_slot(reading_);
    if (slot.is_connected()) slot.clear();
    asio::post(executor_, asio::append(std::exchange(reading_, nullptr), code, size));
  }

  executor_type executor_;
  std::shared_ptr<far_end> far_;
  asio::mutable_buffer into_;
  io_handler reading_;
};

}  // namespace dropsweep::testing
