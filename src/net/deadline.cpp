#include "net/deadline.hpp"

#include <boost/asio/error.hpp>
#include <boost/system/system_error.hpp>

namespace dropsweep {

net_error to_net_error(const boost::system::error_code& code) {
  namespace e = asio::error;
  if (code == e::operation_aborted) return {net_failure::cancelled, "cancelled", {}};
  if (code == e::timed_out) return {net_failure::timed_out, "no answer (the network gave up)", {}};
  if (code == e::connection_refused) return {net_failure::refused, "connection refused", {}};
  if (code == e::network_unreachable || code == e::host_unreachable)
    return {net_failure::unreachable, "no route to the host", {}};
  if (code == e::host_not_found || code == e::no_data || code == e::host_not_found_try_again)
    return {net_failure::name_not_found, "the name is not known to DNS or /etc/hosts", {}};
  if (code == e::eof) return {net_failure::closed, "the other side closed the connection", {}};
  if (code == e::connection_reset || code == e::broken_pipe)
    return {net_failure::closed, "the other side cut the connection (reset)", {}};
  if (code == e::access_denied || code == boost::system::errc::operation_not_permitted)
    return {net_failure::not_permitted, "permission denied", {}};
  if (code == boost::system::errc::no_such_file_or_directory) return {net_failure::not_there, "no such file", {}};
  return {net_failure::other, code.message(), {}};
}

namespace detail {

bool is_cancellation(std::exception_ptr thrown) {
  try {
    std::rethrow_exception(thrown);
  } catch (const boost::system::system_error& failure) {
    return failure.code() == asio::error::operation_aborted;
  } catch (...) {
    return false;
  }
}

}  // namespace detail

}  // namespace dropsweep
