#include "sweep/run_in_container.hpp"

namespace dropsweep {

task<result<program_end>> run_in_container(engine_reader& looking, object_id id, std::vector<std::string> command, span within) {
  engine changing(looking);
  co_return co_await changing.run_in_container(std::move(id), std::move(command), within);
}

}  // namespace dropsweep
