#include "advise/layer_signs.hpp"

#include <algorithm>
#include <map>
#include <string_view>

#include "advise/package_command.hpp"

namespace dropsweep {

namespace {

bool contains_any(std::string_view text, auto... needles) { return (text.contains(needles) || ...); }

// Names of packages that bring compilers, build tools or header files.
bool is_build_package(std::string_view word) {
  constexpr std::string_view exact[]{
      "gcc",   "g++",    "clang",       "make",     "cmake",    "build-essential", "build-base", "cargo", "rustc", "golang",
      "maven", "gradle", "ninja-build", "autoconf", "automake", "libtool",         "gfortran",   "meson", "bison", "flex"};
  return std::ranges::contains(exact, word) || word.ends_with("-dev") || word.ends_with("-devel") ||
         (word.starts_with("openjdk-") && word.contains("-jdk")) || word.starts_with("gcc-") || word.starts_with("g++-");
}

bool is_removal(const package_command& of) {
  constexpr std::string_view verbs[]{"purge", "remove", "autoremove", "del", "erase"};
  return std::ranges::contains(verbs, of.verb);
}

bool is_of_language(std::string_view manager) {
  constexpr std::string_view all[]{"pip", "pip3", "npm", "yarn", "pnpm", "gem"};
  return std::ranges::contains(all, manager);
}

// The build packages that are there after an instruction, each with the name that `apk --virtual` gave to its group. An
// instruction may have thousands of words, and an image hundreds of instructions: no word walks over all packages.
class build_packages {
 public:
  void look_at(const instruction_command& one) {
    const auto it = package_command_of(one);
    if (is_of_language(it.manager)) return;
    if (is_install(it)) add(one, it);
    if (is_removal(it)) remove(one, it);
  }
  bool any() const { return !there_.empty(); }

 private:
  void add(const instruction_command& one, const package_command& it) {
    std::string_view group;
    for (auto at = it.after; at + 1 < one.words.size(); ++at) {
      if (one.words[at].text == "--virtual" || one.words[at].text == "-t") group = one.words[at + 1].text;
    }
    for (auto at = it.after; at < one.words.size(); ++at) {
      const auto word = one.words[at].text;
      const auto name = word.substr(0, word.find_first_of("=<>~:"));
      if (!is_build_package(name)) continue;
      there_[name] = group;
      if (!group.empty()) groups_[group].push_back(name);
    }
  }

  // A removal of what nobody needs any more, or of names that stand elsewhere, may be of all of them.
  void remove(const instruction_command& one, const package_command& it) {
    const bool takes_more =
        it.verb == "autoremove" || it.manager == "yum" || it.manager.ends_with("dnf") || it.after >= one.words.size() ||
        std::ranges::any_of(one.words, [](const instruction_word& word) {
          return !word.plain || word.text == "--auto-remove" || word.text == "--autoremove" || word.text == "xargs";
        });
    if (takes_more) return there_.clear();
    for (auto at = it.after; at < one.words.size(); ++at) {
      const auto name = one.words[at].text;
      there_.erase(name);
      const auto group = groups_.extract(name);
      if (group.empty()) continue;
      // One that was installed again since may be in another group.
      for (const auto member : group.mapped()) {
        const auto known = there_.find(member);
        if (known != there_.end() && known->second == name) there_.erase(known);
      }
    }
  }

  std::map<std::string_view, std::string_view> there_;
  std::map<std::string_view, std::vector<std::string_view>> groups_;
};

bool is_cleaning(const package_command& of) { return of.verb == "clean" || of.verb == "dist-clean"; }

bool leaves_package_lists(std::string_view text, bool pip_keeps_none) {
  if (contains_any(text, "apt-get update", "apt update") && !contains_any(text, "/var/lib/apt/lists", " dist-clean")) return true;
  if (text.contains("apk add") && !contains_any(text, "--no-cache", "/var/cache/apk")) return true;
  if (contains_any(text, "yum install", "dnf install") && !contains_any(text, "clean all", "/var/cache/")) return true;
  if (contains_any(text, "pip install", "pip3 install") && !pip_keeps_none &&
      !contains_any(text, "--no-cache", "PIP_NO_CACHE_DIR", "UV_NO_CACHE", "/.cache"))
    return true;
  return contains_any(text, "npm install", "npm ci", "yarn install") && !contains_any(text, "cache clean", "/.npm", "--mount");
}

// A program that removes, or one that does nothing to the files.
bool only_removes(const instruction_command& one) {
  const auto at = program_place(one);
  if (at >= one.words.size()) return true;
  constexpr std::string_view harmless[]{"rm", "rmdir", "set", "true", ":", "cd"};
  const auto it = package_command_of(one);
  return std::ranges::contains(harmless, one.words[at].text) || is_removal(it) || is_cleaning(it);
}

bool removes_something(const instruction_command& one) {
  const auto at = program_place(one);
  const auto it = package_command_of(one);
  return at < one.words.size() && (one.words[at].text == "rm" || is_removal(it) || is_cleaning(it));
}

}  // namespace

std::vector<layer_signs> signs_of(const std::vector<image_layer>& layers) {
  std::vector<layer_signs> all;
  all.reserve(layers.size());
  bool pip_keeps_none = false;
  for (const auto& layer : layers) {
    const std::string_view text = layer.made_by.raw();
    auto& found = all.emplace_back();
    const auto is = read_instruction(text);
    if (is.keyword == "ENV" && contains_any(text, "PIP_NO_CACHE_DIR", "UV_NO_CACHE")) pip_keeps_none = true;
    if (is.keyword != "RUN" || layer.cut) continue;
    build_packages installed;
    for (const auto& one : is.commands) installed.look_at(one);
    found.compiler = installed.any();
    // What takes no room left nothing behind: its cache was a mount, or another stage's.
    found.cache = layer.size.value > 0 && leaves_package_lists(text, pip_keeps_none);
    found.deletes = std::ranges::all_of(is.commands, only_removes) && std::ranges::any_of(is.commands, removes_something);
  }
  return all;
}

}  // namespace dropsweep
