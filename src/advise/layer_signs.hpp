// What an image's history says of how it was built: pure.
#pragma once

#include <vector>

#include "model/advice_facts.hpp"

namespace dropsweep {

struct layer_signs {
  bool compiler = false;  // installs what only building needs, and does not remove it in the same instruction
  bool cache = false;  // seems to leave a package manager's lists or downloads behind; a mounted cache does not show in a history
  bool deletes = false;  // does nothing but delete: what an earlier layer brought stays there
};

// Of each layer, oldest first: a variable that one sets holds for those above it. What is known only in part has no sign.
std::vector<layer_signs> signs_of(const std::vector<image_layer>& layers);

}  // namespace dropsweep
