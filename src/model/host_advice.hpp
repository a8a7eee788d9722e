// What to change on a host, with the line to paste: one text each, for the step that fails by it and for `doctor`, which looks
// ahead. docs/least-privilege.md has the whole recipes. Arguments are shown as they are: they went through the sanitiser.
#pragma once

#include <string>
#include <string_view>

#include "model/health.hpp"
#include "model/survey.hpp"

namespace dropsweep {

// sshd does not let the account reach ports; `place` is one that is wanted.
std::string to_allow_ports(std::string_view place);

// sshd does not let the account reach the engine's socket.
std::string to_allow_sockets(std::string_view socket);

// The account runs no commands.
std::string to_allow_commands(std::string_view user);

// The account may not open the socket.
std::string to_join_docker_group(std::string_view user);

// Something between the account and the engine lets looks pass and no removals.
std::string to_allow_removals();

// The engine's socket is open, and no useful answer comes.
std::string to_wake_the_engine();

// A container is not well: where it says why. Its name is anybody's choice, and stands in the command only if it is nothing but
// a name; else its id does. "" of one that is gone, and its log with it.
std::string to_read_its_log(const container_trouble& one);

// The disk is full, or out of inodes: what that is, and what to do; "" where there is room.
std::string on_a_full_disk(const file_system& disk);

}  // namespace dropsweep
