#include <algorithm>

#include "core/counted.hpp"
#include "survey/ledger.hpp"
#include "survey/numbers.hpp"
#include "survey/parts.hpp"

namespace dropsweep {

namespace {

void add_disk(survey& seen, engine_reader::disk_report report) {
  seen.usage = report.usage;
  seen.cache = std::move(report.cache);
  for (auto& note : report.unseen) seen.notes.push_back(std::move(note));
  for (auto& volume : seen.volumes) {
    if (const auto size = report.volume_sizes.find(volume.name); size != report.volume_sizes.end()) volume.size = size->second;
  }
  for (auto& image : seen.images) {
    if (const auto shared = report.image_shared.find(image.id); shared != report.image_shared.end())
      image.shared = shared->second;
  }
  for (auto& container : seen.containers) {
    if (const auto size = report.writable_layers.find(container.id); size != report.writable_layers.end())
      container.writable_layer = size->second;
  }
}

void add_probe(survey& seen, const net_result<std::string>& output) {
  const auto unknown = [&](std::string_view why) {
    seen.notes.push_back(fmt::format("The host's disk, memory and load are unknown: {}.", why));
  };
  if (!output) return unknown(output.error().detail);
  auto probe = read_host_probe(*output, seen.engine.root_dir, seen.engine.containerd_store);
  seen.host = std::move(probe.facts);
  if (seen.engine.storage_driver != "overlay2" || seen.engine.containerd_store) return;
  for (auto& image : seen.images) {
    if (const auto when = probe.arrived.find(image.id); when != probe.arrived.end()) image.arrived = when->second;
  }
  if (probe.arrived.empty() && !seen.images.empty())
    seen.notes.push_back(
        fmt::format("When images arrived is unknown: {} cannot be read by this account.", visible(seen.engine.root_dir)));
}

error too_many(std::size_t objects) {
  return {.code = exit_code::engine,
          .step = "survey",
          .seen = fmt::format("The host has {} images, containers, volumes, networks and build cache records together; "
                              "dropsweep takes at most {}.",
                              objects, survey_objects_most),
          .theirs = {},
          .advice = "Remove some on the host first, for example with `docker container prune` or `docker builder prune`."};
}

void note_missing_memory(survey& seen) {
  const auto missing = std::ranges::count_if(
      seen.containers, [](const container& one) { return one.state == container_state::running && !one.memory_used; });
  if (missing > 0)
    seen.notes.push_back(
        fmt::format("The memory of {} is unknown.", counted(missing, "running container", "running containers")));
}

}  // namespace

result<survey> put_together(survey_parts parts, engine_reader::also_memory asked_memory) {
  if (!parts.facts) return std::unexpected(std::move(parts.facts.error()));
  if (!parts.images) return std::unexpected(std::move(parts.images.error()));
  if (!parts.containers) return std::unexpected(std::move(parts.containers.error()));
  if (!parts.volumes) return std::unexpected(std::move(parts.volumes.error()));
  if (!parts.networks) return std::unexpected(std::move(parts.networks.error()));

  survey seen;
  seen.engine = std::move(*parts.facts);
  seen.images = std::move(*parts.images);
  seen.containers = std::move(*parts.containers);
  seen.volumes = std::move(*parts.volumes);
  seen.networks = std::move(*parts.networks);
  if (parts.disk) {
    add_disk(seen, std::move(*parts.disk));
  } else {
    for (auto* line : {&seen.usage.images, &seen.usage.containers, &seen.usage.volumes, &seen.usage.build_cache})
      line->unseen = true;
    seen.notes.push_back("The engine's disk usage and its build cache are unknown: " + one_line(parts.disk.error()));
  }
  const auto objects =
      seen.images.size() + seen.containers.size() + seen.volumes.size() + seen.networks.size() + seen.cache.size();
  if (objects > survey_objects_most) return std::unexpected(too_many(objects));
  if (parts.swarm_images) {
    seen.swarm_images = std::move(*parts.swarm_images);
  } else {
    // Only a manager knows. What runs here is protected by its containers; a previous version that swarm could roll back to is
    // not.
    seen.swarm_images_unseen = true;
    seen.notes.push_back("The images of the swarm's services are unknown, so unused ones with a tag or a digest stay: " +
                         one_line(parts.swarm_images.error()));
  }
  if (parts.transfers) {
    seen.transfers = std::move(*parts.transfers);
  } else {
    seen.transfers_unseen = true;
    seen.notes.push_back(fmt::format("Which images were pulled lately is unknown{}: {}",
                                     seen.engine.containerd_store ? "" : ", so unused ones with a tag stay",
                                     one_line(parts.transfers.error())));
  }
  add_probe(seen, parts.probe);
  if (auto note = recall(seen, parts.ledger); !note.empty()) seen.notes.push_back(std::move(note));
  if (parts.numbers) seen.earlier = recall_numbers(*parts.numbers, seen.engine.engine_id);
  if (asked_memory == engine_reader::also_memory::yes) note_missing_memory(seen);
  return seen;
}

}  // namespace dropsweep
