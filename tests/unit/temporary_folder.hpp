// A folder of a test's own, gone when the test ends.
#pragma once

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <system_error>

namespace dropsweep::test {

class temporary_folder {
 public:
  temporary_folder() = default;
  temporary_folder(const temporary_folder&) = delete;
  temporary_folder& operator=(const temporary_folder&) = delete;
  ~temporary_folder() { std::filesystem::remove_all(path); }

  std::string operator/(const std::string& name) const { return (path / name).string(); }

  const std::filesystem::path path = made();

 private:
  static std::filesystem::path made() {
    auto name = (std::filesystem::temp_directory_path() / "dropsweep-test-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::system_error(errno, std::generic_category(), name);
    return name;
  }
};

}  // namespace dropsweep::test
