#include "unit/inputs/given.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace dropsweep::test {

scratch::scratch() : folder_((std::filesystem::temp_directory_path() / "dropsweep-inputs-XXXXXX").string()) {
  REQUIRE(mkdtemp(folder_.data()) != nullptr);
}

scratch::~scratch() { std::filesystem::remove_all(folder_); }

std::string scratch::write(const std::string& name, std::string_view text) const {
  std::filesystem::create_directories(std::filesystem::path(path(name)).parent_path());
  std::ofstream(path(name), std::ios::binary) << text;
  return path(name);
}

}  // namespace dropsweep::test
