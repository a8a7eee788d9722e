// What an image's history says of how it was built: pure. An instruction may hold build arguments, tokens in addresses and the
// like, so that only its shape is shown.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/advice_facts.hpp"

namespace dropsweep {

struct layer_signs {
  bool compiler = false;  // installs what only building needs
  bool cache = false;     // leaves a package manager's lists or downloads behind
  bool deletes = false;   // deletes what an earlier layer brought: it stays there
};

// `made_by`: one entry's CreatedBy; `size`: that layer's.
layer_signs signs_of(const image_layer& layer);

// "RUN apt-get install -y gcc make ...": without build arguments, values behind `=`, and passwords in addresses; made visible.
std::string shape_of(std::string_view made_by, std::size_t limit = 100);

}  // namespace dropsweep
