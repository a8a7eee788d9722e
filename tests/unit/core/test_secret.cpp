#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <memory>
#include <sstream>
#include <utility>

#include "core/error.hpp"
#include "core/secret.hpp"

using namespace dropsweep;

namespace {

constexpr const char* short_text = "short";  // kept inside of the object by every library
constexpr const char* long_text = "one that does not fit into the object itself, whatever the library";

template <class T>
concept streamable = requires(std::ostringstream to, T what) { to << what; };

// Whether these bytes, seen as no more than bytes, hold the text.
template <std::size_t size>
bool hold(const std::array<std::byte, size>& bytes, std::string_view text) {
  const auto* letters = reinterpret_cast<const char*>(bytes.data());
  return std::string_view(letters, size).contains(text);
}

}  // namespace

TEST_CASE("a secret cannot be printed and gives its bytes only by name") {
  static_assert(!fmt::is_formattable<secret>::value);
  static_assert(!streamable<secret>);
  static_assert(!std::is_convertible_v<secret, std::string_view>);
  const secret key("hunter2");
  CHECK(key.reveal() == "hunter2");
  CHECK_FALSE(key.empty());
  CHECK(secret().empty());
}

TEST_CASE("a secret that was moved from holds nothing") {
  for (const auto* text : {short_text, long_text}) {
    secret from{std::string(text)};
    secret to(std::move(from));
    CHECK(to.reveal() == text);
    CHECK(from.empty());  // NOLINT: what is left is the point
    from = to;
    CHECK(from.reveal() == text);
  }
}

TEST_CASE("the bytes of a secret are gone when it is destroyed, moved from or given up for another") {
  alignas(secret) std::array<std::byte, sizeof(secret)> place{};
  auto* const one = reinterpret_cast<secret*>(place.data());
  const auto put = [&] {
    std::construct_at(one, std::string(short_text));
    REQUIRE(hold(place, short_text));
  };
  put();
  std::destroy_at(one);
  CHECK_FALSE(hold(place, short_text));
  put();
  const secret moved(std::move(*one));
  CHECK_FALSE(hold(place, short_text));
  std::destroy_at(one);
  put();
  *one = secret();
  CHECK_FALSE(hold(place, short_text));
  std::destroy_at(one);
}

TEST_CASE("the string that a secret is made from keeps nothing of it") {
  for (const auto* text : {short_text, long_text}) {
    std::string given(text);
    const auto* bytes = given.data();
    const bool inside = given.capacity() < 32;
    const secret made(std::move(given));
    CHECK(made.reveal() == text);
    CHECK(given.empty());  // NOLINT: what is left is the point
    if (inside) CHECK(std::all_of(bytes, bytes + given.capacity(), [](char letter) { return letter == 0; }));
  }
}

TEST_CASE("an error is one line: what we saw, what they said, what to do") {
  const error failure{.code = exit_code::engine,
                      .step = "engine",
                      .seen = "The engine refused.",
                      .theirs = "no\n::error::",
                      .advice = "Look at it."};
  CHECK(one_line(failure) == "The engine refused. It said: no\\n::error:: Look at it.");
  CHECK(one_line({.seen = "Only this."}) == "Only this.");
}
