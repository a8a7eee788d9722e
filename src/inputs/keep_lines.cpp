#include "inputs/keep_lines.hpp"

#include <fmt/format.h>

#include <array>
#include <utility>

namespace dropsweep {

namespace {

using subject = keep_rule::subject;

constexpr std::array<std::pair<std::string_view, subject>, 6> subjects{{{"image", subject::image},
                                                                        {"volume", subject::volume},
                                                                        {"container", subject::container},
                                                                        {"network", subject::network},
                                                                        {"label", subject::label},
                                                                        {"project", subject::project}}};
constexpr std::size_t longest_pattern = 512;

std::unexpected<std::string> no_protection(std::string_view line, std::string_view why) {
  return std::unexpected(
      fmt::format("{} {}; write for example image:shop/*, volume:*-data, label:tier=db or project:shop", shown(line), why));
}

}  // namespace

parsed<keep_rule> parse_keep_line(std::string_view line) {
  const auto colon = line.find(':');
  if (colon == std::string_view::npos) return no_protection(line, "does not say what kind of object it protects");

  keep_rule rule{.as_given = std::string(line)};
  const auto* known = subjects.begin();
  while (known != subjects.end() && known->first != line.substr(0, colon)) ++known;
  if (known == subjects.end())
    return no_protection(line, "begins with none of image, volume, container, network, label, project");
  rule.what = known->second;

  auto pattern = trimmed(line.substr(colon + 1));
  if (rule.what == subject::label) {
    if (const auto equals = pattern.find('='); equals != std::string_view::npos) {
      rule.value = pattern.substr(equals + 1);
      pattern = trimmed(pattern.substr(0, equals));
    }
  }
  if (pattern.empty()) return no_protection(line, "names nothing after its colon");
  if (line.size() > longest_pattern) return no_protection(line, fmt::format("is longer than {} bytes", longest_pattern));
  // No name of an object has a blank in it: such a line would protect nothing, silently.
  if (has_blank_or_control(pattern)) return no_protection(line, "has a blank or a control character in it");
  rule.pattern = pattern;
  return rule;
}

}  // namespace dropsweep
