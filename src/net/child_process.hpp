// Programs of this machine, started without a shell of their own accord.
#pragma once

#include <sys/types.h>

#include <string>
#include <utility>
#include <vector>

namespace dropsweep {

// An open file of ours, closed with its owner.
class descriptor {
 public:
  explicit descriptor(int number = -1) : number_(number) {}
  descriptor(descriptor&& other) noexcept : number_(other.release()) {}
  descriptor& operator=(descriptor&&) = delete;
  ~descriptor() { close(); }

  int number() const noexcept { return number_; }
  int release() noexcept { return std::exchange(number_, -1); }
  void close() noexcept;

 private:
  int number_;
};

struct standard_streams {
  int input, output, errors;
};

// Starts words[0] (looked up in PATH) with these words and this environment and nothing of ours: plain signals, and a process
// group of its own, so that whatever it starts can be ended with it. 0, or an errno.
int start_child(pid_t& leader, std::vector<std::string> words, std::vector<std::string> environment,
                const standard_streams& streams);

// Its exit status, as waitpid gives it.
int wait_for_child(pid_t leader);

}  // namespace dropsweep
