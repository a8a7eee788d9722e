// The engine's JSON into facts: pure, one group per kind of object. Differences between API versions end here.
// A reader's error is a phrase about the answer ("Mounts is no list"); whoever asked puts the request's name before it.
#pragma once

#include <expected>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/survey.hpp"

namespace dropsweep {

template <class T>
using read_result = std::expected<T, std::string>;

read_result<engine_facts> read_info(std::string_view body);  // without api_version; `clock` is 1970 when /info has none

read_result<std::vector<image>> read_image_list(std::string_view body);
// The classic builder's intermediate images (no name, but a child) are left out: they go with the image above them, by the
// engine's own hand. What stays has its nearest ancestor among them as its parent, so that "children before parents" holds across
// them.
std::vector<image> without_intermediates(std::vector<image> listed);
read_result<image> read_image(std::string_view body);  // inspect
// What the inspection knows and the list does not; labels are the union of both, for they only protect.
void add_inspection(image& listed, image inspected);

// The whole containers/json list already has what protects other objects: image, mounts, networks, labels.
read_result<std::vector<container>> read_container_list(std::string_view body);
// Whom a HostConfig names in "container:...". Engines write the id of one that was there at the creation; else what they were
// given stays, and is looked up at each start (moby#49374).
struct shared_namespaces {
  std::string network_of;       // NetworkMode; "" mostly
  std::vector<std::string> of;  // that one, and those of PidMode and IpcMode
};
struct inspected_container {
  container it;
  shared_namespaces shares;
};
read_result<inspected_container> read_container(std::string_view body);
void add_inspection(container& listed, container inspected);
struct memory_reading {
  std::optional<byte_count> used, cache, peak;
};
memory_reading read_memory(std::string_view body);  // of a stats answer

read_result<std::vector<volume>> read_volume_list(std::string_view body);
read_result<volume> read_volume(std::string_view body);

read_result<std::vector<network>> read_network_list(std::string_view body);
read_result<network> read_network(std::string_view body);  // inspect, with `attached`

// /system/df, any part of it: the sections that the answer has.
struct disk_sections {
  std::optional<disk_usage::line> images, containers, volumes, build_cache;
  std::vector<cache_record> cache;
  std::map<foreign, byte_count> volume_sizes;
  std::map<object_id, byte_count> image_shared;
  std::map<object_id, byte_count> writable_layers;  // by container
};
read_result<disk_sections> read_disk(std::string_view body);

read_result<std::vector<foreign>> read_service_images(std::string_view body);

}  // namespace dropsweep
