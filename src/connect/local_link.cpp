#include "connect/link.hpp"

namespace dropsweep {

namespace {

class local_link final : public host_link {
 public:
  local_link(asio::any_io_executor executor, engine_socket to, std::string home)
      : socket_(std::move(to.path)),
        network_(make_local_dialer(executor)),
        scripts_(make_local_script_runner(executor, std::move(home))) {}

  task<result<std::unique_ptr<byte_stream>>> open_engine(deadline until) override {
    auto stream = co_await network_->dial(unix_endpoint{socket_}, until);
    if (!stream) co_return std::unexpected(refused(stream.error()));
    opened_ = true;
    co_return std::move(*stream);
  }

  dialer& network() override { return *network_; }
  script_runner& scripts() override { return *scripts_; }
  unsigned engine_streams() const override { return 16; }
  std::string engine_way() const override { return opened_ ? "local socket" : ""; }
  std::optional<net_error> lost() const override { return std::nullopt; }
  task<void> hang_up() override { co_return; }

 private:
  error refused(const net_error& failure) const {
    std::string advice = "Is dockerd running? See: systemctl status docker";
    if (failure.what == net_failure::not_permitted) advice = "Run as root or as a member of the group docker.";
    return {exit_code::engine, "socket",
            fmt::format("The engine's socket {} could not be opened: {}.", foreign(socket_), failure.detail), failure.theirs,
            std::move(advice)};
  }

  std::string socket_;
  std::unique_ptr<dialer> network_;
  std::unique_ptr<script_runner> scripts_;
  bool opened_ = false;
};

}  // namespace

std::unique_ptr<host_link> connect_locally(asio::any_io_executor executor, engine_socket to, std::string home) {
  return std::make_unique<local_link>(std::move(executor), std::move(to), std::move(home));
}

}  // namespace dropsweep
