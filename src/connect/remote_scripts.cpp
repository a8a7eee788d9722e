#include "connect/remote_scripts.hpp"

namespace dropsweep {

namespace {

std::string single_quoted(std::string_view text) {
  std::string result = "'";
  for (const char letter : text) result += letter == '\'' ? std::string("'\\''") : std::string(1, letter);
  return result + "'";
}

task<net_result<std::unique_ptr<byte_stream>>> start_on(std::shared_ptr<ssh_session> session, std::string command) {
  auto channel = co_await open_channel(std::move(session), remote_command{std::move(command)});
  if (!channel) co_return std::unexpected(std::move(channel.error()));
  co_return make_stream(std::move(*channel));
}

}  // namespace

std::string shell_words(std::string_view script) { return "/bin/sh -c " + single_quoted(script); }
std::string shell_command(std::string_view script) { return "exec " + shell_words(script); }

task<net_result<std::unique_ptr<byte_stream>>> remote_scripts::start(std::string_view script, deadline until) {
  return by(until, start_on(session_, shell_command(script)));
}

}  // namespace dropsweep
