// What a server says before anything is encrypted: its identification line and the algorithms that it offers. Read a second time
// here, beside libssh2, so that a failure can be explained.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/foreign.hpp"

namespace dropsweep {

struct greeting {
  std::optional<foreign> identification;  // "SSH-2.0-OpenSSH_10.0"
  foreign before;                         // what came before it, or instead of it
  struct offer {
    std::vector<std::string> key_exchange, host_key, cipher, mac;  // theirs: to be compared, and shown through `foreign`
  };
  std::optional<offer> offered;
};

// `opening` is the beginning of the server's bytes, however much has come.
greeting read_greeting(std::string_view opening);

// Of a complete identification line: does it speak SSH 2?
bool speaks_ssh2(const foreign& identification);

// Whether this server was seen to take what a client sends before it has the answer to its last request, one after another: round
// trips are saved there. Others may work on several at once: asyncssh ends the connection when a channel is asked for while it
// still looks at the signature.
bool takes_requests_in_order(const foreign& identification);

}  // namespace dropsweep
