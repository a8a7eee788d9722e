#include "inputs/read_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace dropsweep {

namespace {

class open_file {
 public:
  explicit open_file(const std::string& path) : fd_(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {}
  open_file(const open_file&) = delete;
  open_file& operator=(const open_file&) = delete;
  ~open_file() {
    if (fd_ >= 0) ::close(fd_);
  }
  bool opened() const noexcept { return fd_ >= 0; }
  // As its folder says; 0 of a pipe or of what else shows only while it is read.
  std::size_t announced_size() const {
    struct stat about{};
    return ::fstat(fd_, &about) == 0 && S_ISREG(about.st_mode) ? static_cast<std::size_t>(about.st_size) : 0;
  }
  // The number of bytes; 0 at the end, -1 with errno set.
  ssize_t read(char* to, std::size_t most) const {
    ssize_t got = 0;
    do got = ::read(fd_, to, most);
    while (got < 0 && errno == EINTR);
    return got;
  }

 private:
  int fd_;
};

std::unexpected<std::string> unreadable() { return std::unexpected(fmt::format("cannot be read: {}", std::strerror(errno))); }

}  // namespace

parsed<std::string> read_file(const std::string& path, std::size_t limit) {
  const open_file file(path);
  if (!file.opened()) return unreadable();
  const auto too_large = [limit] { return std::unexpected(fmt::format("is larger than {} MiB", limit >> 20)); };
  if (file.announced_size() > limit) return too_large();
  constexpr std::size_t step = 256 * 1024;
  std::string text;
  // It may be a key, which must not be left behind in a block that became too small.
  text.reserve(file.announced_size() + 2 * step);
  for (;;) {
    const auto before = text.size();
    ssize_t got = 0;
    text.resize_and_overwrite(before + step, [&](char* bytes, std::size_t) {
      got = file.read(bytes + before, step);
      return before + (got > 0 ? static_cast<std::size_t>(got) : 0);
    });
    if (got < 0) return unreadable();
    if (got == 0) return text;
    if (text.size() > limit) return too_large();
  }
}

std::string in_home(std::string_view path, std::string_view home) {
  if (!path.starts_with("~/") || home.empty()) return std::string(path);
  return std::string(home) + std::string(path.substr(1));
}

}  // namespace dropsweep
