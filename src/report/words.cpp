#include "report/words.hpp"

#include <array>

namespace dropsweep {

std::string_view machine_word(object_kind kind) {
  switch (kind) {
    case object_kind::container: return "container";
    case object_kind::image: return "image";
    case object_kind::build_cache: return "build_cache";
    case object_kind::volume: return "volume";
    case object_kind::network: return "network";
  }
  return "";
}

std::string_view machine_word(fate what) {
  switch (what) {
    case fate::removed: return "removed";
    case fate::kept_changed: return "kept_changed";
    case fate::kept_in_use: return "kept_in_use";
    case fate::failed: return "failed";
    case fate::unknown: return "unknown";
    case fate::not_started: return "not_started";
    case fate::not_needed: return "not_needed";
  }
  return "";
}

std::string_view machine_word(service_verdict verdict) {
  switch (verdict) {
    case service_verdict::healthy: return "healthy";
    case service_verdict::recovered: return "recovered";
    case service_verdict::was_already_down: return "was_already_down";
    case service_verdict::broke_during_sweep: return "broke_during_sweep";
    case service_verdict::unchecked: return "unchecked";
  }
  return "";
}

std::string_view machine_word(container_state state) {
  switch (state) {
    case container_state::created: return "created";
    case container_state::running: return "running";
    case container_state::paused: return "paused";
    case container_state::restarting: return "restarting";
    case container_state::removing: return "removing";
    case container_state::exited: return "exited";
    case container_state::dead: return "dead";
  }
  return "";
}

std::string_view machine_word(container_health health) {
  switch (health) {
    case container_health::none: return "none";
    case container_health::starting: return "starting";
    case container_health::healthy: return "healthy";
    case container_health::unhealthy: return "unhealthy";
  }
  return "";
}

std::string_view machine_word(command what) {
  switch (what) {
    case command::sweep: return "sweep";
    case command::plan: return "plan";
    case command::check: return "check";
    case command::doctor: return "doctor";
    case command::advise: return "advise";
    case command::schedule: return "schedule";
  }
  return "";
}

std::optional<object_kind> parse_object_kind(std::string_view word) {
  using enum object_kind;
  for (const auto kind : std::array{container, image, build_cache, volume, network}) {
    if (machine_word(kind) == word) return kind;
  }
  return std::nullopt;
}

std::optional<sweep_mode> parse_sweep_mode(std::string_view word) {
  using enum sweep_mode;
  for (const auto mode : std::array{standard, aggressive, full}) {
    if (name(mode) == word) return mode;
  }
  return std::nullopt;
}

}  // namespace dropsweep
