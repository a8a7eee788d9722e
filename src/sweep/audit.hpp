// The lists, read again after a sweep, held against what the sweep says it did.
#pragma once

#include <string>
#include <vector>

#include "model/outcome.hpp"
#include "model/survey.hpp"

namespace dropsweep {

// Corrects outcomes by what is really there: an unanswered removal whose object is gone was carried out; one that is there still,
// and one that the engine confirmed (or called gone already) although it is there still, failed. What was refused or not reached
// and is gone all the same was somebody else's doing. Of build cache that the engine did not list again nothing is known, so that
// its outcomes stay.
//
// Returns a sentence for each object that is gone without having been planned: somebody else removed it, or the engine did. Not
// build cache records, which BuildKit drops by rules of its own, nor containers that are meant to go by themselves, nor
// predefined networks, which get a new id when the engine starts.
std::vector<std::string> audit(const survey& before, const survey& after, std::vector<outcome>& outcomes);

}  // namespace dropsweep
