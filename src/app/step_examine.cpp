#include "app/steps.hpp"

namespace dropsweep {

task<void> examine(host_visit& visit) {
  visit.begin("engine");
  if (const auto spoken = co_await visit.way->engine().negotiate(); !spoken) {
    visit.fail(spoken.error());
    co_return;
  }
  const auto facts = co_await visit.way->engine().facts();
  if (!facts) {
    visit.fail(facts.error());
    co_return;
  }
  visit.end(fmt::format("Docker {} (API {}), {} storage in {}", facts->version, facts->api_version, facts->storage_driver,
                        visible(facts->root_dir)));
}

}  // namespace dropsweep
