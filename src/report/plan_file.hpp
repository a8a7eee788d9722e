// A plan on disk: what `plan --output` writes and `sweep --plan` carries out. Versioned; reading is strict, bounded and trusts
// nothing. One file may hold the plans of several hosts. docs/plan.schema.json describes it for other readers.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>

#include "core/error.hpp"
#include "model/plan.hpp"
#include "report/writer.hpp"

namespace dropsweep {

using plans_by_host = std::map<std::string, plan>;  // key: label(target)

// Byte for byte the same for the same plans; parse_plan_file gives them back whole.
void write_plan_file(const std::map<std::string, const plan*>& plans, text_sink to);

// Anything malformed is an error with code inputs whose `seen` names the place ("hosts[0].remove[3].id is not an id ..."); the
// caller knows the file's name. Unknown and repeated keys are refused too: what a person read in a review is exactly what is
// carried out.
//
// `removals`: what is to stay is checked all the same, and not kept. To carry a plan out it is of no use, and of a large host it
// is most of the file.
enum class plan_parts : bool { removals, all };
result<plans_by_host> parse_plan_file(std::string_view text, plan_parts wanted = plan_parts::all);

inline constexpr std::size_t plan_file_limit = 64u << 20;
inline constexpr std::size_t plan_items_limit = 100'000;  // of one host's items that go, and of those that stay
// Of one text and of one list: as much as a survey lets through. The engine has no limit for a name, one answer of it has 8 MiB,
// and more than 30,000 objects are refused. A plan that was written must never be refused for its size later.
inline constexpr std::size_t plan_text_limit = 8u << 20, plan_list_limit = 30'000;

}  // namespace dropsweep
