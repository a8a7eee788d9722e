#include "advise/layer_signs.hpp"

#include <algorithm>

#include "core/escape.hpp"

namespace dropsweep {

namespace {

std::vector<std::string_view> words_of_instruction(std::string_view text) {
  constexpr std::string_view between = " \t\n;&|()'\"";
  std::vector<std::string_view> words;
  while (!text.empty()) {
    const auto end = std::min(text.find_first_of(between), text.size());
    if (end > 0) words.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

bool contains_any(std::string_view text, auto... needles) { return (text.contains(needles) || ...); }

bool installs(std::string_view text) {
  return contains_any(text, "apt-get install", "apt install", "apk add", "yum install", "dnf install", "microdnf install",
                      "apt-get -y install", "zypper install");
}

// Names of packages that bring compilers, build tools or header files.
bool is_build_package(std::string_view word) {
  constexpr std::string_view exact[]{
      "gcc",   "g++",    "clang",       "make",     "cmake",    "build-essential", "build-base", "cargo", "rustc", "golang",
      "maven", "gradle", "ninja-build", "autoconf", "automake", "libtool",         "gfortran",   "meson", "bison", "flex"};
  if (std::ranges::contains(exact, word.substr(0, word.find('=')))) return true;
  return word.ends_with("-dev") || word.ends_with("-devel") || (word.starts_with("openjdk-") && word.contains("-jdk")) ||
         word.starts_with("gcc-") || word.starts_with("g++-");
}

bool leaves_package_lists(std::string_view text) {
  if (contains_any(text, "apt-get update", "apt update") && !text.contains("/var/lib/apt/lists")) return true;
  if (text.contains("apk add") && !contains_any(text, "--no-cache", "/var/cache/apk")) return true;
  if (contains_any(text, "yum install", "dnf install") && !contains_any(text, "clean all", "/var/cache/")) return true;
  if (contains_any(text, "pip install", "pip3 install") && !contains_any(text, "--no-cache-dir", "PIP_NO_CACHE_DIR", "/.cache"))
    return true;
  return contains_any(text, "npm install", "npm ci", "yarn install") && !contains_any(text, "cache clean", "/.npm", "--mount");
}

bool removes(std::string_view text) {
  return contains_any(text, "rm -rf ", "rm -fr ", "rm -r ", "apt-get purge", "apt-get remove", "apt-get autoremove",
                      "apt-get clean", "apk del", "yum remove", "dnf remove", "clean all");
}

std::string without(std::string text, std::string_view part) {
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part)) text.erase(at, part.size());
  return text;
}

// "|2 TOKEN=x NAME=y /bin/sh -c ..." is how build arguments stand in front of a command.
std::string_view without_arguments(std::string_view text) {
  if (!text.starts_with('|')) return text;
  const auto shell = text.find(" /bin/sh -c ");
  return shell == text.npos ? std::string_view() : text.substr(shell + 1);
}

// After these, the next word may be a password.
bool asks_for_a_secret(std::string_view option) {
  constexpr std::string_view exact[]{"-u", "-p", "-H", "--user", "--password", "--token", "--header"};
  return std::ranges::contains(exact, option);
}

std::string masked(std::string_view word) {
  std::string shown(word);
  if (const auto address = shown.find("://"), at = shown.find('@', address); address != shown.npos && at != shown.npos)
    shown.replace(address + 3, at - address - 3, "…");
  for (const char mark : {'?', '='}) {
    if (const auto begins = shown.find(mark); begins != shown.npos) shown = shown.substr(0, begins + 1) + "…";
  }
  return shown;
}

}  // namespace

layer_signs signs_of(const image_layer& layer) {
  const std::string_view text = layer.made_by.raw();
  layer_signs found;
  if (installs(text)) found.compiler = std::ranges::any_of(words_of_instruction(text), is_build_package);
  // What takes no room left nothing behind: its cache was a mount, or another stage's.
  found.cache = layer.size.value > 0 && leaves_package_lists(text);
  found.deletes = removes(text) && !installs(text) && !leaves_package_lists(text);
  return found;
}

std::string shape_of(std::string_view made_by, std::size_t limit) {
  std::string text(made_by.substr(0, 4000));
  bool run = text.starts_with("RUN ");
  if (run) text.erase(0, 4);
  text = without_arguments(text);
  const bool shell = text.starts_with("/bin/sh -c ") || text.starts_with("/bin/bash -c ");
  const bool no_layer = text.contains("#(nop)");
  text = without(without(without(without(std::move(text), "/bin/sh -c "), "/bin/bash -c "), "#(nop) "), "# buildkit");
  run = run || (shell && !no_layer);
  std::string shape = run ? "RUN" : "";
  bool hide = false;
  for (std::string_view rest = text; !rest.empty();) {
    const auto end = std::min(rest.find_first_of(" \t\n"), rest.size());
    const auto word = rest.substr(0, end);
    if (end > 0) shape += (shape.empty() ? "" : " ") + (hide ? "…" : masked(word));
    if (end > 0) hide = asks_for_a_secret(word);
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return visible(shape, limit);
}

}  // namespace dropsweep
