// The table that `doctor` shows, whatever was reached.
#include <doctest/doctest.h>

#include "app/way_steps.hpp"

using namespace dropsweep;

namespace {

const target over_ssh{ssh_address{"root", "203.0.113.7", 22}};
const target here{engine_socket{"/var/run/docker.sock"}};

std::string shown(const std::vector<step_taken>& way) {
  std::string all;
  for (const auto& step : way) all += (all.empty() ? "" : ", ") + step.name + (step.ended == step_end::not_reached ? "-" : "");
  return all;
}

}  // namespace

TEST_CASE("Steps behind the one that failed are shown as not reached") {
  const auto way = whole_way({{.name = "name"}, {.name = "tcp", .ended = step_end::failed}}, steps_on_the_way(over_ssh, false));
  CHECK(shown(way) ==
        "name, tcp, banner-, host key-, authentication-, forwarding-, exec-, socket-, engine-, permissions-, disk-");
}

TEST_CASE("What could still be asked stands in its place behind what could not") {
  const auto way = whole_way({{.name = "socket", .ended = step_end::failed}, {.name = "disk"}}, steps_on_the_way(here, false));
  CHECK(shown(way) == "socket, engine-, permissions-, disk");
}

TEST_CASE("A step in between stays behind the one that it came after") {
  const auto way = whole_way({{.name = "tcp"}, {.name = "banner"}, {.name = "key exchange", .ended = step_end::failed}},
                             steps_on_the_way(over_ssh, true));
  CHECK(shown(way).starts_with("tcp, banner, key exchange, host key-, authentication-"));
}
