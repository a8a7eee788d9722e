#include "app/ask_openssh.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <vector>

#include "core/foreign.hpp"
#include "net/child_process.hpp"

namespace dropsweep {

namespace {

// ssh tells no difference between a user that the configuration names and its own default, the user of this machine; so ours
// comes last: of several values the first counts. As standard input, because ssh closes all others; it is opened anew each time
// it is read.
constexpr std::string_view with_our_defaults = "Include ~/.ssh/config\nInclude /etc/ssh/ssh_config\nUser root\n";

constexpr std::size_t most = 256 * 1024;

struct pipe_pair {
  std::array<int, 2> made = open();
  descriptor ours{made[0]}, theirs{made[1]};
  std::string said;

  static std::array<int, 2> open() {
    std::array<int, 2> ends{-1, -1};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) ends = {-1, -1};
    return ends;
  }

  // False at the end, and when it says too much.
  bool take() {
    std::array<char, 4096> buffer{};
    const auto size = ::read(ours.number(), buffer.data(), buffer.size());
    if (size > 0) said.append(buffer.data(), static_cast<std::size_t>(size));
    return (size > 0 || (size < 0 && errno == EINTR)) && said.size() <= most;
  }
};

// An argument vector and no shell; `--`, so that nothing after it is an option.
std::vector<std::string> command_for(const ssh_address& about) {
  std::vector<std::string> words{"ssh", "-G", "-F", "/dev/stdin"};
  if (!about.user.empty()) words.insert(words.end(), {"-l", about.user});
  if (about.port != 0) words.insert(words.end(), {"-p", std::to_string(about.port)});
  words.insert(words.end(), {"--", about.host});
  return words;
}

std::vector<std::string> without_our_inputs(const std::map<std::string, std::string>& environment) {
  std::vector<std::string> kept;
  for (const auto& [name, value] : environment)
    if (!name.starts_with("INPUT_")) kept.push_back(name + '=' + value);
  return kept;
}

// True when both streams have ended by themselves in time.
bool listen(pipe_pair& output, pipe_pair& errors, std::chrono::steady_clock::time_point until) {
  std::array<pollfd, 2> waiting{pollfd{output.ours.number(), POLLIN, 0}, pollfd{errors.ours.number(), POLLIN, 0}};
  while (waiting[0].fd >= 0 || waiting[1].fd >= 0) {
    const auto left = std::chrono::duration_cast<span>(until - std::chrono::steady_clock::now()).count();
    if (left <= 0) return false;
    if (::poll(waiting.data(), waiting.size(), static_cast<int>(left)) < 0) {
      if (errno != EINTR) return false;
      continue;
    }
    for (std::size_t i = 0; i < waiting.size(); ++i) {
      auto& from = i == 0 ? output : errors;
      if (waiting[i].fd < 0 || waiting[i].revents == 0 || from.take()) continue;
      if (from.said.size() > most) return false;
      waiting[i].fd = -1;
    }
  }
  return true;
}

}  // namespace

std::expected<std::optional<std::string>, std::string> ask_openssh(const ssh_address& about,
                                                                   const std::map<std::string, std::string>& environment,
                                                                   span patience) {
  const descriptor input(::memfd_create("ssh_config", MFD_CLOEXEC));
  pipe_pair output, errors;
  const auto written = ::write(input.number(), with_our_defaults.data(), with_our_defaults.size());
  if (written != std::ssize(with_our_defaults) || output.made[0] < 0 || errors.made[0] < 0)
    return std::unexpected(fmt::format("ssh could not be started for ~/.ssh/config: error {}", errno));
  pid_t child = 0;
  const int failure = start_child(child, command_for(about), without_our_inputs(environment),
                                  {input.number(), output.theirs.number(), errors.theirs.number()});
  if (failure == ENOENT) return std::nullopt;
  if (failure != 0) return std::unexpected(fmt::format("ssh could not be started for ~/.ssh/config: error {}", failure));
  output.theirs.close();
  errors.theirs.close();
  const bool in_time = listen(output, errors, std::chrono::steady_clock::now() + patience);
  if (!in_time) ::kill(-child, SIGKILL);
  const int status = wait_for_child(child);
  const std::string command = fmt::format("`ssh -G {}`, which reads ~/.ssh/config,", about.host);
  if (!in_time) return std::unexpected(fmt::format("{} did not come to an end within {}", command, format_span(patience)));
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
    return std::unexpected(fmt::format("{} failed: {}", command, foreign(errors.said.substr(0, errors.said.find('\n')))));
  return std::move(output.said);
}

}  // namespace dropsweep
