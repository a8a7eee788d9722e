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
