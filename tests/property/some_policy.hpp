// Random policies: odd lines and min-ages, every scope, keep lines of every kind.
#pragma once

#include "model/policy.hpp"
#include "property/dice.hpp"

namespace dropsweep::property {

policy some_policy(dice& roll);
keep_rule some_keep_rule(dice& roll);  // about names and labels that some_host gives

}  // namespace dropsweep::property
