#include "sweep/audit.hpp"

#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <set>

namespace dropsweep {

namespace {

using key = std::pair<object_kind, object_id>;

std::string date_of(const std::optional<instant>& when) { return when ? format_instant(*when) : ""; }

// An image that was removed and pulled again has its old id and another date. Its names are no sign: one that lost some of them
// is still the same.
std::string since_when(const image& it) { return date_of(it.arrived ? it.arrived : it.last_tagged); }

// Everything that is listed, and what tells one that was removed and came anew from one that never went: a volume has its old
// name then, and an image its old id; the ids of all others are given once.
std::map<key, std::string> listed(const survey& seen) {
  std::map<key, std::string> all;
  for (const auto& it : seen.containers) all.emplace(key{object_kind::container, it.id}, "");
  for (const auto& it : seen.images) all.emplace(key{object_kind::image, it.id}, since_when(it));
  for (const auto& it : seen.cache) all.emplace(key{object_kind::build_cache, it.id}, "");
  for (const auto& it : seen.volumes) all.emplace(key{object_kind::volume, it.name.raw()}, date_of(it.created));
  for (const auto& it : seen.networks) all.emplace(key{object_kind::network, it.id}, "");
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
  } else if (one.detail == gone_already && still_there && one.item.kind == object_kind::build_cache) {
    // Seen on 20.10 under builds: the record of a build's local source is off the list for a moment. Nothing was asked of it.
    one.detail = "it was off the engine's list for a moment, and is on it again: a build works with it";
  } else if (one.detail == gone_already && still_there) {
    one.fate = fate::failed;
    one.detail = "the engine said that it was gone already, but lists it still";
  } else if (one.fate != fate::removed && one.fate != fate::kept_changed && !still_there) {
    // It was to go, and gone it is: no loss, and not ours to boast of. (Of two sweeps at once one is told that a removal is under
    // way already, or that a build cache record is none to go.)
    one.fate = fate::kept_changed;
    one.detail = "it is gone by now: somebody else removed it, or the engine did after all";
  }
}

// An image with several names loses them one by one; what stopped in between is told.
void tell_lost_names(outcome& one, const survey& after) {
  if (one.item.kind != object_kind::image || one.item.tags.size() < 2 || one.fate == fate::removed) return;
  const auto is = std::ranges::find(after.images, one.item.id, &image::id);
  if (is == after.images.end()) return;
  std::vector<foreign> lost;
  std::ranges::copy_if(one.item.tags, std::back_inserter(lost),
                       [&](const foreign& tag) { return !std::ranges::contains(is->tags, tag); });
  if (!lost.empty()) one.detail += fmt::format("; names that it lost: {}", fmt::join(lost, ", "));
}

}  // namespace

std::vector<std::string> audit(const survey& before, const survey& after, std::vector<outcome>& outcomes) {
  const auto was = listed(before), there = listed(after);
  const auto still_there = [&](const key& which) {
    const auto then = was.find(which), now = there.find(which);
    return now != there.end() && (then == was.end() || then->second == now->second);
  };
  std::set<key> accounted_for;
  for (auto& one : outcomes) {
    const key mine{one.item.kind, one.item.id};
    correct(one, still_there(mine));
    tell_lost_names(one, after);
    accounted_for.insert(mine);
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
  for (const auto& it : before.networks) {
    if (!it.predefined) check(object_kind::network, it.id, it.name);
  }
  return gone;
}

}  // namespace dropsweep
