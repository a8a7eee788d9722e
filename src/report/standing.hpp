// How services stand, in words that never blame a sweep for what it cannot have done.
#pragma once

#include <string>
#include <string_view>

#include "model/record.hpp"

namespace dropsweep {

// How a service stands now, told apart by what is known.
enum class standing { healthy, recovered, down, was_already_down, broke, unchecked };
standing standing_of(const service_report& service, const host_record& host);
std::string_view name(standing how);

// "the sweep of", "the tasks on", before the host's name: what a service that broke may have broken by.
std::string_view what_was_done(const host_record& host);

// "all 6 services healthy", "5 of 6 services healthy", "all 15 containers still run"; empty when nothing was asked.
std::string health_words(const host_record& host);

}  // namespace dropsweep
