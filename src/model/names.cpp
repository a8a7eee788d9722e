// The words for every enumeration, in one place: console, summary, outputs and JSON print these.
#include "model/record.hpp"
#include "model/target.hpp"

#include <fmt/format.h>

namespace dropsweep {

std::string label(const target& where) {
  if (const auto* socket = std::get_if<engine_socket>(&where.way)) return "unix://" + socket->path;
  const auto& ssh = std::get<ssh_address>(where.way);
  const bool v6 = ssh.host.contains(':');
  std::string text = fmt::format("{}@{}{}{}", ssh.user, v6 ? "[" : "", ssh.host, v6 ? "]" : "");
  if (ssh.port != 22) text += fmt::format(":{}", ssh.port);
  return text;
}

std::string_view name(step_end how) {
  switch (how) {
    case step_end::well: return "ok";
    case step_end::lacking: return "warning";
    case step_end::failed: return "failed";
    case step_end::not_reached: return "not reached";
  }
  return "";
}

std::string_view name(advice_topic topic) {
  switch (topic) {
    case advice_topic::memory: return "memory";
    case advice_topic::runtimes: return "runtimes";
    case advice_topic::images: return "images";
    case advice_topic::disk: return "disk";
    case advice_topic::databases: return "databases";
    case advice_topic::trend: return "trend";
    case advice_topic::droplet: return "droplet";
  }
  return "";
}

std::string_view name(urgency how) {
  switch (how) {
    case urgency::now: return "now";
    case urgency::soon: return "soon";
    case urgency::saving: return "saving";
  }
  return "";
}

std::string_view name(sweep_mode mode) {
  switch (mode) {
    case sweep_mode::standard: return "standard";
    case sweep_mode::aggressive: return "aggressive";
    case sweep_mode::full: return "full";
  }
  return "";
}

std::string_view name(volume_scope scope) {
  switch (scope) {
    case volume_scope::none: return "none";
    case volume_scope::anonymous: return "anonymous";
    case volume_scope::named: return "named";
  }
  return "";
}

std::string_view name(object_kind kind) {
  switch (kind) {
    case object_kind::container: return "container";
    case object_kind::image: return "image";
    case object_kind::build_cache: return "build cache record";
    case object_kind::volume: return "volume";
    case object_kind::network: return "network";
  }
  return "";
}

std::string_view plural_name(object_kind kind) {
  switch (kind) {
    case object_kind::container: return "containers";
    case object_kind::image: return "images";
    case object_kind::build_cache: return "build cache records";
    case object_kind::volume: return "volumes";
    case object_kind::network: return "networks";
  }
  return "";
}

std::string_view name(fate what) {
  switch (what) {
    case fate::removed: return "removed";
    case fate::kept_changed: return "kept: changed since the plan";
    case fate::kept_in_use: return "kept: in use";
    case fate::failed: return "failed";
    case fate::unknown: return "unknown: no answer was seen";
    case fate::not_started: return "not started";
    case fate::not_needed: return "not needed: the goal was reached";
  }
  return "";
}

std::string_view name(service_verdict verdict) {
  switch (verdict) {
    case service_verdict::healthy: return "healthy";
    case service_verdict::recovered: return "recovered";
    case service_verdict::was_already_down: return "was already down";
    case service_verdict::broke_during_sweep: return "broke during the sweep";
    case service_verdict::unchecked: return "unchecked";
  }
  return "";
}

std::string_view name(overall_health health) {
  switch (health) {
    case overall_health::healthy: return "healthy";
    case overall_health::degraded: return "degraded";
    case overall_health::unhealthy: return "unhealthy";
    case overall_health::unchecked: return "unchecked";
  }
  return "";
}

std::string_view name(run_result result) {
  switch (result) {
    case run_result::clean: return "clean";
    case run_result::planned: return "planned";
    case run_result::swept: return "swept";
    case run_result::partial: return "partial";
    case run_result::unhealthy: return "unhealthy";
    case run_result::skipped: return "skipped";
    case run_result::failed: return "failed";
    case run_result::cancelled: return "cancelled";
  }
  return "";
}

}  // namespace dropsweep
