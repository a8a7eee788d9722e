// What every judge is given.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "model/plan.hpp"
#include "plan/items.hpp"
#include "plan/last_use.hpp"
#include "plan/references.hpp"
#include "plan/verdict.hpp"

namespace dropsweep {

// Why an object that the rules would let go stays all the same; how an earlier plan narrows a new one. Asked last, so that the
// rules' own reasons come first.
using objection = std::function<std::optional<std::string>(object_kind kind, const object_id& id, const fingerprint& looks)>;

struct inquiry {
  const survey& facts;
  const policy& rules;
  const objection& object;  // may be empty
  age_rule ages{facts.engine.clock, rules};
  references uses{facts};
};

// While somebody works on the host nobody can say what he is about to use: a stopped container of no Compose project he is not.
template <class Object>
bool may_go_while_busy(const Object&) {
  return false;
}
inline bool may_go_while_busy(const container& it) { return !it.labels.contains("com.docker.compose.project"); }

enum class age_line { older_than, min_age };  // min-age alone, or the mode's line beside it

// The last question of every judge: it goes when it is old enough and nobody objects. `what` opens the reason: "unused", last
// tagged 3 weeks ago.
template <class Object>
verdict judge_by_age(const inquiry& about, object_kind kind, const Object& it, const last_use& sign, std::string_view what,
                     age_line line = age_line::older_than) {
  auto why = line == age_line::older_than ? about.ages.too_young(sign) : about.ages.below_min_age(sign);
  if (why) return stays(fmt::format("{}, {}", what, *why));
  if (about.rules.narrow && !may_go_while_busy(it))
    return stays(fmt::format("{}, but somebody works on this host (when-busy: narrow)", what));
  if (about.object) why = about.object(kind, item_of(it).id, looks_of(it));
  if (why) return stays(std::move(*why));
  return goes(fmt::format("{}, {}", what, about.ages.tell(*sign)), sign->when);
}

}  // namespace dropsweep
