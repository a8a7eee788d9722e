// Who refers to what, read off the survey before anything is decided: which containers use an image, a volume, a network.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "model/survey.hpp"
#include "plan/last_use.hpp"
#include "plan/verdict.hpp"

namespace dropsweep {

// One container's claim on one object; indexes into the survey's lists.
struct claim {
  enum class kind {
    has,   // made from it, or mounts it, or is attached to it
    names  // an image: was made from this name, which by now means another image than the one it was made from
  };
  std::size_t container;
  kind what = kind::has;
};

using claims = std::vector<claim>;

struct references {
  explicit references(const survey& facts);

  // One entry per object of the survey's list.
  std::vector<claims> of_image, of_volume, of_network;
  // A container's word for a network counts beside the id: a stopped one may remember the id of a network that was made anew
  // since.
  std::unordered_map<std::string, claims> of_network_name;
  std::vector<bool> in_swarm_spec;                       // images
  std::vector<std::optional<instant>> last_transferred;  // images: pulled or pushed, as far as the engine remembers
};

// The reason that a claim gives when its container stays ("used by container shop-gateway-1 (running)"), a running one first;
// nullopt when none of them stays.
std::optional<std::string> kept_by_use(const claims& all, const survey& facts, const verdicts& containers);

// The same whether the containers stay or go.
std::optional<std::string> use_before_sweep(const claims& all, const survey& facts);

// When a container that had it was last used: "last used by a container".
last_use last_use_by(const claims& all, const survey& facts);

// Of an image by all that is known: its own dates, its containers, pulls, and earlier runs. Where it has no date of its own, when
// runs saw it first is one: it was here by then.
last_use last_use_of_image(std::size_t index, const references& uses, const survey& facts);

std::string_view state_word(container_state state);  // "running", "stopped", ...

}  // namespace dropsweep
