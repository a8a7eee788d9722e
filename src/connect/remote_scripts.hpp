// Scripts on the far side: exec of a POSIX shell, whatever the account's login shell is.
#pragma once

#include "connect/opening.hpp"

namespace dropsweep {

// The command line that makes `script` run. It first says a word of ours, so that what a login shell's start files print before
// it can be told apart, and an account without a shell (nologin, a forced command) is noticed.
std::string shell_command(std::string_view script);
// What follows that word in `output`; nullopt when it never came.
std::optional<std::string> after_greeting(const std::string& output);

class remote_scripts final : public script_runner {
 public:
  explicit remote_scripts(std::shared_ptr<ssh_session> session) : session_(std::move(session)) {}

  // not_permitted: the server runs no commands for this account; unsupported: it ran something else than our shell.
  task<net_result<std::string>> run(std::string_view script, task<std::string> input, std::size_t most, deadline until) override;

 private:
  std::shared_ptr<ssh_session> session_;
};

}  // namespace dropsweep
