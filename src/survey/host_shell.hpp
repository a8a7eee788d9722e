// The one shell on the host: a script of ours that answers requests for as long as the connection lives. What it holds (the host
// lock) is free again when the connection is gone, however it ended.
#pragma once

#include <memory>
#include <string>

#include "net/dialer.hpp"
#include "net/wake_up.hpp"
#include "survey/host_script.hpp"

namespace dropsweep {

class host_shell {
 public:
  // `script`: of host_script's kind.
  host_shell(const asio::any_io_executor& executor, script_runner& runner, std::string_view script = host_script)
      : runner_(runner), script_(script), moved_on_(executor) {}

  // One line of the script's, with `data` behind it; the answer without its marks, at most `most` bytes. What is asked
  // meanwhile goes out at once and is answered in turn: several requests together take one round trip. The first one starts the
  // shell. After a failure (no shell, too late, too much) the shell is ended and the same failure answers everything else.
  task<net_result<std::string>> ask(std::string request, std::string data, std::size_t most, deadline until);

 private:
  task<net_result<std::string>> converse(std::size_t place, std::string request, std::size_t most, deadline until);
  task<net_result<std::string>> read_answer(std::size_t most);
  task<void> turn_of(std::size_t place, const std::size_t& turn);

  script_runner& runner_;
  std::string_view script_;
  std::unique_ptr<byte_stream> stream_;
  std::optional<net_error> failure_;
  std::string unread_;
  wake_up moved_on_;
  std::size_t places_ = 0, asked_ = 0, answered_ = 0;  // requests so far, those sent, those answered
};

}  // namespace dropsweep
