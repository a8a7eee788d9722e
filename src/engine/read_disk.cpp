// GET /system/df. The four lines are counted as `docker system df` counts them, so that both say the same.
#include <set>

#include "engine/paths.hpp"
#include "engine/read_one.hpp"

namespace dropsweep {

namespace {

// Up to API 1.51 the lists stand at the top; from 1.52 on they are the Items of a summary each (with verbose=1), whose wire names
// are singular, unlike what the changelog says. 1.52 and later may send both without it.
constexpr std::array<std::string_view, 8> lists{
    "Images",           "Containers",           "Volumes",           "BuildCache",
    "ImageUsage/Items", "ContainerUsage/Items", "VolumeUsage/Items", "BuildCacheUsage/Items"};
constexpr std::size_t kinds = 4;

// BuildKit's is the whole command line of an instruction, a here-document of any length with it. It is only shown.
constexpr std::size_t description_most = 1000;  // bytes

cache_record to_cache_record(const fields& of) {
  cache_record it;
  it.id = of.text("ID").raw();
  const auto add_parent = [&](const std::string& parent) {
    if (!parent.empty()) it.parents.push_back(parent);
  };
  add_parent(of.text("Parent").raw());  // before API 1.42
  of.each_text("Parents", add_parent);
  of.each_text(" Parents", add_parent);  // so it is on the wire of real engines: seen on 26.1
  it.type = of.word("Type");
  it.description = of.text("Description");
  if (it.description.raw().size() > description_most) it.description = visible(it.description.raw(), description_most);
  it.in_use = of.flag("InUse");
  it.shared = of.flag("Shared");
  it.size = of.size("Size");
  it.created = of.time("CreatedAt");
  it.last_used = of.time("LastUsedAt");
  return it;
}

// One answer while it is read.
class disk_reader {
 public:
  void add(std::size_t list, const fields& of) {
    switch (list % kinds) {
      case 0: return add_image(of);
      case 1: return add_container(of);
      case 2: return add_volume(of);
      default: return add_cache_record(of);
    }
  }

  disk_sections finish(const fields& of) {
    disk_sections& all = sections_;
    if (of.has("LayersSize")) {
      images_.size = of.size("LayersSize");
      images_.reclaimable = images_.size - active_images_;
    }
    all.images = line(of, "ImageUsage", of.has("Images"), images_);
    all.containers = line(of, "ContainerUsage", of.has("Containers"), containers_);
    all.volumes = line(of, "VolumeUsage", of.has("Volumes"), volumes_);
    all.build_cache = line(of, "BuildCacheUsage", of.has("BuildCache"), cache_);
    return std::move(sections_);
  }

 private:
  void add_image(const fields& of) {
    ++images_.total;
    const auto shared = of.known_size("SharedSize");
    const auto id = of.id("Id", is_image_id);
    if (shared && !id.empty()) sections_.image_shared.insert_or_assign(id, *shared);
    if (of.number("Containers") == 0) return;
    ++images_.active;
    if (shared) active_images_ += of.size("Size") - *shared;
  }

  void add_container(const fields& of) {
    const auto size = of.size("SizeRw");
    const auto id = of.id("Id", is_object_id);
    if (!id.empty()) sections_.writable_layers.insert_or_assign(id, size);
    const auto state = of.text("State").raw();
    const bool active = state == "running" || state == "paused" || state == "restarting";
    count(containers_, size, active);
  }

  void add_volume(const fields& of) {
    const auto usage = of.object("UsageData");
    const auto size = usage.known_size("Size");
    if (size) sections_.volume_sizes.insert_or_assign(of.text("Name"), *size);
    count(volumes_, size.value_or(byte_count{}), usage.number("RefCount") != 0);
  }

  void add_cache_record(const fields& of) {
    auto it = to_cache_record(of);
    // Shared ones are counted with the images.
    count(cache_, it.shared ? byte_count{} : it.size, it.in_use);
    // A record that cannot be named in a filter cannot be asked for; the engine keeps what others stand on.
    if (is_cache_id(it.id) && seen_cache_.insert(it.id).second) sections_.cache.push_back(std::move(it));
  }

  static void count(disk_usage::line& in, byte_count size, bool active) {
    ++in.total;
    in.size += size;
    if (active) ++in.active;
    if (!active) in.reclaimable += size;
  }

  // nullopt: the answer does not have this part at all.
  static std::optional<disk_usage::line> line(const fields& of, const char* summary, bool has_list,
                                              const disk_usage::line& counted) {
    if (!of.has(summary)) return has_list ? std::optional(counted) : std::nullopt;
    const auto said = of.object(summary);
    return disk_usage::line{.total = said.number("TotalCount"),
                            .active = said.number("ActiveCount"),
                            .size = said.size("TotalSize"),
                            .reclaimable = said.size("Reclaimable")};
  }

  disk_sections sections_;
  disk_usage::line images_, containers_, volumes_, cache_;
  byte_count active_images_;
  std::set<object_id> seen_cache_;  // legacy list and Items may both be there
};

}  // namespace

read_result<disk_sections> read_disk(std::string_view body) {
  disk_reader reader;
  std::string complaint;
  auto document = read_json(body, lists, [&](std::size_t list, json element) { reader.add(list, fields(element, complaint)); });
  if (!document) return std::unexpected(std::move(document.error()));
  auto sections = reader.finish(fields(*document, complaint));
  if (!complaint.empty()) return std::unexpected(std::move(complaint));
  return sections;
}

}  // namespace dropsweep
