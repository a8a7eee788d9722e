// A key, passphrase or password. It cannot be printed, compares only by presence, and is wiped when it goes.
#pragma once

#include <string>
#include <string_view>
#include <utility>

namespace dropsweep {

// Zeros, also in a short string's own bytes and in spare capacity; then empty.
void wipe(std::string& text) noexcept;

// Zeros what calls that have returned left on the stack. OpenSSL copies passphrases there and leaves them (its buffer for the
// passphrase of a PEM file).
void wipe_stack() noexcept;

class secret {
 public:
  secret() = default;
  // What is left in `value` is wiped: short strings are copied when they are moved.
  explicit secret(std::string&& value) noexcept : value_(std::move(value)) { wipe(value); }
  secret(const secret&) = default;
  secret(secret&& other) noexcept : secret(std::move(other.value_)) {}
  secret& operator=(secret other) noexcept {
    value_.swap(other.value_);
    return *this;
  }
  ~secret() { wipe(value_); }

  bool empty() const noexcept { return value_.empty(); }
  // The bytes themselves, for the one call that needs them. Valid while this object lives.
  std::string_view reveal() const noexcept { return value_; }

 private:
  std::string value_;
};

}  // namespace dropsweep
