// What this run sees of each object's use, beside what earlier ones saw.
#pragma once

#include "model/survey.hpp"

namespace dropsweep {

// Brings the sightings of images and volumes up to date. An image is in use while a container with it runs or a swarm service
// names it; else the end of the last container that had it counts, or a pull. A volume is in use while any container has it,
// stopped ones included. Asked twice of the same survey it changes nothing more.
void note_sightings(survey& seen);

}  // namespace dropsweep
