// What is wrong with a certificate, in words that say what to do.
#pragma once

#include <openssl/x509_vfy.h>

#include <string>
#include <string_view>

namespace dropsweep {

// One sentence for the flaw that `seen` stands at: "the certificate expired on 2026-03-01: renew it on the server".
// Names inside the certificate are the other side's words and come out escaped.
std::string describe_flaw(X509_STORE_CTX* seen, std::string_view host);

}  // namespace dropsweep
