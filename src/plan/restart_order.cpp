#include "plan/restart_order.hpp"

#include <algorithm>
#include <set>
#include <string>

namespace dropsweep {

namespace {

std::string label(const container& of, const char* key) {
  const auto found = of.labels.find(foreign(key));
  return found == of.labels.end() ? std::string() : found->second.raw();
}

using service_key = std::pair<std::string, std::string>;  // project, service

service_key key_of(const container& it) {
  return {label(it, "com.docker.compose.project"), label(it, "com.docker.compose.service")};
}

// "db:service_healthy:false,cache:service_started:true"
std::vector<service_key> needs_of(const container& it) {
  const auto project = key_of(it).first;
  std::vector<service_key> needs;
  const auto text = label(it, "com.docker.compose.depends_on");
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find(',', at), text.size());
    const auto entry = text.substr(at, end - at);
    if (auto service = entry.substr(0, entry.find(':')); !service.empty()) needs.emplace_back(project, std::move(service));
    at = end + 1;
  }
  return needs;
}

bool takes_part(const container& it) { return it.state == container_state::running && may_be_restarted(it); }

}  // namespace

bool may_be_restarted(const container& it) { return !it.one_off && label(it, "com.docker.swarm.task.id").empty(); }

bool may_be_helped(const container& in_trouble) {
  switch (in_trouble.state) {
    case container_state::running: return in_trouble.health == container_health::unhealthy;
    case container_state::exited: return in_trouble.exit_code != 0;
    case container_state::restarting:
    case container_state::dead: return true;
    case container_state::created:
    case container_state::paused:
    case container_state::removing: break;
  }
  return false;
}

std::vector<container> restart_order(const std::vector<container>& all) {
  std::vector<container> waiting, ordered;
  std::ranges::copy_if(all, std::back_inserter(waiting), takes_part);
  std::ranges::sort(waiting, {}, &container::name);
  while (!waiting.empty()) {
    std::set<service_key> still;
    for (const auto& one : waiting) still.insert(key_of(one));
    const auto is_free = [&](const container& one) {
      return std::ranges::none_of(needs_of(one),
                                  [&](const service_key& need) { return need != key_of(one) && still.contains(need); });
    };
    auto next = std::ranges::find_if(waiting, is_free);
    if (next == waiting.end()) next = waiting.begin();  // a circle: Compose would refuse it, and it has an end here
    ordered.push_back(std::move(*next));
    waiting.erase(next);
  }
  return ordered;
}

}  // namespace dropsweep
