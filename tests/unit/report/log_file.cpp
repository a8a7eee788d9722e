#include "report/log_file.hpp"

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>
#include <zlib.h>

#include <array>
#include <filesystem>
#include <fstream>

#include "report/writer.hpp"
#include "unit/temporary_folder.hpp"

using namespace dropsweep;
namespace files = std::filesystem;

namespace {

// What a process of its own says into the log: ours keeps its standard output.
bool says(const std::string& log, const std::string& words, std::int64_t most) {
  const auto child = ::fork();
  if (child == 0) {
    const bool open = log_to(log, most).has_value();
    if (open) print(words);
    ::_exit(open ? 0 : 1);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return status == 0;
}

std::string unpacked(const std::string& path) {
  std::string text;
  std::array<char, 1000> buffer{};
  const gzFile file = ::gzopen(path.c_str(), "rb");
  for (int size = 1; file != nullptr && size > 0;) {
    size = ::gzread(file, buffer.data(), buffer.size());
    if (size > 0) text.append(buffer.data(), static_cast<std::size_t>(size));
  }
  if (file != nullptr) ::gzclose(file);
  return text;
}

}  // namespace

TEST_CASE("A log grows until it is full; then it is compressed, and five of these are kept") {
  const test::temporary_folder place;
  const auto log = place / "log";
  for (int number = 0; number < 9; ++number) {
    CHECK(says(log, std::to_string(number) + " said\n", 14));  // two of them
    CHECK(files::file_size(log) <= 14);
  }
  CHECK(says(log, "9 said\n", 7));
  CHECK(unpacked(log + ".1.gz") == "8 said\n");
  CHECK(unpacked(log + ".2.gz") == "6 said\n7 said\n");
  CHECK(unpacked(log + ".5.gz") == "0 said\n1 said\n");
  CHECK(says(log, "10 said\n", 7));
  CHECK(unpacked(log + ".5.gz") == "2 said\n3 said\n");
  CHECK_FALSE(files::exists(log + ".6.gz"));
  CHECK_FALSE(files::exists(log + ".1.gz.new"));
}

TEST_CASE("A log that cannot be written is refused, and so is one that is a link") {
  const test::temporary_folder place;
  CHECK_FALSE(says(place / "none/log", "x", 100));
  files::create_symlink("/etc/passwd", place / "link");
  CHECK_FALSE(says(place / "link", "x", 1));
}
