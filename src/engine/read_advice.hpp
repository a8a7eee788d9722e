// What is asked for advice alone, out of the engine's answers: pure.
#pragma once

#include "engine/read_objects.hpp"
#include "model/advice_facts.hpp"

namespace dropsweep {

inline constexpr std::size_t processes_most = 2000;     // of one container; those beyond are not counted
inline constexpr std::size_t process_words_most = 300;  // bytes of a command that are kept
inline constexpr std::size_t layers_most = 200;         // of one image, the newest: those without a file count too

// GET /containers/ID/top with `ps_args=-eo pid,rss,args`; whatever else `ps` said is a complaint.
read_result<std::vector<container_process>> read_processes(std::string_view body);

// GET /images/ID/history.
read_result<std::vector<image_layer>> read_history(std::string_view body);

// GET /events, one JSON object a line: those that say that a container ran out of memory.
memory_events read_memory_events(std::string_view body);

}  // namespace dropsweep
