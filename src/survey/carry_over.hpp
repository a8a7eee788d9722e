// What a second survey of the same run does not ask again.
#pragma once

#include "model/survey.hpp"

namespace dropsweep {

// Memory of containers, arrival of images, and what was seen of their use, for the objects that are there still; with what
// another run has written on the host since. What earlier runs measured is what the first survey read: this run may have left its
// own numbers there since.
void carry_over(const survey& before, survey& to);

}  // namespace dropsweep
