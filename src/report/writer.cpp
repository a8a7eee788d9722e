#include "report/writer.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <stdexcept>

namespace dropsweep {

namespace {

class file {
 public:
  explicit file(int handle) : handle_(handle) {}
  file(const file&) = delete;
  file& operator=(const file&) = delete;
  ~file() {
    if (handle_ >= 0) ::close(handle_);
  }

  bool open() const { return handle_ >= 0; }
  int handle() const { return handle_; }

 private:
  int handle_;
};

error cannot_write(const std::string& path, std::string_view what, int number) {
  return {.code = exit_code::inputs,
          .step = "report",
          .seen = fmt::format("Cannot write {}: {}: {}.", visible(path), what, std::strerror(number)),
          .advice = "Check that the folder exists, that it may be written to, and that the disk has room."};
}

// The number of the failure, or 0.
int write_all(int handle, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto written = ::write(handle, bytes.data(), bytes.size());
    if (written >= 0) {
      bytes.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno == EAGAIN) {
      // Standard output may be a terminal or a pipe that somebody else made non-blocking.
      pollfd room{.fd = handle, .events = POLLOUT, .revents = 0};
      ::poll(&room, 1, 1000);
    } else if (errno != EINTR) {
      return errno;
    }
  }
  return 0;
}

// The same; what comes after a failure is dropped.
int write_pieces(int handle, const std::function<void(text_sink)>& write) {
  int failed = 0;
  write([&](std::string_view piece) {
    if (failed == 0) failed = write_all(handle, piece);
  });
  return failed;
}

bool is_special(const std::string& path) {
  struct stat seen{};
  return ::stat(path.c_str(), &seen) == 0 && !S_ISREG(seen.st_mode) && !S_ISDIR(seen.st_mode);
}

// A link stays a link: its target is replaced.
std::string real_path(const std::string& path) {
  char* found = ::realpath(path.c_str(), nullptr);
  if (found == nullptr) return path;
  std::string real(found);
  std::free(found);
  return real;
}

bool is_output_name(std::string_view name) {
  return !name.empty() && std::ranges::all_of(name, [](char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9') ||
           letter == '-' || letter == '_';
  });
}

}  // namespace

std::string output_records(const std::vector<std::pair<std::string, std::string>>& outputs, std::string_view random_delimiter) {
  std::string records;
  for (const auto& [name, value] : outputs) {
    if (!is_output_name(name))
      throw std::invalid_argument("an output's name must be of letters, digits, '-' and '_': " + visible(name));
    if (random_delimiter.empty() || value.contains(random_delimiter)) {
      throw std::invalid_argument("the value of output " + name + " contains the delimiter");
    }
    records += fmt::format("{}<<{}\n{}\n{}\n", name, random_delimiter, value, random_delimiter);
  }
  return records;
}

result<void> append_once(const std::string& path, std::string_view bytes) {
  const file to(::open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOCTTY, 0644));
  if (!to.open()) return std::unexpected(cannot_write(path, "opening it failed", errno));
  ssize_t written;
  do {
    written = ::write(to.handle(), bytes.data(), bytes.size());
  } while (written < 0 && errno == EINTR);
  if (written < 0) return std::unexpected(cannot_write(path, "writing to it failed", errno));
  if (static_cast<std::size_t>(written) != bytes.size()) {
    return std::unexpected(cannot_write(path, fmt::format("only {} of {} bytes were taken", written, bytes.size()), ENOSPC));
  }
  return {};
}

result<void> replace_file(const std::string& path, const std::function<void(text_sink)>& write) {
  if (is_special(path)) {
    const file to(::open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NOCTTY));
    const int failed = to.open() ? write_pieces(to.handle(), write) : errno;
    if (failed != 0) return std::unexpected(cannot_write(path, "writing to it failed", failed));
    return {};
  }
  const auto target = real_path(path);
  auto temporary = target + ".XXXXXX";
  const file to(::mkostemp(temporary.data(), O_CLOEXEC));  // made with mode 0600
  if (!to.open()) return std::unexpected(cannot_write(path, "making a new file beside it failed", errno));
  int failed = write_pieces(to.handle(), write);
  if (failed == 0 && ::rename(temporary.c_str(), target.c_str()) != 0) failed = errno;
  if (failed == 0) return {};
  ::unlink(temporary.c_str());
  return std::unexpected(cannot_write(path, "replacing it failed", failed));
}

// A reader that went away (`dropsweep plan | head`) ends nothing: main ignores SIGPIPE, and the other reports still go out.
void print(std::string_view text) { (void)write_all(STDOUT_FILENO, text); }

std::string random_delimiter() {
  std::array<unsigned char, 16> bytes{};
  if (::getentropy(bytes.data(), bytes.size()) != 0) throw std::runtime_error("the system has no random numbers");
  std::string text = "ghadelimiter_";
  for (const auto byte : bytes) text += fmt::format("{:02x}", byte);
  return text;
}

}  // namespace dropsweep
