#include "model/host_advice.hpp"

#include <fmt/format.h>

#include "core/pasted.hpp"

namespace dropsweep {

namespace {

constexpr int nearly_full = 90;  // percent

}  // namespace

std::string to_allow_ports(std::string_view place) {
  return fmt::format(
      "the account's authorized_keys line must begin with `restrict,port-forwarding` (where it has a permitopen, also with "
      "`permitopen=\"{}\"`), and sshd_config must have `AllowTcpForwarding local` (or yes) and no PermitOpen that leaves it out",
      place);
}

std::string to_allow_sockets(std::string_view socket) {
  return fmt::format(
      "The account's authorized_keys line must begin with `restrict,port-forwarding` (where it has a permitopen, also with "
      "`permitopen=\"[{}]:*\"`), and sshd_config must have `AllowStreamLocalForwarding local` (or yes), no DisableForwarding, "
      "and "
      "no PermitOpen that leaves the socket out.",
      socket);
}

std::string to_allow_commands(std::string_view user) {
  return fmt::format(
      "To have that: `usermod --shell /bin/bash {}` on the host, and no command=\"...\" in its authorized_keys line, nor "
      "ForceCommand in sshd_config.",
      user);
}

std::string to_join_docker_group(std::string_view user) {
  return fmt::format("Run on the host: `usermod -aG docker {}` (it counts from the next login on)", user);
}

std::string to_allow_removals() {
  return "Let DELETE requests of /containers, /images, /volumes and /networks and POST /build/prune pass: in the authorization "
         "plugin "
         "(`authorization-plugins` in /etc/docker/daemon.json), or in the proxy before the engine's socket; or name the engine's "
         "own "
         "socket with the input docker-socket.";
}

std::string to_wake_the_engine() {
  return "On the host, `systemctl status docker` and `journalctl -u docker -n 50` say whether the engine runs and what holds it "
         "up; "
         "`systemctl restart docker` starts it anew (containers stop meanwhile, unless live-restore is set).";
}

std::string to_read_its_log(const container_trouble& one) {
  if (one.id.empty()) return {};
  const auto& name = one.name.raw();
  return fmt::format("`docker logs {}` on the host says why.", can_be_pasted(name) ? name : one.id.substr(0, 12));
}

std::string on_a_full_disk(const file_system& disk) {
  if (disk.inodes && disk.inodes_used && *disk.inodes > 0 && *disk.inodes_used * 100 >= *disk.inodes * nearly_full)
    return fmt::format("{}% of the disk's inodes are used: it can be full while `df -h` shows room.",
                       *disk.inodes_used * 100 / *disk.inodes);
  if (const int used = percent_used(disk); used >= nearly_full)
    return fmt::format(
        "The engine's disk is {}% full ({} available): `--mode aggressive`, or `--mode full` in an emergency, lets "
        "more go; what the report calls kept tells what is in use.",
        used, format_bytes(disk.available));
  return {};
}

}  // namespace dropsweep
