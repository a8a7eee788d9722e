// Scripts on the far side: exec of a POSIX shell, whatever the account's login shell is.
#pragma once

#include "connect/opening.hpp"

namespace dropsweep {

// The command line that makes `script` run: for a login shell, and for another command in front of it.
std::string shell_command(std::string_view script);  // exec /bin/sh -c '...'
std::string shell_words(std::string_view script);    // /bin/sh -c '...'

class remote_scripts final : public script_runner {
 public:
  explicit remote_scripts(std::shared_ptr<ssh_session> session) : session_(std::move(session)) {}

  task<net_result<std::unique_ptr<byte_stream>>> start(std::string_view script, deadline until) override;

 private:
  std::shared_ptr<ssh_session> session_;
};

}  // namespace dropsweep
