// 10,000 images, 5,000 containers and 5,000 volumes as a busy build host has them: each image of one to three tags and a parent,
// each container with volumes, binds and networks.
#pragma once

#include "model/survey.hpp"

namespace dropsweep::property {

survey large_host();

}  // namespace dropsweep::property
