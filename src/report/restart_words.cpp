#include "report/restart_words.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "report/text.hpp"

namespace dropsweep {

namespace {

constexpr std::ptrdiff_t told_one_by_one = 3;

std::string named(const restart_report& one) {
  std::vector<std::string> services;
  services.reserve(one.services.size());
  for (const auto& service : one.services) services.push_back(visible(service));
  return services.empty() ? visible(one.container.raw()) : fmt::format("{} ({})", one.container, listed(services, 5));
}

}  // namespace

std::vector<std::string> restart_sentences(const host_record& host) {
  if (!host.health) return {};
  const auto& restarts = host.health->restarts;
  std::vector<std::string> all;
  for (const auto& one : restarts) {
    if (!one.well) all.push_back(fmt::format("{} was restarted and is not well: {}.", named(one), visible(one.saw, 600)));
  }
  const auto well = std::ranges::count(restarts, true, &restart_report::well);
  if (well > told_one_by_one) {
    all.push_back(fmt::format("{} containers were restarted, one at a time, and are well.", well));
    return all;
  }
  for (const auto& one : restarts) {
    if (one.well) all.push_back(fmt::format("{} was restarted and is well again after {}.", named(one), format_took(one.took)));
  }
  return all;
}

}  // namespace dropsweep
