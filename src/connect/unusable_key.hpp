// Private keys that no SSH session can be opened with from here, each by its name and with the way around it.
#pragma once

#include <optional>

#include "connect/credentials.hpp"
#include "core/error.hpp"

namespace dropsweep {

// By the look of the text, and for PEM and PKCS#8 by what OpenSSL finds in it. nullopt: libssh2 may try.
std::optional<error> refuse_unusable_key(const credentials& given);

// A key that looked right and did not open after all.
error cannot_open_key(const credentials& given);

}  // namespace dropsweep
