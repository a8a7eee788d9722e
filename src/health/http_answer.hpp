// One HTTP answer, read from a stranger: what is wanted of it, and in which words it is told.
#pragma once

#include <boost/system/error_code.hpp>
#include <string>

#include "health/conversation.hpp"
#include "net/deadline.hpp"

namespace dropsweep {

// Sends the request in one write (over SSH: one packet) and reads as much of the answer as the verdict needs: the header, then
// the body up to `contains` or `body_most`, or the excerpt of an unhealthy one. Some 60 KiB of memory, whatever the
// other side sends.
task<net_result<observation>> ask_http(byte_stream& stream, const service& which, conversation& talk);

// Whether the status is one that the service wants; and how that is said: "200 OK", "status 503, wanted 200 or 204".
bool is_wanted(const service& which, unsigned status);
std::string status_words(const service& which, unsigned status);

// Why no header could be read: "the answer is no HTTP: it starts with \"SSH-2.0-...\"".
net_error header_failure(const boost::system::error_code& code, const conversation& talk);

}  // namespace dropsweep
