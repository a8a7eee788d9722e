#include "unit/inputs/given.hpp"

#include <filesystem>
#include <fstream>

namespace dropsweep::test {

std::string scratch::write(const std::string& name, std::string_view text) const {
  std::filesystem::create_directories(std::filesystem::path(path(name)).parent_path());
  std::ofstream(path(name), std::ios::binary) << text;
  return path(name);
}

}  // namespace dropsweep::test
