#include "sweep/audit.hpp"

#include <map>
#include <set>

namespace dropsweep {

namespace {

using key = std::pair<object_kind, object_id>;

// What an object looked like when the lists were read; a volume that somebody made anew under the old name looks different.
std::map<key, fingerprint> listed(const survey& seen) {
  std::map<key, fingerprint> all;
  for (const auto& it : seen.containers) all.emplace(key{object_kind::container, it.id}, looks_of(it));
  for (const auto& it : seen.images) all.emplace(key{object_kind::image, it.id}, looks_of(it));
  for (const auto& it : seen.cache) all.emplace(key{object_kind::build_cache, it.id}, looks_of(it));
  for (const auto& it : seen.volumes) all.emplace(key{object_kind::volume, it.name.raw()}, looks_of(it));
  for (const auto& it : seen.networks) all.emplace(key{object_kind::network, it.id}, looks_of(it));
  return all;
}

void correct(outcome& one, bool still_there) {
  if (one.fate == fate::unknown && !still_there) {
    one.fate = fate::removed;
    one.detail = "the engine's answer was lost; it is gone";
  } else if (one.fate == fate::unknown) {
    one.fate = fate::failed;
    one.detail = "no answer came, and it is still there";
  } else if (one.fate == fate::removed && still_there) {
    one.fate = fate::failed;
    one.detail = "the engine confirmed its removal, but lists it still";
  }
}

}  // namespace

std::vector<std::string> audit(const survey& before, const survey& after, std::vector<outcome>& outcomes) {
  const auto there = listed(after);
  std::set<key> accounted_for;
  for (auto& one : outcomes) {
    const key mine{one.item.kind, one.item.id};
    const auto found = there.find(mine);
    correct(one, found != there.end() && found->second == one.item.looks);
    // Gone already when its turn came: told as its outcome.
    if (one.fate == fate::removed || one.fate == fate::kept_changed) accounted_for.insert(mine);
  }

  std::vector<std::string> gone;
  const auto check = [&](object_kind kind, const object_id& id, const foreign& name) {
    if (there.contains({kind, id}) || accounted_for.contains({kind, id})) return;
    gone.push_back(fmt::format("The {} {} is gone, and it was not removed by this sweep: somebody else did it, or the engine.",
                               dropsweep::name(kind), name));
  };
  for (const auto& it : before.containers) {
    if (!it.one_off && it.state != container_state::removing) check(object_kind::container, it.id, it.name);
  }
  for (const auto& it : before.images)
    check(object_kind::image, it.id, it.tags.empty() ? foreign(it.id.substr(0, 19)) : it.tags.front());
  for (const auto& it : before.volumes) check(object_kind::volume, it.name.raw(), it.name);
  for (const auto& it : before.networks) check(object_kind::network, it.id, it.name);
  return gone;
}

}  // namespace dropsweep
