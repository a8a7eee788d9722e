// The one shell on the host: a script of ours that answers requests for as long as the connection lives. What it holds (the host
// lock) is free again when the connection is gone, however it ended.
#pragma once

#include <boost/asio/steady_timer.hpp>
#include <memory>
#include <string>

#include "net/dialer.hpp"

namespace dropsweep {

class host_shell {
 public:
  host_shell(asio::any_io_executor executor, script_runner& runner)
      : runner_(runner), turn_(std::move(executor), asio::steady_timer::time_point::max()) {}

  // One line of host_script (below), with `data` behind it; the answer without its marks, at most `most` bytes. Requests that are
  // asked together wait for each other. The first one starts the shell. After a failure (no shell, too late, too much) the shell
  // is ended and the same failure answers everything that is asked later.
  task<net_result<std::string>> ask(std::string request, std::string data, std::size_t most, deadline until);

 private:
  class place;
  task<net_result<std::string>> converse(std::string request, std::size_t most, deadline until);
  task<net_result<std::string>> read_answer(std::size_t most);

  script_runner& runner_;
  std::unique_ptr<byte_stream> stream_;
  std::optional<net_error> failure_;
  std::string unread_;
  asio::steady_timer turn_;  // cancelled when a request was answered
  bool taken_ = false;
};

// For a POSIX shell (dash, bash, busybox). Requests, one line each:
//   probe ROOT       how full the disks are, memory, load, arrival of images, and signs that somebody works on the host
//   disk ROOT        the disks alone
//   lock OWNER       takes the host lock or says who has it
//   ledger           the ledger's lines
//   write-ledger N   replaces it by the N bytes that follow; atomic
// Each answer stands between two marks, so that what a login shell says of its own is told apart.
extern const std::string_view host_script;
inline constexpr std::string_view begin_mark = "dropsweep begin\n", end_mark = "dropsweep end\n";

}  // namespace dropsweep
