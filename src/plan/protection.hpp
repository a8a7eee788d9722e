// What is kept because somebody said so: `persist=true` on the object, or a `keep` line. In every mode. Decided here, never by
// the engine's prune filters: several of those are ORed, ANDed or ignored, depending on the engine (moby#40286, docker/cli#6918).
#pragma once

#include <optional>
#include <string>

#include "model/objects.hpp"
#include "model/policy.hpp"

namespace dropsweep {

// The reason ("carries persist=true", "kept by keep: image:shop/*"), or nullopt.
//
// persist: any value protects but an outspoken no ("false", "0", "no", "off"), in upper or lower case: who wrote `persist`,
// `persist=1` or `persist=True` meant it. image: a pattern is held against every tag and digest of the image, with and without
// its tag and docker.io, and its id. One match keeps the whole image. Image lines keep images, not the containers made from them.
// project: the Compose project or the swarm stack.
std::optional<std::string> protection_of(const container& it, const policy& rules);
std::optional<std::string> protection_of(const image& it, const policy& rules);
std::optional<std::string> protection_of(const volume& it, const policy& rules);
std::optional<std::string> protection_of(const network& it, const policy& rules);

}  // namespace dropsweep
