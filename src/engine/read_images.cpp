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
    if (!digest.starts_with("<none>@")) it.digests.emplace_back(digest);
  });
  it.size = of.size("Size");
  it.shared = of.known_size("SharedSize");
  it.created = of.time("Created");
  return it;
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
    return it;
  });
}

void add_inspection(image& listed, image inspected) {
  listed.tags = std::move(inspected.tags);  // the later look
  listed.digests = std::move(inspected.digests);
  listed.last_tagged = inspected.last_tagged;
  if (inspected.created) listed.created = inspected.created;
  if (listed.parent.empty()) listed.parent = std::move(inspected.parent);
  listed.labels.merge(inspected.labels);
}

}  // namespace dropsweep
