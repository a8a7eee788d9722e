// A key, passphrase or password. It prints as "[secret]", compares only by presence, and is wiped when it goes.
#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <utility>

namespace dropsweep {

class secret {
 public:
  secret() = default;
  explicit secret(std::string value) : value_(std::move(value)) {}
  secret(const secret&) = default;
  secret(secret&& other) noexcept : value_(other.value_) { other.wipe(); }
  secret& operator=(secret other) noexcept {
    value_.swap(other.value_);
    return *this;
  }
  ~secret() { wipe(); }

  bool empty() const noexcept { return value_.empty(); }
  // The bytes themselves, for the one call that needs them. Valid while this object lives.
  std::string_view reveal() const noexcept { return value_; }

 private:
  void wipe() noexcept;  // volatile writes: the optimiser may not drop them

  std::string value_;
};

}  // namespace dropsweep

template <>
struct fmt::formatter<dropsweep::secret> : fmt::formatter<std::string_view> {
  auto format(const dropsweep::secret&, fmt::format_context& context) const {
    return fmt::formatter<std::string_view>::format("[secret]", context);
  }
};
