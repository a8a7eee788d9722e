#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "pages.hpp"

namespace dropsweep {

bool is_file(const input& what) { return what.shape == "FILE"; }
bool is_no_option(const input& what) { return what.where == offered::to_the_action || what.where == offered::in_a_config_file; }
bool is_list_with_commas(const input& what) { return what.choices.contains(','); }

std::vector<std::string> spellings(const input& what) {
  auto names = std::vector{fmt::format("--{}", what.name)};
  if (what.kind == input_kind::flag && what.where == offered::on_a_command_line)
    names.insert(names.begin(), fmt::format("-{}", what.name.front()));
  return names;
}

std::vector<const input*> options_of(command which) {
  std::vector<const input*> options;
  for (const auto& what : all_inputs()) {
    if (takes(which, what) && what.kind != input_kind::secret) options.push_back(&what);
  }
  return options;
}

std::string joined(const std::vector<std::string_view>& words, std::string_view between) {
  return fmt::format("{}", fmt::join(words, between));
}

std::string without_backticks(std::string_view text) {
  std::string without(text);
  std::erase(without, '`');
  return without;
}

}  // namespace dropsweep
