#include "app/way_steps.hpp"

#include <algorithm>

namespace dropsweep {

std::vector<std::string_view> steps_on_the_way(const target& where, bool through_others) {
  if (std::holds_alternative<engine_socket>(where.way)) return {"socket", "engine", "permissions", "disk"};
  std::vector<std::string_view> all{"name",   "tcp",    "banner",      "host key", "authentication", "forwarding", "exec",
                                    "socket", "engine", "permissions", "disk"};
  if (through_others) all.erase(all.begin());
  return all;
}

std::vector<step_taken> whole_way(std::vector<step_taken> taken, const std::vector<std::string_view>& expected) {
  struct placed {
    std::ptrdiff_t place;
    step_taken step;
  };
  std::vector<placed> all;
  const auto end = std::ssize(expected);
  std::vector<bool> seen(expected.size());
  std::ptrdiff_t last = -1;
  for (auto& step : taken) {
    if (const auto place = std::ranges::find(expected, step.name) - expected.begin(); place < end) {
      last = place;
      seen[static_cast<std::size_t>(place)] = true;
    }
    all.push_back({last, std::move(step)});
  }
  for (std::ptrdiff_t place = 0; place < end; ++place) {
    if (const auto index = static_cast<std::size_t>(place); !seen[index])
      all.push_back({place, {.name = std::string(expected[index]), .saw = "not reached", .ended = step_end::not_reached}});
  }
  std::ranges::stable_sort(all, {}, &placed::place);
  std::vector<step_taken> way;
  way.reserve(all.size());
  for (auto& one : all) way.push_back(std::move(one.step));
  return way;
}

}  // namespace dropsweep
