#include "golden.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

namespace dropsweep::test {

std::string read_all(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

void check_golden(const std::string& name, const std::string& text) {
  const auto path = std::string(DROPSWEEP_TEST_DATA "/report/") + name;
  if (const char* update = std::getenv("UPDATE_GOLDEN"); update != nullptr && std::string(update) == "1") {
    std::ofstream(path, std::ios::binary) << text;
    return;
  }
  const bool same = read_all(path) == text;
  CHECK_MESSAGE(same, "tests/data/report/", name, " differs; UPDATE_GOLDEN=1 rewrites it. Rendered:\n", text);
}

}  // namespace dropsweep::test
