// What OpenSSL allocates holds private keys and what is made of passphrases.
#pragma once

namespace dropsweep {

// Every block that OpenSSL frees is wiped before, not only those for which it does that itself. To be called before OpenSSL
// allocates for the first time.
void wipe_what_openssl_frees() noexcept;

}  // namespace dropsweep
