#include <doctest/doctest.h>

#include <utility>

#include "core/error.hpp"
#include "core/secret.hpp"

using namespace dropsweep;

TEST_CASE("a secret prints as one word and gives its bytes only by name") {
  const secret key("hunter2");
  CHECK(fmt::format("{}", key) == "[secret]");
  CHECK(key.reveal() == "hunter2");
  CHECK_FALSE(key.empty());
  CHECK(secret().empty());
}

TEST_CASE("a secret that was moved from holds nothing") {
  for (const auto* text : {"short", "one that does not fit into the object itself, whatever the library"}) {
    secret from{std::string(text)};
    secret to(std::move(from));
    CHECK(to.reveal() == text);
    CHECK(from.empty());  // NOLINT: what is left is the point
    from = to;
    CHECK(from.reveal() == text);
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
