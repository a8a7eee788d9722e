#include "core/version.hpp"

#ifndef DROPSWEEP_VERSION  // CMake sets it on this one file, so that a new version rebuilds nothing else
#define DROPSWEEP_VERSION "0.0.0"
#endif

namespace dropsweep {

constinit const std::string_view version = DROPSWEEP_VERSION;

}  // namespace dropsweep
