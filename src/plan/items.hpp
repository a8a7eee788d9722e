// An object as an item of a plan: everything but the reason and what must go before it.
#pragma once

#include "model/plan.hpp"

namespace dropsweep {

item item_of(const container& it);     // size: its writable layer
item item_of(const image& it);         // without what other images share, where the engine says how much that is
item item_of(const cache_record& it);  // 0 when its bytes are an image's too
item item_of(const volume& it);        // 0 when unknown
item item_of(const network& it);

}  // namespace dropsweep
