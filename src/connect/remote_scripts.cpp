#include "connect/remote_scripts.hpp"

#include "net/converse.hpp"

namespace dropsweep {

namespace {

constexpr std::string_view greeting_word = "dropsweep-shell-is-here";
constexpr std::size_t noise_limit = 16 * 1024;  // what start files may print before our script

std::string single_quoted(std::string_view text) {
  std::string result = "'";
  for (const char letter : text) result += letter == '\'' ? std::string("'\\''") : std::string(1, letter);
  return result + "'";
}

task<net_result<std::string>> run_on(std::shared_ptr<ssh_session> session, std::string command, task<std::string> input,
                                     std::size_t most) {
  auto channel = co_await open_channel(std::move(session), remote_command{std::move(command)});
  if (!channel) co_return std::unexpected(std::move(channel.error()));
  const auto from = make_stream(*channel);
  const auto to = make_input_stream(std::move(*channel));
  co_return co_await converse(*from, *to, std::move(input), most + noise_limit);
}

}  // namespace

std::string shell_command(std::string_view script) {
  return fmt::format("exec /bin/sh -c {}", single_quoted(fmt::format("echo {}\n{}", greeting_word, script)));
}

std::optional<std::string> after_greeting(const std::string& output) {
  const std::string line = std::string(greeting_word) + '\n';
  const auto at = output.find(line);
  if (at == std::string::npos) return std::nullopt;
  return output.substr(at + line.size());
}

task<net_result<std::string>> remote_scripts::run(std::string_view script, task<std::string> input, std::size_t most,
                                                  deadline until) {
  auto output = co_await by(until, run_on(session_, shell_command(script), std::move(input), most));
  if (!output) co_return output;
  auto said = after_greeting(*output);
  if (!said)
    co_return std::unexpected(
        net_error{net_failure::unsupported, "the account has no shell that runs commands", foreign(output->substr(0, 1000))});
  if (said->size() > most)
    co_return std::unexpected(net_error{net_failure::other, fmt::format("the script's output has more than {} bytes", most), {}});
  co_return std::move(*said);
}

}  // namespace dropsweep
