// The part of JSON Schema that our schemas use, strictly: a keyword that this does not know is a problem too, so that no rule is
// silently skipped.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace dropsweep::test {

// What is wrong with `value`, each with its place; empty when it fits.
std::vector<std::string> problems_with(const nlohmann::json& value, const nlohmann::json& schema);

}  // namespace dropsweep::test
