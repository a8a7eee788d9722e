#include "plan/restart_order.hpp"

#include <doctest/doctest.h>

using namespace dropsweep;

namespace {

container of_compose(const char* name, const char* service, const char* needs = "", const char* project = "shop") {
  return {.name = foreign(name),
          .state = container_state::running,
          .labels = {{foreign("com.docker.compose.project"), foreign(project)},
                     {foreign("com.docker.compose.service"), foreign(service)},
                     {foreign("com.docker.compose.depends_on"), foreign(needs)}}};
}

std::vector<std::string> names(const std::vector<container>& all) {
  std::vector<std::string> found;
  for (const auto& one : all) found.push_back(one.name.raw());
  return found;
}

using list = std::vector<std::string>;

}  // namespace

TEST_CASE("What others depend on is restarted before them, and the rest by name") {
  const auto order = restart_order({of_compose("web", "web", "api:service_healthy:false,cache:service_started:true"),
                                    of_compose("api", "api", "db:service_started:false"), of_compose("zdb", "db"),
                                    of_compose("cache", "cache")});
  CHECK(names(order) == list{"cache", "zdb", "api", "web"});
}

TEST_CASE("Only services of the same project are waited for") {
  const auto order =
      restart_order({of_compose("b-db", "db", "", "other"), of_compose("a-web", "web", "db:service_started:false")});
  CHECK(names(order) == list{"a-web", "b-db"});
}

TEST_CASE("Replicas of a service do not wait for each other, nor does a circle wait for ever") {
  CHECK(names(restart_order({of_compose("w2", "web", "web:service_started:false"), of_compose("w1", "web")})) ==
        list{"w1", "w2"});
  CHECK(names(restart_order({of_compose("b", "b", "a:x"), of_compose("a", "a", "b:x")})) == list{"a", "b"});
}

TEST_CASE("What does not run, ends by itself or belongs to a swarm is left alone") {
  auto ended = of_compose("ended", "a"), job = of_compose("job", "b"), task = of_compose("task", "c"),
       paused = of_compose("paused", "d");
  ended.state = container_state::exited;
  job.one_off = true;
  task.labels[foreign("com.docker.swarm.task.id")] = foreign("x");
  paused.state = container_state::paused;
  CHECK(restart_order({ended, job, task, paused}).empty());
  // What has stopped may be brought back by itself; a job and a task may not.
  CHECK(may_be_restarted(ended));
  CHECK_FALSE(may_be_restarted(job));
  CHECK_FALSE(may_be_restarted(task));
}

TEST_CASE(
    "A restart is for what ended with an error, restarts again and again or is unhealthy, not for what somebody may have "
    "wanted") {
  const auto helped = [](container_state state, int exit_code = 0, container_health health = container_health::none) {
    return may_be_helped({.state = state, .health = health, .exit_code = exit_code});
  };
  CHECK(helped(container_state::exited, 137));
  CHECK(helped(container_state::dead));
  CHECK(helped(container_state::restarting, 1));
  CHECK(helped(container_state::running, 0, container_health::unhealthy));
  CHECK_FALSE(helped(container_state::exited, 0));
  CHECK_FALSE(helped(container_state::running));
  CHECK_FALSE(helped(container_state::running, 0, container_health::healthy));
  CHECK_FALSE(helped(container_state::running, 0, container_health::starting));
  for (const auto state : {container_state::paused, container_state::created, container_state::removing})
    CHECK_FALSE(helped(state, 1));
}
