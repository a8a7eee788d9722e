#include "report/standing.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "report/text.hpp"

namespace dropsweep {

namespace {

bool did_something(const host_record& host) { return !host.outcomes.empty() || !host.chores.empty(); }

}  // namespace

standing standing_of(const service_report& service, const host_record& host) {
  const auto& last = service.after ? service.after : service.before;
  if (!last || service.verdict == service_verdict::unchecked) return standing::unchecked;
  // Healthy before a sweep, or before tasks, says nothing about after it.
  if (did_something(host) && !service.after && last->healthy) return standing::unchecked;
  if (last->healthy) return service.verdict == service_verdict::recovered ? standing::recovered : standing::healthy;
  if (!did_something(host)) return standing::down;  // no sweep that it could have to do with
  return service.verdict == service_verdict::broke_during_sweep ? standing::broke : standing::was_already_down;
}

std::string_view what_was_done(const host_record& host) { return host.outcomes.empty() ? "the tasks on" : "the sweep of"; }

std::string_view name(standing how) {
  switch (how) {
    case standing::healthy: return "healthy";
    case standing::recovered: return "recovered";
    case standing::down: return "down";
    case standing::was_already_down: return "was already down";
    case standing::broke: return "broke during the sweep";
    case standing::unchecked: return "not checked";
  }
  return "";
}

std::string health_words(const host_record& host) {
  if (!host.health) return "";
  const auto& services = host.health->services;
  const auto up = std::ranges::count_if(services, [&](const service_report& one) {
    const auto how = standing_of(one, host);
    return how == standing::healthy || how == standing::recovered;
  });
  std::vector<std::string> words;
  if (!services.empty() &&
      std::ranges::all_of(services, [&](const service_report& one) { return standing_of(one, host) == standing::unchecked; })) {
    words.push_back(host.outcomes.empty() ? "services not checked" : "services not checked after it");
  } else if (up == std::ssize(services) && up > 0) {
    words.push_back(up == 1 ? "its service healthy" : fmt::format("all {} services healthy", up));
  } else if (!services.empty()) {
    words.push_back(fmt::format("{} of {} healthy", up, counted(std::ssize(services), "service", "services")));
  }
  if (!host.health->containers.empty()) {
    words.push_back(counted(std::ssize(host.health->containers), "container", "containers") + " in trouble");
  } else if (services.empty() && host.before && host.after) {
    const auto ran = std::ranges::count_if(host.before->containers, runs);
    if (ran > 0) words.push_back(ran == 1 ? "its container still runs" : fmt::format("all {} containers still run", ran));
  }
  return join(words, ", ");
}

}  // namespace dropsweep
