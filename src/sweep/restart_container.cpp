#include "sweep/restart_container.hpp"

#include "engine/engine.hpp"

namespace dropsweep {

task<result<void>> restart_container(engine_reader& looking, object_id id) {
  engine changing(looking);
  co_return co_await changing.restart_container(std::move(id));
}

}  // namespace dropsweep
