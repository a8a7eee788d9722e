// One rule a file: facts in, findings out. What a rule cannot know it says nothing about.
#pragma once

#include <vector>

#include "advise/view.hpp"

namespace dropsweep {

using findings = std::vector<finding>;

// Memory.
findings on_host_memory(const advice_view& of);
findings on_memory_kills(const advice_view& of);
findings on_restarts(const advice_view& of);
findings on_tight_limits(const advice_view& of);
findings on_missing_limits(const advice_view& of);

// What runs.
findings on_runtimes(const advice_view& of);
findings on_duplicates(const advice_view& of);
findings on_databases(const advice_view& of);

// Images.
findings on_unused_images(const advice_view& of);
findings on_large_images(const advice_view& of);
findings on_unshared_layers(const advice_view& of);
findings on_single_stage_builds(const advice_view& of);

// Disk.
findings on_logs(const advice_view& of);
findings on_volumes(const advice_view& of);
findings on_build_cache(const advice_view& of);
findings on_builders(const advice_view& of);
findings on_unexplained_disk(const advice_view& of);
findings on_inodes(const advice_view& of);
std::vector<std::string> unknown_of_disk(const advice_view& of);  // why on_unexplained_disk had to be silent

// Over time, and all together: the last rule sees what the others found.
findings on_trend(const advice_view& of, const trend_numbers& trend);
findings on_droplet_size(const advice_view& of, const findings& others);

}  // namespace dropsweep
