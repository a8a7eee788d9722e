// A plan on disk: what `plan --output` writes and `sweep --plan` carries out. Versioned; reading is strict, bounded and trusts nothing.
// One file may hold the plans of several hosts.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "core/error.hpp"
#include "model/plan.hpp"

namespace dropsweep {

using plans_by_host = std::map<std::string, plan>;  // key: label(target)

std::string render_plan_file(const plans_by_host& plans);

// Anything malformed is an error with code inputs that names the place: "plan.json: hosts[0].remove[3].id is not an id".
result<plans_by_host> parse_plan_file(std::string_view text);

inline constexpr std::size_t plan_file_limit = 64u << 20;

}  // namespace dropsweep
