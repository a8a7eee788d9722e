#include "health/container_behind.hpp"

#include <doctest/doctest.h>

using namespace dropsweep;

namespace {

const std::vector<container> host{
    {.name = foreign("web"), .ports = {{.host_address = "0.0.0.0", .host_port = 8000, .container_port = 80}}},
    {.name = foreign("worker")}};

service asked(service::scheme how, const char* at, std::uint16_t port = 0, service::vantage from = service::vantage::droplet) {
  return {.how = how, .host = at, .port = port, .from = from};
}

container publishes(const char* name, const char* address, container_state state = container_state::running) {
  return {.name = foreign(name), .state = state, .ports = {{.host_address = address, .host_port = 8000, .container_port = 80}}};
}

}  // namespace

TEST_CASE("A service is the container of its name, or the one that publishes its port") {
  using enum service::scheme;
  CHECK(container_behind(asked(container, "worker"), host) == &host[1]);
  CHECK(container_behind(asked(http, "shop.example", 8000), host) == &host[0]);
  CHECK(container_behind(asked(tcp, "127.0.0.1", 9000), host) == nullptr);
  CHECK(container_behind(asked(container, "other"), host) == nullptr);
}

TEST_CASE("It is certain only by name, or at a loopback address asked from the droplet") {
  using enum service::scheme;
  CHECK(container_certainly_behind(asked(container, "web"), host) == &host[0]);
  for (const auto* here : {"127.0.0.1", "localhost", "::1"})
    CHECK(container_certainly_behind(asked(http, here, 8000), host) == &host[0]);
  CHECK(container_certainly_behind(asked(http, "shop.example", 8000), host) == nullptr);
  CHECK(container_certainly_behind(asked(tcp, "10.0.0.5", 8000), host) == nullptr);
  CHECK(container_certainly_behind(asked(http, "127.0.0.1", 8000, service::vantage::runner), host) == nullptr);
}

TEST_CASE("One that runs is meant, not one that is stopped and would have the same port") {
  const std::vector<container> twins{publishes("old", "0.0.0.0", container_state::exited), publishes("new", "0.0.0.0")};
  CHECK(container_certainly_behind(asked(service::scheme::http, "127.0.0.1", 8000), twins) == &twins[1]);
  const std::vector<container> hung{twins[0], publishes("new", "0.0.0.0", container_state::paused)};
  CHECK(container_certainly_behind(asked(service::scheme::http, "127.0.0.1", 8000), hung) == &hung[1]);
  const std::vector stopped{twins[0]};
  CHECK(container_certainly_behind(asked(service::scheme::http, "127.0.0.1", 8000), stopped) == &stopped[0]);
}

TEST_CASE("Where two could be meant none is known") {
  const std::vector<container> stopped{publishes("old", "0.0.0.0", container_state::exited),
                                       publishes("older", "", container_state::created)};
  CHECK(container_behind(asked(service::scheme::http, "127.0.0.1", 8000), stopped) == nullptr);
  const std::vector<container> both{publishes("inside", "127.0.0.1"), publishes("outside", "203.0.113.7")};
  CHECK(container_behind(asked(service::scheme::http, "shop.example", 8000), both) == nullptr);
}

TEST_CASE("A port at another address of the host is another service") {
  const std::vector<container> both{publishes("outside", "203.0.113.7"), publishes("inside", "127.0.0.1")};
  for (const auto* here : {"127.0.0.1", "localhost", "::ffff:127.0.0.1"})
    CHECK(container_certainly_behind(asked(service::scheme::http, here, 8000), both) == &both[1]);
  CHECK(container_certainly_behind(asked(service::scheme::http, "127.0.0.2", 8000), both) == nullptr);
  CHECK(container_behind(asked(service::scheme::tcp, "203.0.113.7", 8000), both) == &both[0]);
  for (const auto* any : {"0.0.0.0", "::", ""}) {
    const std::vector everywhere{publishes("web", any)};
    CHECK(container_certainly_behind(asked(service::scheme::http, "127.0.0.1", 8000), everywhere) == &everywhere[0]);
  }
}
