// What advice needs beside the survey, all of it asked at once: one round trip more.
#pragma once

#include "engine/engine_reader.hpp"
#include "survey/host_shell.hpp"

namespace dropsweep {

inline constexpr std::size_t advised_containers_most = 100;  // whose processes are looked at: those with most memory
inline constexpr std::size_t advised_images_most = 40;       // whose history is read: those in use, then the biggest

// Never fails: what cannot be seen is a sentence in `unknown`.
task<advice_facts> look_to_advise(engine_reader& engine, host_shell& shell, const survey& seen, deadline until);

}  // namespace dropsweep
