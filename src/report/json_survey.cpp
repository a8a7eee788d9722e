#include "report/json_survey.hpp"

#include "report/words.hpp"

namespace dropsweep {

namespace {

json to_json(const engine_facts& engine) {
  return {{"version", json_text(engine.version)},
          {"api_version", json_text(engine.api_version)},
          {"id", json_text(engine.engine_id)},
          {"name", json_text(engine.name)},
          {"operating_system", json_text(engine.operating_system)},
          {"storage_driver", json_text(engine.storage_driver)},
          {"containerd_store", engine.containerd_store},
          {"root_dir", json_text(engine.root_dir)},
          {"swarm_active", engine.swarm_active},
          {"memory_total_bytes", or_null(engine.memory_total)},
          {"clock", format_instant(engine.clock)}};
}

}  // namespace

json to_json(const file_system& disk) {
  return {{"path", json_text(disk.path)},
          {"size_bytes", disk.size.value},
          {"used_bytes", disk.used.value},
          {"available_bytes", disk.available.value},
          {"used_percent", percent_used(disk)},
          {"inodes", or_null(disk.inodes)},
          {"inodes_used", or_null(disk.inodes_used)}};
}

namespace {

json to_json(const host_facts& host) {
  auto disks = json::array();
  for (const auto& disk : host.disks) disks.push_back(to_json(disk));
  return {{"disks", std::move(disks)},
          {"memory_total_bytes", or_null(host.memory_total)},
          {"memory_available_bytes", or_null(host.memory_available)},
          {"swap_total_bytes", or_null(host.swap_total)},
          {"swap_used_bytes", or_null(host.swap_used)},
          {"container_logs_bytes", or_null(host.container_logs)},
          {"load_1m", or_null(host.load)},
          {"uptime_ms", host.uptime ? json(host.uptime->count()) : json(nullptr)}};
}

json to_json(const disk_usage::line& line, std::size_t listed) {
  return {{"listed", listed},
          {"total", line.total},
          {"active", line.active},
          {"size_bytes", line.size.value},
          {"reclaimable_bytes", line.reclaimable.value}};
}

json to_json(const container& one) {
  return {{"id", json_text(one.id)},
          {"name", json_text(one.name)},
          {"image", json_text(one.image_reference)},
          {"state", machine_word(one.state)},
          {"health", machine_word(one.health)},
          {"exit_code", one.exit_code},
          {"restart_count", one.restart_count},
          {"memory_used_bytes", or_null(one.memory_used)},
          {"memory_limit_bytes", or_null(one.memory_limit)}};
}

}  // namespace

void write(json_stream& out, const survey& seen) {
  out.begin_object();
  out.put("engine", to_json(seen.engine));
  out.put("host", to_json(seen.host));
  out.put("usage", {{"images", to_json(seen.usage.images, seen.images.size())},
                    {"containers", to_json(seen.usage.containers, seen.containers.size())},
                    {"volumes", to_json(seen.usage.volumes, seen.volumes.size())},
                    {"build_cache", to_json(seen.usage.build_cache, seen.cache.size())}});
  out.put("networks", seen.networks.size());
  out.list("containers", seen.containers, [&](const container& one) { out.put(to_json(one)); });
  out.put("notes", json_texts(seen.notes));
  out.end();
}

}  // namespace dropsweep
