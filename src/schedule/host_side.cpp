#include "schedule/host_side.hpp"

#include <algorithm>

#include "core/take_until.hpp"

namespace dropsweep {

namespace {

timekeeper timekeeper_named(std::string_view word) {
  using enum timekeeper;
  return word == "systemd" ? systemd : word == "cron.d" ? cron_folder : word == "crontab" ? crontab : none;
}

}  // namespace

std::optional<host_side> read_host_side(std::string_view answer) {
  host_side there;
  bool complete = false;
  while (!answer.empty()) {
    auto rest = take_until(answer, '\n');
    const auto key = take_until(rest, ' ');
    if (key == "user") there.root = rest == "0";
    if (key == "sums") there.sums = rest == "yes";
    if (key == "machine") there.machine = rest;
    if (key == "timekeeper") {
      there.by = timekeeper_named(take_until(rest, ' '));
      there.why_none = foreign(rest);
    }
    if (key == "file") {
      const auto name = take_until(rest, ' '), mode = take_until(rest, ' '), owner = take_until(rest, ' ');
      there.files.insert_or_assign(std::string(name), file_there{std::string(mode), std::string(owner), std::string(rest)});
    }
    if (key == "foreign") there.not_ours.emplace(rest);
    if (key == "exposed") there.exposed.emplace(rest);
    if (key == "enabled") there.enabled = rest == "enabled";
    if (key == "active") there.active = rest == "active";
    if (key == "version") there.version = foreign(rest);
    complete = key == "end";
  }
  if (!complete) return std::nullopt;
  return there;
}

bool is_guarded(const host_side& there, const place& where) {
  const auto found = there.files.find(where.name);
  if (found == there.files.end() || there.exposed.contains(where.name)) return false;
  return where.mode.empty() || (found->second.mode == where.mode && found->second.owner == "0");
}

bool is_as_wanted(const host_side& there, const place& where, std::string_view sum) {
  const auto found = there.files.find(where.name);
  return found != there.files.end() && found->second.sum == sum && is_guarded(there, where);
}

std::vector<place> left_over(const host_side& there) {
  std::vector<place> others;
  const auto expected = timer_files({}, there.by);
  for (const auto& one : {service_place, timer_place, cron_place, crontab_place}) {
    const bool belongs = std::ranges::any_of(expected, [&](const wanted_file& file) { return file.where.name == one.name; });
    if (!belongs && there.files.contains(one.name)) others.push_back(one);
  }
  return others;
}

}  // namespace dropsweep
