#include <fmt/format.h>

#include <algorithm>

#include "inputs/read_parts.hpp"
#include "inputs/services.hpp"

namespace dropsweep {

std::vector<service> read_services(const given_inputs& inputs, complaints& wrong) {
  std::vector<service> services;
  for (const auto line : inputs.lines("services")) {
    auto which = parse_service(line);
    if (!which) {
      wrong.add("services", which.error());
    } else if (std::ranges::contains(services, which->name, &service::name)) {
      wrong.add("services", fmt::format("the name {} is there twice", shown(which->name)));
    } else {
      services.push_back(std::move(*which));
    }
  }
  return services;
}

}  // namespace dropsweep
