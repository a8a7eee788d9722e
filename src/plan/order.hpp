// In which order items go.
#pragma once

#include <array>
#include <map>
#include <vector>

#include "model/plan.hpp"

namespace dropsweep {

// Containers first: they hold images, volumes and networks. Images before the build cache: a record whose bytes are also an image's gives
// them back only when the image is gone. Volumes and networks last: what was removed before them cannot use them any more.
inline constexpr std::array removal_order{object_kind::container, object_kind::image, object_kind::build_cache, object_kind::volume,
                                          object_kind::network};

// What was made on top of what: child id -> parent ids, among the items of one kind.
using parents_of = std::map<object_id, std::vector<object_id>>;

// Fills `after` (children that are in `items` too) and sorts children before parents, else as they came. Linear in items and edges; a cycle (a lying
// engine) ends in the order of arrival.
void order_children_first(std::vector<item>& items, const parents_of& parents);

}  // namespace dropsweep
