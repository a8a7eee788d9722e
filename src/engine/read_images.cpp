#include <algorithm>
#include <map>
#include <set>

#include "engine/paths.hpp"
#include "engine/read_one.hpp"

namespace dropsweep {

namespace {

// What the list and the inspection have alike.
image common(const fields& of) {
  image it;
  it.id = of.id("Id", is_image_id);
  if (it.id.empty()) of.complain("an image has no Id");
  // Engines before 24.0 write "<none>" for what is not there.
  of.each_text("RepoTags", [&](const std::string& tag) {
    if (tag != "<none>:<none>") it.tags.emplace_back(tag);
  });
  of.each_text("RepoDigests", [&](const std::string& digest) {
    // The containerd store names the digest once for each tag of a repository.
    const bool known = std::ranges::find(it.digests, foreign(digest)) != it.digests.end();
    if (!digest.starts_with("<none>@") && !known) it.digests.emplace_back(digest);
  });
  it.size = of.size("Size");
  it.shared = of.known_size("SharedSize");
  it.created = of.time("Created");
  return it;
}

// The NAME of ".../overlay2/NAME/diff"; the engine makes a new one whenever it unpacks the layer.
std::string topmost_layer(const fields& of) {
  auto path = of.object("GraphDriver").object("Data").word("UpperDir");
  constexpr std::string_view end = "/diff";
  if (!path.ends_with(end)) return "";
  path.resize(path.size() - end.size());
  return path.substr(path.rfind('/') + 1);
}

}  // namespace

read_result<std::vector<image>> read_image_list(std::string_view body) {
  return read_objects(body, [](const fields& of) {
    auto it = common(of);
    it.parent = of.id("ParentId", is_image_id);
    it.labels = of.labels("Labels");
    return it;
  });
}

read_result<image> read_image(std::string_view body) {
  return read_object(body, [](const fields& of) {
    auto it = common(of);
    it.parent = of.id("Parent", is_image_id);
    it.labels = of.object("Config").labels("Labels");
    it.last_tagged = of.object("Metadata").time("LastTagTime");
    it.layer = topmost_layer(of);
    return it;
  });
}

std::vector<image> without_intermediates(std::vector<image> listed) {
  std::map<std::string_view, const image*> by_id;
  std::set<std::string_view> parents;
  for (const auto& one : listed) {
    by_id.emplace(one.id, &one);
    if (!one.parent.empty()) parents.insert(one.parent);
  }
  const auto intermediate = [&](const image& one) { return one.tags.empty() && one.digests.empty() && parents.contains(one.id); };
  std::vector<object_id> nearest(listed.size());
  for (std::size_t i = 0; i < listed.size(); ++i) {
    // No chain is longer than the list: a circle (an engine that lies) ends there.
    object_id at = listed[i].parent;
    for (std::size_t steps = 0; !at.empty() && steps < listed.size(); ++steps) {
      const auto found = by_id.find(at);
      if (found == by_id.end()) {
        at.clear();
      } else if (intermediate(*found->second)) {
        at = found->second->parent;
      } else {
        break;
      }
    }
    nearest[i] = std::move(at);
  }
  std::vector<bool> hidden;
  hidden.reserve(listed.size());
  for (const auto& one : listed) hidden.push_back(intermediate(one));
  std::size_t at = 0;
  for (auto& one : listed) one.parent = std::move(nearest[at++]);
  at = 0;
  std::erase_if(listed, [&](const image&) { return hidden[at++]; });
  return listed;
}

void add_inspection(image& listed, image inspected) {
  listed.tags = std::move(inspected.tags);  // the later look
  listed.digests = std::move(inspected.digests);
  listed.last_tagged = inspected.last_tagged;
  listed.layer = std::move(inspected.layer);
  if (inspected.created) listed.created = inspected.created;
  listed.labels.merge(inspected.labels);
}

}  // namespace dropsweep
