#include <fmt/format.h>

#include "inputs/read_file.hpp"
#include "inputs/read_parts.hpp"
#include "inputs/scalars.hpp"
#include "inputs/table.hpp"
#include "inputs/targets.hpp"

namespace dropsweep {

namespace {

constexpr std::size_t largest_key_file = 1 << 20, largest_known_hosts = 16 << 20;

void refuse_secret_options(const command_line& line, complaints& wrong) {
  for (const auto& what : all_inputs()) {
    if (what.kind != input_kind::secret || !line.options.contains(what.name)) continue;
    const auto file = what.name == "ssh-key" ? " or --ssh-key-file" : "";
    wrong.add(what.name, fmt::format("a secret on the command line can be read by every process of the machine: use {}{}",
                                     environment_name(what.name), file));
  }
}

secret read_private_key(const given_inputs& inputs, std::string_view home, complaints& wrong) {
  const auto text = inputs.secret_text("ssh-key");
  if (!inputs.is_given("ssh-key-file")) return secret(std::string(text));
  // Somebody who names a file on the command line means that one, whatever the environment holds.
  if (!text.empty() && !inputs.is_option("ssh-key-file")) {
    wrong.add("ssh-key-file", "there is an ssh-key too; give one of them");
    return {};
  }
  const auto path = inputs.text("ssh-key-file");
  auto read = read_file(in_home(path, home), largest_key_file);
  if (read) return secret(std::move(*read));
  wrong.add("ssh-key-file", fmt::format("{} {}", shown(path), read.error()));
  return {};
}

// The line end that a file or an editor left behind is never part of a password.
secret read_password(const given_inputs& inputs, std::string_view input) {
  auto text = inputs.secret_text(input);
  while (text.ends_with('\n') || text.ends_with('\r')) text.remove_suffix(1);
  return secret(std::string(text));
}

void read_known_hosts(access_settings& access, const given_inputs& inputs, std::string_view home, complaints& wrong) {
  const auto text = inputs.text("known-hosts");
  if (!text.empty()) {
    if (!text.contains(' ') && (text.starts_with('/') || text.starts_with('~'))) {
      wrong.add("known-hosts", fmt::format("{} is a path; give the lines themselves, as ssh-keyscan prints them", shown(text)));
    }
    access.known_hosts = {{"the input known-hosts", std::string(text)}};
  } else if (!home.empty()) {
    auto file = read_file(in_home("~/.ssh/known_hosts", home), largest_known_hosts);
    if (!file) return;  // not there: the refusal of the host key will say what to add
    access.known_hosts = {{"~/.ssh/known_hosts", std::move(*file)}};
  }
}

}  // namespace

access_settings read_access(const command_line& line, const given_inputs& inputs, const environment& variables,
                            ssh_config_lookup& ssh, complaints& wrong) {
  const auto home = variable(variables, "HOME");
  refuse_secret_options(line, wrong);
  access_settings access{
      .private_key = read_private_key(inputs, home, wrong),
      .passphrase = read_password(inputs, "ssh-key-passphrase"),
      .password = read_password(inputs, "ssh-password"),
      .certificate = std::string(inputs.text("ssh-certificate")),
      .fingerprints = wrong.take("host-key-fingerprint", parse_fingerprints(inputs.text("host-key-fingerprint"))),
      .agent_socket = std::string(variable(variables, "SSH_AUTH_SOCK")),
      .connect_timeout = wrong.take("connect-timeout", parse_waiting_time(inputs.text("connect-timeout"))),
      .docker_socket = wrong.take("docker-socket", parse_socket_path(inputs.text("docker-socket"))),
      .sudo = wrong.take("sudo", parse_yes_or_no(inputs.text("sudo"))),
  };
  read_known_hosts(access, inputs, home, wrong);
  if (const auto jumps = inputs.text("jump-host"); !jumps.empty())
    access.jump_hosts = ssh.complete_jump_hosts(jumps, "jump-host", wrong);
  return access;
}

}  // namespace dropsweep
