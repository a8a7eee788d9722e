// Text that somebody else wrote: the droplet's names, labels, tags, errors, bodies, banners, and plan files.
// It is a type of its own so that it cannot reach a log, a summary or an output by accident: fmt prints it through
// the sanitiser (core/escape.hpp), and the raw bytes come out only by name, for comparing and for requests.
#pragma once

#include <fmt/format.h>

#include <compare>
#include <string>
#include <string_view>
#include <utility>

#include "core/escape.hpp"

namespace dropsweep {

class foreign {
 public:
  foreign() = default;
  foreign(std::string bytes) : bytes_(std::move(bytes)) {}
  foreign(std::string_view bytes) : bytes_(bytes) {}
  foreign(const char* bytes) : bytes_(bytes) {}

  const std::string& raw() const noexcept { return bytes_; }
  bool empty() const noexcept { return bytes_.empty(); }

  friend bool operator==(const foreign&, const foreign&) = default;
  friend std::strong_ordering operator<=>(const foreign&, const foreign&) = default;

 private:
  std::string bytes_;
};

}  // namespace dropsweep

template <>
struct fmt::formatter<dropsweep::foreign> : fmt::formatter<std::string> {
  auto format(const dropsweep::foreign& text, fmt::format_context& context) const {
    return fmt::formatter<std::string>::format(dropsweep::visible(text.raw()), context);
  }
};
