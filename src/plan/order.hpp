// In which order kinds of objects go.
#pragma once

#include <array>

#include "model/objects.hpp"

namespace dropsweep {

// Containers first: they hold images and networks. Images before the build cache: a record whose bytes are an image's too gives
// them back only when the image is gone. Volumes and networks last: nothing else gets smaller by their going, and a run that ends
// early has freed the most by then and touched no data. Within a kind what was unused longest goes first; of images and cache
// children before their parents.
inline constexpr std::array removal_order{object_kind::container, object_kind::image, object_kind::build_cache,
                                          object_kind::volume, object_kind::network};

// When a sweep may end as soon as there is room enough, what comes later may stay: what is missed least goes first. Build cache
// makes itself again. It goes before the images also because an image whose layers are the cache's too gives nothing back while
// the cache has them, so that more images than needed would go. Containers still before images: they hold them. Data and what
// gives nothing back at all go last.
inline constexpr std::array order_until_enough{object_kind::build_cache, object_kind::container, object_kind::image,
                                               object_kind::volume, object_kind::network};

}  // namespace dropsweep
