#include "connect/engine_way.hpp"

#include "connect/dial_stdio.hpp"
#include "connect/relay.hpp"
#include "connect/remote_scripts.hpp"
#include "core/pasted.hpp"
#include "model/target.hpp"

namespace dropsweep {

namespace {

// The server's answer, as against no answer.
bool was_a_no(const net_error& failure) {
  return failure.what != net_failure::closed && failure.what != net_failure::timed_out && failure.what != net_failure::cancelled;
}

}  // namespace

std::string name_of(engine_way way) {
  switch (way) {
    case engine_way::unknown: break;
    case engine_way::streamlocal: return "streamlocal";
    case engine_way::docker: return "docker system dial-stdio";
    case engine_way::relay: return "a relay on the host";
    case engine_way::sudo_docker: return "sudo -n docker system dial-stdio";
    case engine_way::sudo_relay: return "sudo -n and a relay on the host";
  }
  return {};
}

std::string command_of(engine_way way, const std::string& socket) {
  // Always with the socket: an account's docker context or DOCKER_HOST may lead to another engine, even one on another host.
  const std::string docker = "docker -H unix://" + socket + " system dial-stdio";
  switch (way) {
    case engine_way::unknown:
    case engine_way::streamlocal: break;
    case engine_way::docker: return docker;
    case engine_way::relay: return shell_command(relay_script(socket));
    case engine_way::sudo_docker: return "sudo -n " + docker;
    case engine_way::sudo_relay: return "sudo -n " + shell_words(relay_script(socket));
  }
  return {};
}

engine_door::engine_door(std::shared_ptr<ssh_session> session, ssh_address host, std::string socket, bool sudo,
                         std::shared_ptr<opening> ahead)
    : session_(std::move(session)),
      host_(std::move(host)),
      socket_(std::move(socket)),
      sudo_(sudo),
      ahead_(std::move(ahead)),
      found_(session_->executor()) {}

task<engine_door::stream_result> engine_door::by_socket(deadline until) {
  auto begun = std::exchange(ahead_, nullptr);
  if (!begun) begun = opening::begin(session_, unix_endpoint{socket_});
  auto channel = co_await by(until, opening::finish(std::move(begun)));
  if (!channel) co_return std::unexpected(std::move(channel.error()));
  co_return make_stream(std::move(*channel));
}

// `words` not null: nobody knows yet whether this way works, so the engine is greeted first, and what was said instead is kept
// there.
task<engine_door::stream_result> engine_door::by_command(engine_way way, deadline until, std::string* words) {
  const bool keep_errors = words != nullptr;
  auto channel = co_await by(until, open_channel(session_, remote_command{command_of(way, socket_), keep_errors}));
  if (!channel) co_return std::unexpected(std::move(channel.error()));
  if (words == nullptr) co_return make_stream(std::move(*channel));
  auto stream = make_stream(*channel);
  if (auto greeted = co_await by(until, greet_engine(*stream, *channel, *words)); !greeted)
    co_return std::unexpected(std::move(greeted.error()));
  co_return stream;
}

task<net_result<bool>> engine_door::search_is_over() {
  while (searching_) co_await found_.wait();
  co_return true;
}

task<result<std::unique_ptr<byte_stream>>> engine_door::open(std::shared_ptr<engine_door> self, deadline until) {
  for (;;) {
    if (auto over = co_await by(until, self->search_is_over()); !over) co_return std::unexpected(self->lost(over.error()));
    const auto way = self->way_;
    const bool by_socket = way == engine_way::unknown || way == engine_way::streamlocal;
    stream_result stream;
    // Not by `?:`: g++ 14 would wait for both (tests/check_coroutines.py), and where a command talks without end for ever.
    if (by_socket)
      stream = co_await self->by_socket(until);
    else
      stream = co_await self->by_command(way, until, nullptr);
    if (stream) {
      if (self->way_ == engine_way::unknown) self->way_ = engine_way::streamlocal;
      co_return std::move(*stream);
    }
    if (!was_a_no(stream.error())) co_return std::unexpected(self->lost(stream.error()));
    if (way != engine_way::unknown && !by_socket) co_return std::unexpected(self->no_more(stream.error()));
    if (way != engine_way::unknown) co_return std::unexpected(co_await self->diagnose({}, until));
    // Of several that were turned away at once, one searches.
    if (self->way_ == engine_way::unknown && !self->searching_) co_return co_await self->find_way(until);
  }
}

task<result<std::unique_ptr<byte_stream>>> engine_door::find_way(deadline until) {
  struct search {
    engine_door& door;
    explicit search(engine_door& of) : door(of) { door.searching_ = true; }
    ~search() {
      door.searching_ = false;
      door.found_.all();
    }
  };
  const search searching(*this);
  std::string words;
  for (const auto way : {engine_way::docker, engine_way::relay, engine_way::sudo_docker, engine_way::sudo_relay}) {
    const bool by_sudo = way == engine_way::sudo_docker || way == engine_way::sudo_relay;
    // The path becomes part of a command line for an unknown shell.
    if ((by_sudo && !sudo_) || !is_plain_path(socket_)) continue;
    std::string said;
    auto stream = co_await by_command(way, until, &said);
    if (stream) {
      way_ = way;
      co_return std::move(*stream);
    }
    if (!was_a_no(stream.error())) co_return std::unexpected(lost(stream.error()));
    if (words.empty()) words = std::move(said);
  }
  co_return std::unexpected(co_await diagnose(std::move(words), until));
}

error engine_door::lost(const net_error& failure) const {
  return {exit_code::unreachable,
          "socket",
          fmt::format("The connection to {} did not get to the engine's socket {}: {}.", label(target{host_}), foreign(socket_),
                      failure.detail),
          failure.theirs,
          {}};
}

// What worked before.
error engine_door::no_more(const net_error& failure) const {
  return {exit_code::engine, "socket",
          fmt::format("{} gave no further stream to the engine by {}: {}.", label(target{host_}), way_name(), failure.detail),
          failure.theirs,
          "MaxSessions in the host's sshd_config limits how many commands one connection may run at once (its default is 10)."};
}

}  // namespace dropsweep
