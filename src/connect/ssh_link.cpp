#include "connect/ssh_link.hpp"

namespace dropsweep {

namespace {

using stream_result = result<std::unique_ptr<byte_stream>>;

// Forwarded sockets are not counted by sshd's MaxSessions; commands are, and its default is 10.
constexpr unsigned socket_streams = 16, command_streams = 6;

class remote_network final : public dialer {
 public:
  remote_network(std::shared_ptr<ssh_session> session, begun_opening ahead)
      : session_(std::move(session)), ahead_(std::move(ahead)) {}

  task<net_result<std::unique_ptr<byte_stream>>> dial(endpoint where, deadline until) override {
    channel_kind what = std::visit([](auto& one) { return channel_kind(std::move(one)); }, where);
    auto channel = co_await by(until, opening::finish(begun(std::move(what))));
    if (!channel) co_return std::unexpected(std::move(channel.error()));
    co_return make_stream(std::move(*channel));
  }

 private:
  std::shared_ptr<opening> begun(channel_kind what) {
    if (ahead_.under_way && what == ahead_.what) return std::exchange(ahead_.under_way, nullptr);
    return opening::begin(session_, std::move(what));
  }

  std::shared_ptr<ssh_session> session_;
  begun_opening ahead_;
};

// Coroutines that outlive their first wait hold what they need themselves: a link may be destroyed while they are under way.
task<stream_result> open_and_tell(std::shared_ptr<engine_door> door, std::shared_ptr<step_listener> heard, deadline until) {
  const auto started = std::chrono::steady_clock::now();
  auto stream = co_await engine_door::open(door, until);
  if (stream && *heard) {
    const auto took = std::chrono::duration_cast<span>(std::chrono::steady_clock::now() - started);
    std::exchange(*heard, nullptr)("socket", "open by " + door->way_name(), took);
  }
  co_return stream;
}

task<net_result<bool>> say_goodbye(std::shared_ptr<ssh_session> session) {
  co_await session->until_done([&] { return long{libssh2_session_disconnect(session->raw(), "done")}; });
  co_await session->bytes().flushed();
  co_return true;
}

task<void> leave(std::shared_ptr<ssh_session> session, std::shared_ptr<host_link> through) {
  co_await by(after(std::chrono::seconds{1}), say_goodbye(session));
  session->close();
  if (through) co_await through->hang_up();
}

class ssh_link final : public host_link {
 public:
  explicit ssh_link(link_parts parts)
      : through_(std::move(parts.through)),
        session_(parts.session),
        heard_(std::make_shared<step_listener>(std::move(parts.heard))),
        door_(std::make_shared<engine_door>(session_, std::move(parts.host), std::move(parts.docker_socket), parts.sudo,
                                            engine_open(parts.ahead))),
        network_(session_, std::move(parts.ahead)),
        scripts_(session_) {}
  ~ssh_link() override { session_->close(); }

  task<stream_result> open_engine(deadline until) override { return open_and_tell(door_, heard_, until); }
  dialer& network() override { return network_; }
  script_runner& scripts() override { return scripts_; }
  unsigned engine_streams() const override {
    return door_->way() == dropsweep::engine_way::streamlocal ? socket_streams : command_streams;
  }
  std::string engine_way() const override { return door_->way_name(); }
  std::optional<net_error> lost() const override {
    return session_->bytes().ended() ? std::optional(session_->ending()) : std::nullopt;
  }
  task<void> hang_up() override { return leave(session_, through_); }

 private:
  static std::shared_ptr<opening> engine_open(begun_opening& ahead) {
    return std::holds_alternative<unix_endpoint>(ahead.what) ? std::exchange(ahead.under_way, nullptr) : nullptr;
  }

  std::shared_ptr<host_link> through_;  // destroyed last: it carries the session's bytes
  std::shared_ptr<ssh_session> session_;
  std::shared_ptr<step_listener> heard_;
  std::shared_ptr<engine_door> door_;
  remote_network network_;
  remote_scripts scripts_;
};

}  // namespace

std::unique_ptr<host_link> make_ssh_link(link_parts parts) { return std::make_unique<ssh_link>(std::move(parts)); }

}  // namespace dropsweep
