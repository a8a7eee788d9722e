// Which algorithms we ask for.
#pragma once

#include <libssh2.h>

#include <string>

#include "connect/greeting.hpp"

namespace dropsweep {

// `host_keys`: see host_key_algorithms().
void prefer_algorithms(LIBSSH2_SESSION* session, const std::string& host_keys);

// For each kind of algorithm of which the server has none that we have, a sentence with both lists, after a blank.
std::string nothing_in_common(const greeting::offer& theirs, const std::string& host_keys);

// The server's only cipher is one that libssh2 has and that is not asked for: chacha20-poly1305, with a libssh2 before 1.11.2.
bool only_unsound_ciphers(const greeting::offer& theirs);

}  // namespace dropsweep
