// What a sweep does not need and advice does. It only informs: what the engine does not say of one object is left out.
#include "engine/answers.hpp"
#include "engine/engine_reader.hpp"
#include "engine/http_lanes.hpp"
#include "engine/paths.hpp"
#include "engine/read_advice.hpp"

namespace dropsweep {

task<std::vector<container_processes>> engine_reader::processes(std::vector<object_id> containers) {
  // Columns that every `ps` has. `args` last, for it has spaces in it.
  const auto path_of = [&](std::size_t index) {
    return versioned("/containers/" + containers[index] + "/top?ps_args=-eo%20pid,rss,args");
  };
  std::vector<container_processes> all;
  co_await lanes_->get_each(containers.size(), path_of, [&](std::size_t index, result<http_response> answer) {
    if (auto seen = read_answer_to(path_of(index), answer, read_processes)) all.push_back({containers[index], std::move(*seen)});
  });
  co_return all;
}

task<std::vector<image_history>> engine_reader::histories(std::vector<object_id> images) {
  const auto path_of = [&](std::size_t index) { return versioned("/images/" + images[index] + "/history"); };
  std::vector<image_history> all;
  co_await lanes_->get_each(images.size(), path_of, [&](std::size_t index, result<http_response> answer) {
    if (auto seen = read_answer_to(path_of(index), answer, read_history)) all.push_back({images[index], std::move(*seen)});
  });
  co_return all;
}

}  // namespace dropsweep
