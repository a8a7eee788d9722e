// A plan beside what it was made from, with the answers that every invariant asks for: what goes, and who uses what.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "model/plan.hpp"
#include "property/oracle.hpp"

namespace dropsweep::property {

enum class tie : char {
  none,
  names,   // a container was made from this name, which means the image by now
  mounts,  // it mounts the image
  is_of    // it was made from the image
};

struct trial {
  trial(const survey& seen, const policy& said, const plan& planned);

  const survey& facts;
  const policy& rules;
  const plan& made;

  // Per object of the survey's lists, whether the plan removes it.
  std::vector<char> container_goes, image_goes, volume_goes, network_goes, record_goes;

  std::vector<std::vector<read_name>> names;  // the tags and digests of each image
  std::vector<std::vector<tie>> ties;         // [container][image]
  std::vector<char> in_swarm_spec;            // image
  std::vector<moment> transferred;            // image: the last pull or push of something that means it

  bool container_uses(const container& it, const volume& one) const;
  bool container_uses(const container& it, const network& one) const;
  bool image_in_use(std::size_t image) const;  // by a container that stays, or a swarm service

  bool image_use_untold(std::size_t image) const;  // a service may name it, or somebody has pulled it: the host did not say

  bool kept_for_rollback(std::size_t image) const;  // by keep-last; keep_last.cpp

  // When it was used last by anyone: its own dates and the containers that had it, whether they stay or go.
  moment image_used(std::size_t image) const;
  moment volume_used(const volume& it) const;  // with a ledger only what runs have seen unused has been unused at all
  moment network_used(std::size_t network) const;

  bool past(span line, const moment& when) const { return when && facts.engine.clock - *when > line; }
};

// What an invariant saw when it was broken; nullopt: it holds.
using complaint = std::optional<std::string>;

}  // namespace dropsweep::property
