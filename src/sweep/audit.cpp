#include "sweep/audit.hpp"

#include <fmt/ranges.h>

#include <algorithm>
#include <set>
#include <string_view>

namespace dropsweep {

namespace {

using moment = std::optional<std::chrono::sys_seconds>;

// What is listed, and what tells one that was removed and came anew from one that never went: a volume has its old name then, and
// an image its old id; the ids of all others are given once. Points into the survey.
struct listed {
  object_kind kind{};
  std::string_view id;
  moment since;   // of a volume and, where it may be seen, of an image
  moment tagged;  // of an image: its newest name's, later once it gets one or is pulled again, earlier once it loses that one
};

auto which(const listed& one) { return std::pair(one.kind, one.id); }

moment seconds_of(const std::optional<instant>& when) {
  return when ? moment(std::chrono::floor<std::chrono::seconds>(*when)) : std::nullopt;
}

// Two of them for up to 20,000 objects of a kind: sorted lists, a fifth of what maps would take.
class listing {
 public:
  explicit listing(const survey& seen) {
    for (const auto& it : seen.containers) all_.push_back({object_kind::container, it.id, {}, {}});
    for (const auto& it : seen.images)
      all_.push_back({object_kind::image, it.id, seconds_of(it.arrived), seconds_of(it.last_tagged)});
    for (const auto& it : seen.cache) all_.push_back({object_kind::build_cache, it.id, {}, {}});
    for (const auto& it : seen.volumes) all_.push_back({object_kind::volume, it.name.raw(), seconds_of(it.created), {}});
    for (const auto& it : seen.networks) all_.push_back({object_kind::network, it.id, {}, {}});
    std::ranges::stable_sort(all_, {}, which);
  }

  const listed* find(object_kind kind, std::string_view id) const {
    const auto at = std::ranges::lower_bound(all_, std::pair(kind, id), {}, which);
    return at != all_.end() && which(*at) == std::pair(kind, id) ? &*at : nullptr;
  }

 private:
  std::vector<listed> all_;
};

// Its names are no sign: an image that lost some of them is still the same. A later date of the newest (all that the containerd
// store has) is one only beside the engine's own word that it went: a pull of an image that never went moves it as well.
bool is_the_same(const outcome& one, const listed& then, const listed& now) {
  if (then.since && now.since) return then.since == now.since;
  const bool said_to_be_gone = one.fate == fate::removed || one.detail == gone_already;
  return !(said_to_be_gone && then.tagged < now.tagged);
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
  } else if (one.detail == off_the_list && still_there) {
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

// An image with several names loses them one by one; what stopped in between is told. Once: what an earlier look at the lists
// told is told anew.
void tell_lost_names(outcome& one, const survey& after) {
  constexpr std::string_view words = "; names that it lost: ";
  if (one.item.kind != object_kind::image || one.item.tags.size() < 2 || one.fate == fate::removed) return;
  const auto is = std::ranges::find(after.images, one.item.id, &image::id);
  if (is == after.images.end()) return;
  std::vector<foreign> lost;
  std::ranges::copy_if(one.item.tags, std::back_inserter(lost),
                       [&](const foreign& tag) { return !std::ranges::contains(is->tags, tag); });
  one.detail.resize(std::min(one.detail.find(words), one.detail.size()));
  if (!lost.empty()) one.detail += fmt::format("{}{}", words, fmt::join(lost, ", "));
}

}  // namespace

std::vector<std::string> audit(const survey& before, const survey& after, std::vector<outcome>& outcomes) {
  const listing was(before), there(after);
  std::set<std::pair<object_kind, std::string_view>> accounted_for;
  for (auto& one : outcomes) {
    const auto* then = was.find(one.item.kind, one.item.id);
    const auto* now = there.find(one.item.kind, one.item.id);
    accounted_for.emplace(one.item.kind, one.item.id);
    // A list that the engine did not give is empty: nothing is gone by that.
    if (one.item.kind == object_kind::build_cache && after.usage.build_cache.unseen) continue;
    correct(one, now != nullptr && (then == nullptr || is_the_same(one, *then, *now)));
    tell_lost_names(one, after);
  }

  std::vector<std::string> gone;
  const auto check = [&](object_kind kind, const object_id& id, const foreign& name) {
    if (there.find(kind, id) != nullptr || accounted_for.contains({kind, id})) return;
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
