#include "report/log_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>

namespace dropsweep {

namespace {

std::string numbered(const std::string& path, int number) { return fmt::format("{}.{}.gz", path, number); }

bool is_full(const std::string& path, std::int64_t most) {
  struct stat about{};
  return ::stat(path.c_str(), &about) == 0 && S_ISREG(about.st_mode) && about.st_size >= most;
}

// True: all of it is in the new file.
bool compress(const std::string& from, const std::string& to) {
  const int input = ::open(from.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  const int output = input < 0 ? -1 : ::open(to.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0640);
  const gzFile packed = output < 0 ? nullptr : ::gzdopen(output, "wb");
  bool well = packed != nullptr;
  std::array<char, 64 * 1024> buffer{};
  for (ssize_t size = 1; well && size > 0;) {
    size = ::read(input, buffer.data(), buffer.size());
    if (size < 0 || (size > 0 && ::gzwrite(packed, buffer.data(), static_cast<unsigned>(size)) != size)) well = false;
  }
  if (packed != nullptr && ::gzclose(packed) != Z_OK) well = false;
  if (packed == nullptr && output >= 0) ::close(output);
  if (input >= 0) ::close(input);
  return well;
}

void put_away(const std::string& path) {
  const auto fresh = numbered(path, 1) + ".new";
  if (!compress(path, fresh)) {
    ::unlink(fresh.c_str());
    return;
  }
  for (int number = logs_kept; number > 1; --number) {
    (void)std::rename(numbered(path, number - 1).c_str(), numbered(path, number).c_str());
  }
  if (std::rename(fresh.c_str(), numbered(path, 1).c_str()) == 0) ::unlink(path.c_str());
}

}  // namespace

result<void> log_to(const std::string& path, std::int64_t most) {
  if (is_full(path, most)) put_away(path);
  const int file = ::open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOCTTY | O_NOFOLLOW, 0640);
  if (file >= 0 && ::dup2(file, STDOUT_FILENO) >= 0 && ::dup2(file, STDERR_FILENO) >= 0) {
    ::close(file);
    return {};
  }
  const int why = errno;
  if (file >= 0) ::close(file);
  return std::unexpected(error{.code = exit_code::inputs,
                               .step = "log",
                               .seen = fmt::format("Cannot write the log {}: {}.", visible(path), std::strerror(why)),
                               .advice = "Check that its folder exists and may be written to."});
}

}  // namespace dropsweep
