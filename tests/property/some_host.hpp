// Random hosts: every state, mounts of every kind, names in every spelling, dates of every oddity. As odd as engines get, but no
// odder: ids and references are each one object's.
#pragma once

#include "model/policy.hpp"
#include "model/survey.hpp"
#include "property/dice.hpp"

namespace dropsweep::property {

// `rules`: dates lie on their lines now and then. `scale` 1: a few objects of each kind; 40: hundreds.
survey some_host(dice& roll, const policy& rules, std::size_t scale);

}  // namespace dropsweep::property
