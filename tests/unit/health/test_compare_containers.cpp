#include <doctest/doctest.h>

#include "health/probe.hpp"
#include "health/verdict.hpp"

using namespace dropsweep;
using namespace std::chrono_literals;

namespace {

const instant yesterday = instant(20000 * 24h);

container running(std::string id = "aaa", std::string name = "shop") {
  return {.id = std::move(id), .name = std::move(name), .state = container_state::running, .started = yesterday};
}

template <class Change>
container changed(Change change) {
  auto it = running();
  change(it);
  return it;
}

// What is said about the one container that ran before; "" = no trouble.
std::string trouble(const container& before, const std::vector<container>& after) {
  const auto troubles = compare_containers({before}, after);
  REQUIRE(troubles.size() <= 1);
  if (troubles.empty()) return {};
  CHECK(troubles[0].name == before.name);
  return troubles[0].what;
}

std::string trouble_when(void (*change)(container&)) { return trouble(running(), {changed(change)}); }

}  // namespace

TEST_CASE("A container that runs on is no trouble") { CHECK(trouble(running(), {running()}).empty()); }

TEST_CASE("A container that no longer runs is trouble, with its state") {
  CHECK(trouble_when([](container& it) {
          it.state = container_state::exited;
          it.exit_code = 137;
        }) == "stopped (exit 137)");
  CHECK(trouble_when([](container& it) { it.state = container_state::dead; }) == "is dead");
  CHECK(trouble_when([](container& it) { it.state = container_state::removing; }) == "is being removed");
  CHECK(trouble_when([](container& it) { it.state = container_state::paused; }) == "was paused");
  CHECK(trouble_when([](container& it) {
          it.state = container_state::restarting;
          it.exit_code = 1;
          it.restart_count = 3;
        }) == "restarts again and again (exit 1)");
  CHECK(trouble(running(), {}) == "is gone");
  CHECK(trouble(running(), {running("bbb", "other")}) == "is gone");
}

TEST_CASE("A container that restarted in between is trouble though it runs") {
  CHECK(trouble_when([](container& it) { it.restart_count = 1; }) == "restarted once");
  CHECK(trouble_when([](container& it) {
          it.restart_count = 2;
          it.started = yesterday + 1h;
        }) == "restarted 2 times");
  CHECK(trouble_when([](container& it) { it.started = yesterday + 1s; }) == "was restarted");
}

TEST_CASE("A container that became unhealthy is trouble, one that was so before is not") {
  const auto with = [](container_health health) { return changed([=](container& it) { it.health = health; }); };
  using enum container_health;
  CHECK(trouble(with(healthy), {with(unhealthy)}) == "became unhealthy");
  CHECK(trouble(with(starting), {with(unhealthy)}) == "became unhealthy");
  CHECK(trouble(with(unhealthy), {with(unhealthy)}).empty());
  CHECK(trouble(with(unhealthy), {with(healthy)}).empty());
  CHECK(trouble(with(healthy), {with(starting)}).empty());
  auto both = with(unhealthy);
  both.restart_count = 1;
  CHECK(trouble(with(healthy), {both}) == "restarted once and became unhealthy");
}

TEST_CASE("A container recreated under its name counts by how the new one runs") {
  auto recreated = running("bbb");
  recreated.started = yesterday + 1h;
  CHECK(trouble(running(), {recreated}).empty());
  recreated.health = container_health::unhealthy;
  CHECK(trouble(running(), {recreated}) == "was recreated; the new one is unhealthy");
  recreated.state = container_state::created;
  CHECK(trouble(running(), {recreated}) == "was recreated; the new one was created, but never started");
  recreated.state = container_state::exited;
  CHECK(trouble(running(), {recreated}) == "was recreated; the new one stopped (exit 0)");
}

TEST_CASE("What is in trouble is told with the id of the container that is there now, and none where it is gone") {
  const auto id = [](const std::vector<container>& after) { return compare_containers({running()}, after).at(0).id; };
  auto stopped = running(), successor = running("bbb");
  stopped.state = successor.state = container_state::exited;
  CHECK(id({stopped}) == stopped.id);
  CHECK(id({successor}) == successor.id);
  CHECK(id({}).empty());
}

