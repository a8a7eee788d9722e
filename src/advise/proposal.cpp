#include "advise/proposal.hpp"

#include <fmt/format.h>

namespace dropsweep {

namespace {

constexpr byte_count step{16 * mebibyte}, least{32 * mebibyte};

}  // namespace

byte_count rounded_up(byte_count size) { return {(size + step - byte_count{1}).value / step.value * step.value}; }

std::optional<memory_proposal> propose(const memory_basis& on) {
  constexpr byte_count most{std::int64_t{1} << 60};  // the numbers are the host's
  if (!on.used || on.used->value < 0) return std::nullopt;
  const auto measured = std::max(*on.used, on.recorded.value_or(byte_count{}));
  const auto highest = std::max(measured, on.peak.value_or(byte_count{}));
  if (highest > most) return std::nullopt;
  const auto headroom = on.peak ? byte_count{highest.value / 4} : highest;
  const auto wanted = std::max(rounded_up(highest + headroom), least);
  auto limit = wanted;
  if (on.whole && wanted.value > on.whole->value / 2)
    limit = std::min(wanted, rounded_up(std::max(measured + measured, byte_count{on.whole->value / 2})));
  if (on.whole && limit >= *on.whole) return std::nullopt;
  return memory_proposal{
      .limit = limit, .reservation = std::min(limit, std::max(rounded_up(*on.used), step)), .held = limit < wanted};
}

std::string mebibytes(byte_count size) { return fmt::format("{}M", size.value / mebibyte); }

std::string update_command(std::string_view name, byte_count limit) {
  return fmt::format("docker update --memory {} --memory-swap {} {}", mebibytes(limit), mebibytes(limit + limit), name);
}

std::string lines_of_text(const std::vector<std::string>& lines, std::size_t most) {
  std::string text;
  for (std::size_t i = 0; i < std::min(most, lines.size()); ++i) text += lines[i] + "\n";
  if (lines.size() > most) text += fmt::format("# and {} more\n", lines.size() - most);
  return text;
}

}  // namespace dropsweep
