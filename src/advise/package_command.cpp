#include "advise/package_command.hpp"

#include <algorithm>

namespace dropsweep {

package_command package_command_of(const instruction_command& of) {
  constexpr std::string_view managers[]{"apt-get", "apt",  "apk", "yum",  "dnf",  "microdnf", "zypper",
                                        "pip",     "pip3", "npm", "yarn", "pnpm", "gem"};
  constexpr std::string_view verbs[]{"install", "add",   "update", "upgrade", "ci",         "purge",        "remove",
                                     "del",     "erase", "clean",  "run",     "autoremove", "dist-upgrade", "dist-clean"};
  auto at = program_place(of);
  if (at >= of.words.size()) return {};
  const auto word = [&](std::size_t place) { return place < of.words.size() ? of.words[place].text : std::string_view(); };
  // What it removes comes from somewhere else.
  if (word(at) == "xargs")
    at = static_cast<std::size_t>(
        std::ranges::find_if(of.words, [&](const auto& one) { return std::ranges::contains(managers, one.text); }) -
        of.words.begin());
  if (word(at).starts_with("python") && word(at + 1) == "-m") at += 2;
  if (!std::ranges::contains(managers, word(at))) return {};
  package_command found{.manager = word(at), .verb = {}, .after = at + 1};
  while (found.after < of.words.size() && found.verb.empty()) {
    const auto next = word(found.after++);
    if (std::ranges::contains(verbs, next)) found.verb = next;
  }
  return found;
}

bool is_install(const package_command& of) { return of.verb == "install" || of.verb == "add"; }

}  // namespace dropsweep
