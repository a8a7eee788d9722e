#include <doctest/doctest.h>

#include "ask.hpp"

using namespace dropsweep;
using namespace dropsweep::fakes;

TEST_CASE("an unused network goes past the line, but not in standard mode") {
  const auto facts = host().add(network_builder("on").created(days(7))).add(network_builder("past").created(days(7) + 1ms));
  CHECK(make_plan(facts, standard()).remove.empty());
  CHECK(reason(make_plan(facts, standard()), "past") == "networks are not swept in standard mode");
  CHECK(going(make_plan(facts, aggressive())) == names{"past"});
  CHECK(reason(make_plan(facts, aggressive()), "past") == "unused, created 7 days ago");
  CHECK(going(make_plan(facts, full())) == names{"past", "on"});
}

TEST_CASE("predefined, swarm-wide and attached networks stay") {
  const auto made = make_plan(host()
                                  .add(network_builder("bridge").created(days(30)).predefined())
                                  .add(network_builder("overlay").created(days(30)).scope("swarm"))
                                  .add(network_builder("busy").created(days(30)).attached(id_of("c"))),
                              full());
  CHECK(made.remove.empty());
  CHECK(reason(made, "overlay") == "its scope is swarm, not local");
  CHECK(reason(made, "busy") == "container cccccccccccc is attached to it");
}

TEST_CASE("the network of a container that stays stays, by id or by name") {
  const auto network = network_builder("net").created(days(30));
  const auto by_id =
      make_plan(host().add(network).add(container_builder("web", "a").running().network("network-net", "alias")), full());
  CHECK(reason(by_id, "net") == "used by container web (running)");
  const auto by_name =
      make_plan(host().add(network).add(container_builder("job", "a").exited(1min).network("of another time", "net")), full());
  CHECK(reason(by_name, "net") == "used by container job (stopped)");
}

TEST_CASE("a container that goes frees its network, which was in use until it finished") {
  const auto network = network_builder("net").created(days(300));
  const auto with = [&](span finished) {
    return going(make_plan(host().add(network).add(container_builder("job", "a").exited(finished).network("network-net", "net")),
                           aggressive()));
  };
  CHECK(with(days(8)) == names{"job", "net"});
  CHECK(with(days(6)).empty());
  const auto made =
      make_plan(host().add(network).add(container_builder("job", "a").exited(days(8)).network("", "net")), aggressive());
  CHECK(reason(made, "net") == "unused, last used by a container 8 days ago");
}

TEST_CASE("a network without a creation date stays") {
  const auto made = make_plan(
      host().add(network_builder("net")).add(container_builder("job", "a").exited(days(30)).network("network-net", "net")),
      full());
  CHECK(going(made) == names{"job"});
}
