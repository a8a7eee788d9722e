// `docker system dial-stdio` as a stream: whether the engine is at its other end shows only when it answers.
#pragma once

#include "connect/channel.hpp"
#include "net/deadline.hpp"

namespace dropsweep {

// Asks the engine for a sign of life and leaves the stream ready for the next request. When something else answers, `words` is
// what it said (its standard error, else its output), bounded.
task<net_result<bool>> greet_engine(byte_stream& stream, std::shared_ptr<ssh_channel> channel, std::string& words);

}  // namespace dropsweep
