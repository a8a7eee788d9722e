// Rendered text is compared whole, so that a reviewer sees a change as a reader will. UPDATE_GOLDEN=1 rewrites the files in
// tests/data/report.
#pragma once

#include <string>

namespace dropsweep::test {

void check_golden(const std::string& name, const std::string& text);

std::string read_all(const std::string& path);

}  // namespace dropsweep::test
