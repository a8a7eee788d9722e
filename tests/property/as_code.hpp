// An example as code to paste: a test case of tests/unit/plan/test_regressions.cpp.
#pragma once

#include <string>
#include <string_view>

#include "property/example.hpp"

namespace dropsweep::property {

std::string as_code(const example& one, std::string_view sentence);

}  // namespace dropsweep::property
