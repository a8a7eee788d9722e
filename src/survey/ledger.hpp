// The ledger: what runs saw on a host, in a small file that they leave there for the next one. Docker's API knows no last use of
// a volume, forgets when a container that was removed had last had an image, and says of a pulled image only when it was built.
//
//   dropsweep ledger 1
//   engine ENGINE_ID
//   image sha256:... LAYER FIRST LAST_IN_USE UNUSED_SINCE
//   volume NAME CREATED FIRST LAST_IN_USE UNUSED_SINCE
//   end
//
// Moments are milliseconds since 1970 by the engine's clock; "-" is unknown. An object is the one that was seen only if its LAYER
// or its CREATED is the same: an image that was pulled again and a volume that was made anew begin anew.
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <string_view>

#include "model/survey.hpp"
#include "net/deadline.hpp"

namespace dropsweep {

inline constexpr std::size_t ledger_most = 4'000'000;  // bytes; 30,000 objects and more

// `answer`: what the host's shell says to "ledger". Puts what was seen beside the survey's objects. A ledger that is not there,
// is broken, of another version or of another engine counts as none was ever written. An account that can keep none is not the
// same as a shell that did not answer: of that nobody knows what earlier runs saw, so that what they protect must stay. The note
// says what of this it is, "" otherwise.
std::string recall(survey& into, const net_result<std::string>& answer);

// The whole file. Objects without an identity (an unknown layer or creation), and those that no longer fit, are left out as those
// that went: the next run sees them for the first time.
struct left_out {
  std::set<std::string_view> images, volumes;  // ids and names
};
std::string ledger_of(const survey& seen, const left_out& gone = {});

}  // namespace dropsweep