TEST_CASE("The id goes before the name: a renamed container is the same one, and an old name's new bearer is not") {
  auto renamed = running("aaa", "shop-old");
  auto successor = running("bbb", "shop");
  CHECK(trouble(running(), {successor, renamed}).empty());
  renamed.state = container_state::exited;
  CHECK(trouble(running(), {successor, renamed}) == "stopped (exit 0)");
}

TEST_CASE("What did not run well before is not blamed on the sweep") {
  const auto in = [](container_state state) { return changed([=](container& it) { it.state = state; }); };
  using enum container_state;
  CHECK(compare_containers({in(exited), in(created), in(dead), in(removing)}, {}).empty());
  auto again = in(restarting);
  again.restart_count = 7;
  CHECK(trouble(in(restarting), {again}).empty());
  CHECK(trouble(in(restarting), {in(exited)}).empty());
  CHECK(trouble(in(restarting), {in(running)}).empty());
  CHECK(trouble(in(restarting), {}) == "is gone");
  CHECK(trouble(in(paused), {in(paused)}).empty());
  CHECK(trouble(in(paused), {in(running)}).empty());
  CHECK(trouble(in(paused), {in(exited)}) == "stopped (exit 0)");
}

TEST_CASE("Troubles come in the order of the containers before") {
  const auto troubles =
      compare_containers({running("c", "zoo"), running("a", "app"), running("b", "box")}, {running("a", "app")});
  REQUIRE(troubles.size() == 2);
  CHECK(troubles[0].name == foreign("zoo"));
  CHECK(troubles[1].name == foreign("box"));
}

TEST_CASE("A container service is judged by the engine's facts") {
  const service which{.name = "db", .how = service::scheme::container, .host = "shop"};
  const auto look = [&](container it) { return look_at(which, {running("zzz", "other"), std::move(it)}); };
  const auto with = [&](container_health health) { return look(changed([=](container& it) { it.health = health; })); };
  const auto in = [&](container_state state) { return look(changed([=](container& it) { it.state = state; })); };

  CHECK(with(container_health::none).healthy);
  CHECK(with(container_health::none).saw == "running (it has no health check)");
  CHECK(with(container_health::healthy).healthy);
  CHECK(with(container_health::healthy).saw == "running and healthy");
  CHECK_FALSE(with(container_health::starting).healthy);
  CHECK(with(container_health::starting).saw == "running, but its health check is still starting");
  CHECK_FALSE(with(container_health::unhealthy).healthy);
  CHECK(with(container_health::unhealthy).saw == "running, but its health check says unhealthy");

  using enum container_state;
  CHECK(in(created).saw == "not running: it was created, but never started");
  CHECK(in(paused).saw == "not running: it is paused");
  CHECK(in(restarting).saw == "not running: it restarts again and again (exit 0)");
  CHECK(in(removing).saw == "not running: it is being removed");
  CHECK(in(exited).saw == "not running: it stopped (exit 0)");
  CHECK(in(dead).saw == "not running: the engine calls it dead");
  for (const auto state : {created, paused, restarting, removing, exited, dead}) CHECK_FALSE(in(state).healthy);

  CHECK(look_at(which, {}).saw == "there is no container named shop");
  CHECK_FALSE(look_at(which, {changed([](container& it) { it.name = "shop-1"; })}).healthy);
}

TEST_CASE("a one-off job that ended well meanwhile is no trouble, one that failed is") {
  container job;
  job.id = "j";
  job.name = "migrate";
  job.state = container_state::running;
  job.one_off = true;
  CHECK(compare_containers({job}, {}).empty());
  auto ended = job;
  ended.state = container_state::exited;
  CHECK(compare_containers({job}, {ended}).empty());
  ended.exit_code = 1;
  CHECK(compare_containers({job}, {ended}).size() == 1);
}
