// Finds images by whatever a container, a mount or a swarm spec calls them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "model/objects.hpp"

namespace dropsweep {

class image_index {
 public:
  explicit image_index(const std::vector<image>& images);  // which outlive it

  // Every image that a reference may mean: by its tag, by its digest, by the id or a beginning of it that only one image has.
  // Rather one too many than one too few. Sorted. A digest alone may be two images' (a manifest list, pulled for two platforms
  // under two names): the repository decides; when no image has it under that name, one that has it under another is meant.
  std::vector<std::size_t> meant_by(std::string_view reference) const;

 private:
  // One image each, as on any engine: an answer that says otherwise can't make the lists of references grow out of bounds.
  std::vector<std::pair<std::string_view, std::size_t>> by_id_;  // sorted
  std::unordered_map<std::string, std::size_t> by_tag_, by_pin_, by_digest_;
};

}  // namespace dropsweep
