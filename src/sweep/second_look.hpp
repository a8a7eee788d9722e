// The look just before an item goes: is it still there, does it look as it did when it was judged, does nobody use it now?
// The engine would refuse most of what is in use by itself; what it would not refuse (a network or a tag of something stopped, a
// volume that became somebody's a moment ago) is what this look is for.
#pragma once

#include <map>

#include "engine/engine_reader.hpp"
#include "model/outcome.hpp"

namespace dropsweep {

// What stands in the way, or what the removal needs to know.
struct look {
  std::optional<outcome> keep;      // set: not to be removed, with fate and detail
  std::vector<foreign> references;  // images: the other names that must go before the id can
};

using cache_by_id = std::map<object_id, cache_record>;

// `cache`: the records as they are now; there is no look at a single one.
task<look> look_again(engine_reader& with, item what, const cache_by_id& cache);

task<look> look_at_image(engine_reader& with, item what);
// The same with answers that are there already: the image as it is now (nullopt: gone), and the containers that use it.
look judge_image(const item& what, const result<std::optional<image>>& now, const result<std::vector<object_id>>& users);

}  // namespace dropsweep
