#include "plan/sightings.hpp"

#include <algorithm>

#include "plan/references.hpp"

namespace dropsweep {

namespace {

class observer {
 public:
  explicit observer(instant now) : now_(now) {}

  void note(sightings& of, bool in_use, std::optional<instant> last_in_use) const {
    for (auto* earlier : {&of.first, &of.last_in_use, &of.unused_since}) *earlier = possible(*earlier);
    if (!of.first) of.first = now_;
    of.last_in_use = std::max(of.last_in_use, possible(last_in_use));  // nullopt comes before every moment
    if (in_use) {
      of.unused_since.reset();
    } else if (!of.unused_since) {
      of.unused_since = now_;
    }
  }

 private:
  // A clock that was wrong once must not count for ever: what lies ahead was seen now, what cannot have been was not seen.
  std::optional<instant> possible(const std::optional<instant>& moment) const {
    const auto sign = sign_at(moment, "");
    return sign ? std::optional(std::min(sign->when, now_)) : std::nullopt;
  }

  instant now_;
};

}  // namespace

void note_sightings(survey& seen) {
  const auto now = seen.engine.clock;
  if (!sign_at(now, "")) return;  // a clock that was never set
  const observer eye(now);
  const references uses(seen);

  for (std::size_t i = 0; i < seen.images.size(); ++i) {
    const auto& users = uses.of_image[i];
    const bool runs_now = uses.in_swarm_spec[i] || std::ranges::any_of(users, [&](const claim& one) {
                            return one.what == claim::kind::has && runs(seen.containers[one.container]);
                          });
    const auto last = later(last_use_by(users, seen), sign_at(uses.last_transferred[i], ""));
    eye.note(seen.images[i].seen, uses.in_swarm_spec[i] || !users.empty(),
             runs_now ? std::optional(now)
             : last   ? std::optional(last->when)
                      : std::nullopt);
  }
  for (std::size_t i = 0; i < seen.volumes.size(); ++i) {
    const bool in_use = !uses.of_volume[i].empty();
    eye.note(seen.volumes[i].seen, in_use, in_use ? std::optional(now) : std::nullopt);
  }
}

}  // namespace dropsweep
