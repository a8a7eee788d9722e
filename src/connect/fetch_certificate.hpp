// A server's host certificate. libssh2 1.11.1 has the names of the certificate algorithms and no code behind them (hostkey.c
// leaves `init` and `sig_verify` null), so they must not be asked for in a session. But a server shows its certificate before
// anything is encrypted, to whoever begins a key exchange: this does, and goes no further. Nothing needs to be believed of that
// connection: the certificate proves itself by its signature, and that the server holds the key in it is proved by the session
// that follows.
#pragma once

#include "net/deadline.hpp"

namespace dropsweep {

// The certificate's blob, whatever it is worth. `closed`: the server did not come as far as to say who it is; its words instead.
task<net_result<std::string>> fetch_host_certificate(byte_stream& line);

}  // namespace dropsweep
