// What a second survey of the same run does not ask again.
#pragma once

#include "model/survey.hpp"

namespace dropsweep {

// Memory of containers, arrival of images, and what earlier runs saw, for the objects that are there still.
void carry_over(const survey& before, survey& to);

}  // namespace dropsweep
