#include "report/finding_words.hpp"

#include <fmt/format.h>

#include "report/text.hpp"

namespace dropsweep {

namespace {

std::string trend_of_one(std::string_view what, const std::optional<byte_count>& a_day, const trend_numbers::basis& by,
                         const std::optional<double>& days) {
  if (!a_day) return "";
  const auto full = days ? fmt::format(", full in {:.0f} days", *days) : "";
  return fmt::format("{} {}{} a day{} ({} measurements in {})", what, a_day->value < 0 ? "" : "+", format_bytes(*a_day), full,
                     by.measurements, format_age(by.over));
}

}  // namespace

std::string findings_words(const advice_page& page) {
  return page.findings.empty() ? "nothing to advise" : counted(std::ssize(page.findings), "finding", "findings");
}

std::string good_order_words(const advice_page& page) {
  return page.unknown.empty() ? "nothing: this host is in good order" : "nothing in what could be seen of this host";
}

std::string host_memory_words(const advice_page& page) {
  if (!page.memory_total || !page.memory_used) return "";
  std::string swap = "swap unknown";
  if (page.swap_total)
    swap = page.swap_total->value == 0 ? "no swap"
                                       : fmt::format("swap {} of {}", format_bytes(page.swap_used.value_or(byte_count{})),
                                                     format_bytes(*page.swap_total));
  return join({fmt::format("{} of {} used", format_bytes(*page.memory_used), format_bytes(*page.memory_total)),
               page.page_cache ? fmt::format("page cache {}", format_bytes(*page.page_cache)) : "page cache unknown", swap,
               page.pressure
                   ? fmt::format("pressure {:.1f}% of 60 s, {:.1f}% of 300 s", page.pressure->some_60s, page.pressure->some_300s)
                   : "pressure unknown"},
              "; ");
}

std::string trend_words(const advice_page& page) {
  const auto& trend = page.trend;
  if (trend.runs == 0) return "no trend yet: no sweep has left its numbers on this host";
  const auto rates = join({trend_of_one("disk", trend.disk_a_day, trend.disk_by, trend.days_until_disk_full),
                           trend_of_one("memory", trend.memory_a_day, trend.memory_by, trend.days_until_memory_full)},
                          "; ");
  const auto grew = trend.grew.empty() ? "" : "since the last run " + join(trend.grew, ", ");
  return join({rates.empty() ? "no trend yet: it takes three measurements over two days" : rates, grew}, "; ");
}

std::string cost_words(const finding& one) {
  if (!one.bytes || one.costs.contains(format_bytes(*one.bytes))) return one.costs;
  return join({format_bytes(*one.bytes), one.costs}, ": ");
}

std::string known_bytes(const std::optional<byte_count>& size, std::string_view otherwise) {
  return size ? format_bytes(*size) : std::string(otherwise);
}

}  // namespace dropsweep
