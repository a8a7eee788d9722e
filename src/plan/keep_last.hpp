// `keep-last`: the images to roll back to.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "model/objects.hpp"
#include "plan/last_use.hpp"

namespace dropsweep {

struct rollback_question {
  const std::vector<image>& images;
  const std::vector<bool>& in_use;                   // per image
  const std::vector<dropsweep::last_use>& last_use;  // per image
  std::vector<foreign> names_in_use;  // what the containers that stay were made from: a repository is in use by its name alone
  unsigned keep_last;
};

// Per image the repository that it is kept for, "" for none. For every repository that has an image in use: of the others with a
// tag in it, the newest by last use; ties by build date, then by id. Images of unknown age stay anyway and take nobody's place.
std::vector<std::string> kept_for_rollback(const rollback_question& about);

}  // namespace dropsweep
