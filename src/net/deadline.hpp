// Deadlines as named errors: an operation that a deadline ended says "no answer within 5s", never "operation aborted".
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/system/error_code.hpp>
#include <chrono>
#include <string>

#include "core/error.hpp"
#include "core/time.hpp"
#include "net/byte_stream.hpp"

namespace dropsweep {

template <class T>
using task = asio::awaitable<T>;  // our coroutines; all of them run on one thread

using deadline = std::chrono::steady_clock::time_point;

inline deadline after(span length) { return std::chrono::steady_clock::now() + length; }
inline deadline earlier(deadline a, deadline b) { return a < b ? a : b; }

// What a connection failed of, by name; callers branch on these and not on numbers of the operating system.
enum class net_failure {
  name_not_found,
  refused,
  unreachable,
  timed_out,
  closed,
  not_permitted,
  not_there,
  unsupported,
  cancelled,
  other
};

struct net_error {
  net_failure what = net_failure::other;
  std::string detail;  // ours: "connection refused", "no answer within 5s"
  foreign theirs;      // the other side's words, if any
};

template <class T>
using net_result = std::expected<T, net_error>;

// Translates an error code once, at the edge. `timed_out` when the operation was cancelled because its deadline had passed.
net_error to_net_error(const boost::system::error_code& code);

// Runs `work` until it ends or the deadline passes; then `work` is cancelled, awaited, and the result is net_failure::timed_out.
// Cancellation from outside passes through and ends as net_failure::cancelled.
template <class T>
task<net_result<T>> by(deadline when, task<net_result<T>> work);

}  // namespace dropsweep

#include "net/deadline_impl.hpp"
