#include "connect/engine_way.hpp"
#include "connect/remote_scripts.hpp"
#include "model/host_advice.hpp"
#include "model/target.hpp"
#include "net/run_script.hpp"

namespace dropsweep {

namespace {

// sshd tells neither why it could not open a socket nor that its settings forbid it (serverloop.c answers "connect failed" to
// both), so the account is asked what it sees.
constexpr std::string_view look_at_socket = R"(IFS= read -r path
if [ ! -e "$path" ]; then echo missing
elif [ ! -S "$path" ]; then echo no-socket
elif [ -w "$path" ]; then echo open
else echo denied
fi)";

// What start files print comes before it.
std::string_view last_line(std::string_view output) {
  if (output.ends_with('\n')) output.remove_suffix(1);
  return output.substr(output.rfind('\n') + 1);
}

struct finding {
  std::string seen, advice;
};

finding explain(std::string_view looked, const std::string& user, const std::string& socket, bool sudo) {
  const std::string running = "Is dockerd running there? See: systemctl status docker";
  if (looked == "missing")
    return {fmt::format("{} is not there (as {} sees it)", socket, user),
            running + " (another place of the socket: the input docker-socket)."};
  if (looked == "no-socket")
    return {fmt::format("{} is not a socket", socket), "Name the engine's socket with the input docker-socket."};
  if (looked == "denied")
    return {fmt::format("{} may not open {}", user, socket),
            to_join_docker_group(user) + (sudo ? ", or let sudo run docker without a password for it."
                                               : ", or set sudo: true where sudo needs no password.")};
  if (looked == "open")
    return {fmt::format("{} may open {}, but nothing answers there or sshd forwards no sockets", user, socket),
            fmt::format("{}. {} Or install the docker command there.", running, to_allow_sockets(socket))};
  return {fmt::format("sshd did not open {} for {}, and it runs no commands that could look closer (a shell without login, "
                      "ForceCommand, MaxSessions)",
                      socket, user),
          fmt::format("{}. {}, if it is not in that group. {}", running, to_join_docker_group(user), to_allow_sockets(socket))};
}

}  // namespace

task<error> engine_door::diagnose(std::string words, deadline until) {
  remote_scripts scripts(session_);
  const auto looked = co_await run_script(scripts, look_at_socket, socket_ + '\n', 16 * 1024, until);
  if (session_->bytes().ended()) co_return lost(session_->ending());
  const std::string path = visible(socket_);
  const auto found = explain(looked ? last_line(*looked) : std::string_view(), host_.user, path, sudo_);
  co_return error{exit_code::engine, "socket",
                  fmt::format("The engine's socket on {} could not be opened: {}.", label(target{host_}), found.seen),
                  foreign(words), found.advice};
}

}  // namespace dropsweep
