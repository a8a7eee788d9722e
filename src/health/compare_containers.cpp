// What became of the containers that ran before the sweep.
#include <fmt/format.h>

#include <map>

#include "health/verdict.hpp"

namespace dropsweep {

namespace {

// Empty: it runs.
std::string why_not_running(const container& now) {
  switch (now.state) {
    case container_state::running: return {};
    case container_state::restarting: return fmt::format("restarts again and again (exit {})", now.exit_code);
    case container_state::paused: return "was paused";
    case container_state::created: return "was created, but never started";
    case container_state::removing: return "is being removed";
    case container_state::exited: return fmt::format("stopped (exit {})", now.exit_code);
    case container_state::dead: return "is dead";
  }
  return {};
}

bool became_unhealthy(const container& then, const container& now) {
  return now.health == container_health::unhealthy && then.health != container_health::unhealthy;
}

// The same container, by id.
std::string what_happened(const container& then, const container& now) {
  if (then.state == container_state::restarting) return {};
  if (now.state != then.state) {
    // A paused container that runs again was helped by somebody.
    if (auto why = why_not_running(now); !why.empty()) return why;
  }
  std::string what;
  const auto restarts = now.restart_count - then.restart_count;
  if (restarts > 0) {
    what = restarts == 1 ? "restarted once" : fmt::format("restarted {} times", restarts);
  } else if (now.started != then.started) {
    what = "was restarted";  // by somebody: the engine's own restarts are counted
  }
  if (became_unhealthy(then, now)) what += what.empty() ? "became unhealthy" : " and became unhealthy";
  return what;
}

// Another one under the same name.
std::string what_replaced(const container& then, const container& now) {
  if (auto why = why_not_running(now); !why.empty()) return "was recreated; the new one " + why;
  if (became_unhealthy(then, now)) return "was recreated; the new one is unhealthy";
  return {};
}

// A migration or a backup that was under way before and has ended well since.
bool finished_its_job(const container& then, const container* now) {
  return then.one_off && (now == nullptr || (now->state == container_state::exited && now->exit_code == 0));
}

}  // namespace

std::vector<container_trouble> compare_containers(const std::vector<container>& before, const std::vector<container>& after) {
  std::map<std::string_view, const container*> by_id;
  std::map<std::string_view, const container*> by_name;
  for (const auto& one : after) {
    by_id.emplace(one.id, &one);
    by_name.emplace(one.name.raw(), &one);
  }
  std::vector<container_trouble> troubles;
  for (const auto& then : before) {
    if (!runs(then)) continue;
    std::string what;
    object_id now;
    const auto same = by_id.find(then.id);
    if (finished_its_job(then, same == by_id.end() ? nullptr : same->second)) continue;
    if (same != by_id.end()) {
      what = what_happened(then, *same->second);
      now = same->second->id;
    } else if (const auto other = by_name.find(then.name.raw()); other != by_name.end()) {
      what = what_replaced(then, *other->second);
      now = other->second->id;
    } else {
      what = "is gone";
    }
    if (!what.empty()) troubles.push_back({.id = std::move(now), .name = then.name, .what = std::move(what)});
  }
  return troubles;
}

}  // namespace dropsweep
