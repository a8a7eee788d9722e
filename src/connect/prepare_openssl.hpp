// OpenSSL as this program wants it, whatever the environment says.
#pragma once

namespace dropsweep {

// To be called before OpenSSL is used for anything.
//
// Every block that OpenSSL frees is wiped before, not only those for which it does that itself: what it allocates holds private
// keys and what is made of passphrases. And it reads no config file: OPENSSL_CONF may be anybody's (an earlier step's of the
// same job), and a provider's `module = FILE` in there is a library that OpenSSL would load, also into a static program.
void prepare_openssl() noexcept;

}  // namespace dropsweep
