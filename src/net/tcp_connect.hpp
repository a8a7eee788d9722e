// The TCP part of dialing, apart from the name look-up: who walks step by step wants to say which of the two failed.
#pragma once

#include "net/name_lookup.hpp"

namespace dropsweep {

// Tries the addresses one after another until one accepts; a silent one does not use up the time of those after it.
// An error names every address that was tried and what it did.
task<net_result<std::unique_ptr<byte_stream>>> connect_to(tcp_addresses addresses, deadline until);

}  // namespace dropsweep
