#include <algorithm>

#include "engine/read_one.hpp"

namespace dropsweep {

namespace {

// It is a line of the host probe's input and shown to people; anything but a plain absolute path is no place of an engine's.
std::string plain_path(const std::string& path) {
  const bool plain =
      path.starts_with('/') && path.size() < 4096 &&
      std::ranges::none_of(path, [](char letter) { return static_cast<unsigned char>(letter) < 0x20 || letter == 0x7f; });
  return plain ? path : std::string();
}

// DriverStatus is a list of pairs: [["driver-type", "io.containerd.snapshotter.v1"]].
bool uses_containerd_store(const fields& info) {
  const auto* pairs = info.list("DriverStatus");
  if (pairs == nullptr) return false;
  return std::ranges::any_of(*pairs, [](const json& pair) {
    if (!pair.is_array() || pair.size() != 2 || !pair[0].is_string() || !pair[1].is_string()) return false;
    return pair[0] == "driver-type" && pair[1].get_ref<const std::string&>().starts_with("io.containerd.snapshotter");
  });
}

}  // namespace

read_result<engine_facts> read_info(std::string_view body) {
  return read_object(body, [](const fields& info) {
    engine_facts facts;
    facts.version = info.word("ServerVersion");
    facts.engine_id = info.word("ID");
    facts.name = info.text("Name");
    facts.operating_system = info.text("OperatingSystem");
    facts.storage_driver = info.word("Driver");
    facts.containerd_store = uses_containerd_store(info);
    facts.root_dir = plain_path(info.text("DockerRootDir").raw());
    facts.swarm_active = info.object("Swarm").text("LocalNodeState") == foreign("active");
    if (const auto memory = info.size("MemTotal"); memory.value > 0) facts.memory_total = memory;
    if (const auto clock = info.time("SystemTime")) facts.clock = *clock;
    if (facts.engine_id.empty()) info.complain("it has no ID");
    return facts;
  });
}

read_result<std::vector<foreign>> read_service_images(std::string_view body) {
  std::vector<foreign> images;
  auto read = read_objects(body, [&](const fields& service) {
    for (const auto* spec : {"Spec", "PreviousSpec"}) {
      auto image = service.object(spec).object("TaskTemplate").object("ContainerSpec").text("Image");
      if (!image.empty() && std::ranges::find(images, image) == images.end()) images.push_back(std::move(image));
    }
    return true;
  });
  if (!read) return std::unexpected(std::move(read.error()));
  return images;
}

}  // namespace dropsweep
