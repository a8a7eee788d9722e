#include "connect/opening.hpp"

#include <boost/asio/detached.hpp>

namespace dropsweep {

namespace {

// What libssh2 said just now. nullopt when it was not the server's answer.
std::optional<net_error> refusal(ssh_session& session, const channel_kind& what) {
  const int code = libssh2_session_last_errno(session.raw());
  const std::string words = session.last_error();
  if (code == LIBSSH2_ERROR_CHANNEL_REQUEST_DENIED)
    return net_error{net_failure::not_permitted, "the server does not run commands for this account", {}};
  if (code != LIBSSH2_ERROR_CHANNEL_FAILURE) return std::nullopt;
  // libssh2 keeps the reason's number and not the server's words.
  if (words.contains("administratively prohibited"))
    return net_error{net_failure::not_permitted, "the server's settings forbid it", {}};
  if (words.contains("unknown channel type"))
    return net_error{net_failure::unsupported, "the server does not know this kind of channel", {}};
  // OpenSSH gives this reason also when it opens no more sessions (MaxSessions).
  if (std::holds_alternative<remote_command>(what))
    return net_error{net_failure::not_permitted, "the server opens no session for commands", {}};
  if (words.contains("connect failed")) return net_error{net_failure::refused, "the server could not connect there", {}};
  if (words.contains("resource shortage")) return net_error{net_failure::other, "the server has no room for another channel", {}};
  return net_error{net_failure::other, "the server did not open the channel", {}};
}

LIBSSH2_CHANNEL* open_call(LIBSSH2_SESSION* session, const channel_kind& what) {
  // Where the connection is said to come from: servers log it and OpenSSH does not look at it.
  constexpr const char* from = "127.0.0.1";
  if (const auto* path = std::get_if<unix_endpoint>(&what))
    return libssh2_channel_direct_streamlocal_ex(session, path->path.c_str(), from, 22);
  if (const auto* port = std::get_if<tcp_endpoint>(&what))
    return libssh2_channel_direct_tcpip_ex(session, port->host.c_str(), port->port, from, 22);
  return libssh2_channel_open_session(session);
}

task<channel_result> open_in_turn(std::shared_ptr<ssh_session> session, const channel_kind& what) {
  const auto turn = co_await session->opens().take();
  LIBSSH2_CHANNEL* channel = nullptr;
  std::optional<net_error> failure;
  co_await session->until_done([&]() -> long {
    channel = open_call(session->raw(), what);
    if (channel != nullptr) return 0;
    const int code = libssh2_session_last_errno(session->raw());
    if (code != LIBSSH2_ERROR_EAGAIN) failure = refusal(*session, what);
    return code;
  });
  if (channel == nullptr) co_return std::unexpected(failure ? std::move(*failure) : session->ending());
  co_return std::make_shared<ssh_channel>(session, channel);
}

task<channel_result> execute(std::shared_ptr<ssh_session> session, std::shared_ptr<ssh_channel> channel,
                             const remote_command& command) {
  const auto turn = co_await session->requests().take();
  const auto mode = command.keep_errors ? LIBSSH2_CHANNEL_EXTENDED_DATA_NORMAL : LIBSSH2_CHANNEL_EXTENDED_DATA_IGNORE;
  libssh2_channel_handle_extended_data2(channel->raw(), mode);
  std::optional<net_error> failure;
  const long answer = co_await session->until_done([&]() -> long {
    const int code = libssh2_channel_process_startup(channel->raw(), "exec", 4, command.line.data(),
                                                     static_cast<unsigned>(command.line.size()));
    if (code != 0 && code != LIBSSH2_ERROR_EAGAIN) failure = refusal(*session, command);
    return code;
  });
  if (answer != 0) co_return std::unexpected(failure ? std::move(*failure) : session->ending());
  co_return channel;
}

}  // namespace

std::shared_ptr<opening> opening::begin(std::shared_ptr<ssh_session> session, channel_kind what) {
  auto self = std::make_shared<opening>(session->executor());
  const auto executor = session->executor();
  asio::co_spawn(executor, work(self, std::move(session), std::move(what)), asio::detached);
  return self;
}

task<void> opening::work(std::shared_ptr<opening> self, std::shared_ptr<ssh_session> session, channel_kind what) {
  auto channel = co_await open_in_turn(session, what);
  if (const auto* command = std::get_if<remote_command>(&what); command != nullptr && channel)
    channel = co_await execute(std::move(session), *channel, *command);
  self->result_ = std::move(channel);
  self->done_.all();
}

task<channel_result> opening::finish(std::shared_ptr<opening> self) {
  while (!self->result_) co_await self->done_.wait();
  co_return *std::exchange(self->result_, std::unexpected(net_error{net_failure::closed, "the channel was already taken", {}}));
}

task<channel_result> open_channel(std::shared_ptr<ssh_session> session, channel_kind what) {
  co_return co_await opening::finish(opening::begin(std::move(session), std::move(what)));
}

}  // namespace dropsweep
