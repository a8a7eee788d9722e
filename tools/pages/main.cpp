// pages man DATE | pages bash|zsh|fish: writes one page to standard output. No part of dropsweep itself, which travels at every
// use.
#include <fmt/format.h>

#include <cstdio>
#include <span>
#include <string>
#include <string_view>

#include "pages.hpp"

namespace {

std::string page(std::span<char*> arguments) {
  const std::string_view which = arguments.size() > 1 ? arguments[1] : "";
  if (which == "man" && arguments.size() > 2) return dropsweep::man_page(arguments[2]);
  if (which == "bash") return dropsweep::bash_completion();
  if (which == "zsh") return dropsweep::zsh_completion();
  if (which == "fish") return dropsweep::fish_completion();
  return "";
}

}  // namespace

int main(int count, char** arguments) {
  const auto text = page(std::span(arguments, static_cast<std::size_t>(count)));
  if (text.empty()) {
    fmt::print(stderr, "usage: pages man DATE | pages bash|zsh|fish\n");
    return 2;
  }
  fmt::print("{}", text);
}
