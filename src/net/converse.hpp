// Talking to a script that was started somewhere: data into it, its output out of it, both at once.
#pragma once

#include "net/deadline.hpp"

namespace dropsweep {

// Everything that `from` gives until its end, at most `most` bytes (then net_failure::other). Meanwhile `input` is awaited and
// written to `to`, which is then closed: that is the script's end of input. A script that ends without reading its input is fine.
task<net_result<std::string>> converse(byte_stream& from, byte_stream& to, task<std::string> input, std::size_t most);

}  // namespace dropsweep
