#include <boost/asio/append.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/dispatch.hpp>

#include "connect/channel.hpp"

namespace dropsweep {

namespace {

using io_handler = byte_stream::io_handler;

// Runs `work` and hands its outcome to `handler` on the handler's executor; a cancellation of the handler's slot reaches the
// work.
void run_for(const asio::any_io_executor& executor, task<ssh_channel::io_outcome> work, io_handler handler) {
  const auto slot = asio::get_associated_cancellation_slot(handler);
  asio::co_spawn(executor, std::move(work),
                 asio::bind_cancellation_slot(slot, [executor, handler = std::move(handler)](
                                                        std::exception_ptr thrown, ssh_channel::io_outcome outcome) mutable {
                   if (thrown && !detail::is_cancellation(thrown)) std::rethrow_exception(thrown);
                   if (thrown) outcome = {asio::error::operation_aborted, 0};
                   const auto where = asio::get_associated_executor(handler, executor);
                   asio::dispatch(where, asio::append(std::move(handler), outcome.failure, outcome.size));
                 }));
}

class channel_stream final : public byte_stream {
 public:
  explicit channel_stream(std::shared_ptr<ssh_channel> channel) : channel_(std::move(channel)) {}
  ~channel_stream() override { channel_->close(); }

  executor_type get_executor() override { return channel_->session().executor(); }
  void close() noexcept override { channel_->close(); }

 protected:
  void start_read(asio::mutable_buffer into, io_handler handler) override {
    run_for(get_executor(), ssh_channel::read(channel_, into), std::move(handler));
  }
  void start_write(asio::const_buffer from, io_handler handler) override {
    run_for(get_executor(), ssh_channel::write(channel_, from), std::move(handler));
  }

 private:
  std::shared_ptr<ssh_channel> channel_;
};

}  // namespace

std::unique_ptr<byte_stream> make_stream(std::shared_ptr<ssh_channel> channel) {
  return std::make_unique<channel_stream>(std::move(channel));
}

}  // namespace dropsweep
