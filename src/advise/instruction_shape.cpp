#include "advise/instruction_shape.hpp"

#include <algorithm>
#include <utility>

#include "advise/package_command.hpp"
#include "core/escape.hpp"

namespace dropsweep {

namespace {

constexpr std::string_view hidden = "…";

bool is_known_program(std::string_view word) {
  constexpr std::string_view all[]{
      "apt-get", "apt",    "apk",     "yum",   "dnf",  "microdnf", "zypper", "pip",   "pip3",   "npm",     "yarn",     "pnpm",
      "gem",     "bundle", "cargo",   "go",    "uv",   "uvx",      "poetry", "mvn",   "gradle", "make",    "cmake",    "curl",
      "wget",    "git",    "tar",     "unzip", "rm",   "cp",       "mv",     "mkdir", "ln",     "chmod",   "chown",    "useradd",
      "echo",    "set",    "export",  "cd",    "node", "python",   "sh",     "bash",  "npx",    "adduser", "groupadd", "addgroup",
      "find",    "sed",    "python3", "gcc",   "g++",  "true",     "touch",  "cat",   "strip",  "dpkg",    "apt-mark", "ldconfig",
      "xargs",   "if",     "then",    "else",  "do",   "composer", "while",  "sudo"};
  return std::ranges::contains(all, word);
}

bool is_known_target(std::string_view word) {
  constexpr std::string_view all[]{"install", "all", "build", "clean", "test", "sync", "ci", "clone", "run", "update", "upgrade"};
  return std::ranges::contains(all, word);
}

// Those that stand alone; behind any other the next word may be what it asks for.
bool is_known_option(std::string_view word) {
  constexpr std::string_view all[]{"-y",
                                   "-yq",
                                   "-yqq",
                                   "-q",
                                   "-qq",
                                   "-rf",
                                   "-fr",
                                   "-r",
                                   "-f",
                                   "-U",
                                   "-g",
                                   "--yes",
                                   "--quiet",
                                   "--no-install-recommends",
                                   "--no-install-suggests",
                                   "--no-cache",
                                   "--no-cache-dir",
                                   "--upgrade",
                                   "--update",
                                   "--virtual",
                                   "--requirement",
                                   "--auto-remove",
                                   "--global",
                                   "--production",
                                   "--frozen-lockfile",
                                   "--no-compile",
                                   "--no-deps",
                                   "-m"};
  return std::ranges::contains(all, word);
}

bool is_made_of(std::string_view word, std::string_view letters) { return word.find_first_not_of(letters) == word.npos; }

bool looks_like_a_package(std::string_view word) {
  return !word.empty() && word.size() <= 30 && (word.front() == '.' || (word.front() >= 'a' && word.front() <= 'z')) &&
         is_made_of(word, "abcdefghijklmnopqrstuvwxyz0123456789+._-");
}

// Of COPY and ADD. A token has digits or capitals in it, or is an address.
bool looks_like_a_path(std::string_view word) { return word.size() <= 60 && is_made_of(word, "abcdefghijklmnopqrstuvwxyz._-/"); }

class shape_writer {
 public:
  explicit shape_writer(std::string_view keyword) : text_(keyword) {}

  void show(std::string_view word) {
    if (word == hidden && text_.ends_with(hidden)) return;
    text_ += (text_.empty() ? "" : " ");
    text_ += word;
  }

  void show_command(const instruction_command& of) {
    const auto program = program_place(of);
    for (std::size_t at = 0; at < std::min(program + 1, of.words.size()); ++at)
      show_if(of.words[at], is_known_program(of.words[at].text));
    if (program >= of.words.size() || !is_known_program(of.words[program].text)) return;
    const auto package = package_command_of(of);
    bool asked = false;  // by an option, for a word
    for (auto at = program + 1; at < of.words.size(); ++at) {
      const auto& word = of.words[at];
      const bool option = word.text.starts_with('-');
      if (option) {
        asked = !is_known_option(word.text);
        show_if(word, !asked);
      } else {
        show_argument(word, std::exchange(asked, false), package, at);
      }
    }
  }

  std::string end() { return std::move(text_); }

 private:
  void show_if(const instruction_word& word, bool harmless) { show(word.plain && harmless ? word.text : hidden); }

  void show_argument(const instruction_word& word, bool is_an_options, const package_command& package, std::size_t at) {
    if (is_an_options) return show(hidden);
    if (!package.verb.empty() && at + 1 == package.after) return show_if(word, true);
    if (package.manager.empty() || at < package.after) return show_if(word, is_known_target(word.text) || word.text == "pip");
    // "torch==2.1" without what stands behind the mark.
    const auto name = word.text.substr(0, word.text.find('='));
    show_if({name, word.plain}, is_install(package) && looks_like_a_package(name));
  }

  std::string text_;
};

}  // namespace

std::string shape_of(std::string_view made_by, std::size_t limit) {
  const auto is = read_instruction(made_by.substr(0, 4000));
  shape_writer shape(is.keyword);
  const bool copies = is.keyword == "COPY" || is.keyword == "ADD";
  for (const auto& command : is.commands) {
    if (is.keyword == "RUN") {
      if (!command.before.empty()) shape.show(command.before);
      shape.show_command(command);
    } else {
      for (const auto& word : command.words)
        shape.show(copies && word.plain && looks_like_a_path(word.text) ? word.text : hidden);
    }
  }
  return visible(shape.end(), limit);
}

}  // namespace dropsweep
