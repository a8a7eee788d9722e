// What tells whether a file is the same one on both sides.
#pragma once

#include <string>
#include <string_view>

namespace dropsweep {

std::string file_sum(std::string_view bytes);  // SHA-256, as sha256sum prints it

}  // namespace dropsweep
