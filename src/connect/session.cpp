#include "connect/session.hpp"

#include <sys/eventfd.h>
#include <unistd.h>

#include <boost/asio/detached.hpp>

namespace dropsweep {

namespace {

libssh2_context& context_of(void** abstract) { return *static_cast<libssh2_context*>(*abstract); }

ssize_t on_send(libssh2_socket_t, const void* data, size_t size, int, void** abstract) {
  return context_of(abstract).bytes->take_from_libssh2(static_cast<const char*>(data), size);
}

ssize_t on_receive(libssh2_socket_t, void* into, size_t size, int, void** abstract) {
  libssh2_context& context = context_of(abstract);
  if (context.memory > libssh2_context::memory_limit) return -ENOBUFS;
  return context.bytes->give_to_libssh2(static_cast<char*>(into), size);
}

void on_disconnect(LIBSSH2_SESSION*, int, const char* message, int size, const char*, int, void** abstract) {
  if (message != nullptr && size > 0) context_of(abstract).last_words.assign(message, static_cast<std::size_t>(size));
}

template <class Callback>
void set_callback(LIBSSH2_SESSION* session, int kind, Callback callback) {
  libssh2_session_callback_set2(session, kind, reinterpret_cast<libssh2_cb_generic*>(callback));
}

// Long before the 5 minutes after which cloud NATs forget a connection, and soon enough for a ClientAliveInterval of a few
// seconds.
constexpr auto heartbeat = std::chrono::seconds{5};
constexpr unsigned keepalive_seconds = 15;

}  // namespace

std::shared_ptr<ssh_session> ssh_session::over(std::unique_ptr<byte_stream> transport) {
  return std::shared_ptr<ssh_session>(new ssh_session(std::move(transport)));
}

ssh_session::ssh_session(std::unique_ptr<byte_stream> transport)
    : executor_(transport->get_executor()),
      bytes_(wire::over(std::move(transport))),
      // libssh2 wants a descriptor that it may ask for its mode; it never reads or writes it, because of the callbacks.
      idle_descriptor_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)),
      session_(new_libssh2_session(context_)),
      opens_(executor_),
      requests_(executor_),
      pulse_(std::make_shared<asio::steady_timer>(executor_)) {
  context_.bytes = bytes_.get();
  set_callback(session_, LIBSSH2_CALLBACK_SEND, &on_send);
  set_callback(session_, LIBSSH2_CALLBACK_RECV, &on_receive);
  set_callback(session_, LIBSSH2_CALLBACK_DISCONNECT, &on_disconnect);
  // libssh2 would give up after a minute by itself; deadlines are ours.
  libssh2_session_set_read_timeout(session_, 365L * 24 * 3600);
}

ssh_session::~ssh_session() {
  close();
  // Never "would block": the wire answers every send and receive with an error now.
  libssh2_session_free(session_);
  ::close(idle_descriptor_);
}

void ssh_session::close() noexcept {
  bytes_->close();
  pulse_->cancel();
}

std::string ssh_session::last_error() const {
  char* words = nullptr;
  libssh2_session_last_error(session_, &words, nullptr, 0);
  return words == nullptr ? std::string() : std::string(words);
}

void ssh_session::attend() {
  if (bytes_->ended()) return;
  // No reply is wanted: libssh2 would queue every one of them for ever.
  libssh2_keepalive_config(session_, 0, keepalive_seconds);
  asio::co_spawn(executor_, attendant(weak_from_this(), pulse_), asio::detached);
}

task<void> ssh_session::attendant(std::weak_ptr<ssh_session> weak, std::shared_ptr<asio::steady_timer> pulse) {
  for (;;) {
    pulse->expires_after(heartbeat);
    co_await pulse->async_wait(asio::as_tuple(asio::use_awaitable));
    const auto self = weak.lock();
    if (!self || self->bytes_->ended()) co_return;
    libssh2_keepalive_send(self->session_, nullptr);
    if (self->channels_.empty()) continue;
    // A read of a stream that no server uses: takes in what has come for everybody (and so answers a server that asks whether we
    // live).
    auto take_in = [channel = *self->channels_.begin()] {
      char byte = 0;
      return static_cast<long>(libssh2_channel_read_ex(channel, 0x0d50, &byte, 1));
    };
    self->once(take_in);
  }
}

}  // namespace dropsweep
