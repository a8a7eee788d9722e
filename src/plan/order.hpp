// In which order kinds of objects go.
#pragma once

#include <array>

#include "model/objects.hpp"

namespace dropsweep {

// Containers first: they hold images and networks. Images before the build cache: a record whose bytes are an image's too gives
// them back only when the image is gone. Volumes and networks last: nothing else gets smaller by their going, and a run that ends
// early has freed the most by then and touched no data. Within images and cache: children before their parents.
inline constexpr std::array removal_order{object_kind::container, object_kind::image, object_kind::build_cache,
                                          object_kind::volume, object_kind::network};

}  // namespace dropsweep
