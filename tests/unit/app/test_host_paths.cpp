// Two scripts for hosts, of two floors that do not see each other, speak of the same files.
#include <doctest/doctest.h>

#include <string>

#include "schedule/places.hpp"
#include "survey/host_script.hpp"

using namespace dropsweep;

TEST_CASE("The survey looks for a schedule where one is installed") {
  CHECK(host_script.contains("[ -r " + std::string(config_place.path) + " ]"));
  CHECK(host_script.contains("cd " + std::string(report_folder) + " "));
  const auto folder = program_place.path.substr(0, program_place.path.rfind('/') + 1);
  CHECK(host_script.contains(std::string(folder) + "*) echo running"));
}
