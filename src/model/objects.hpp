// The objects of a Docker Engine as plain facts, API version differences already settled by engine/.
// `foreign` is text that the droplet chose; ids were checked to be hexadecimal (or [a-z0-9] for cache records) when they were
// read.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/bytes.hpp"
#include "core/foreign.hpp"
#include "core/time.hpp"

namespace dropsweep {

using object_id = std::string;
using labels = std::map<foreign, foreign>;

enum class object_kind { container, image, build_cache, volume, network };

// What runs on this host saw of an object, this one included; earlier ones by the ledger that they left there. Times are those of
// the engine's clock.
struct sightings {
  std::optional<instant> first;        // the first run that saw it
  std::optional<instant> last_in_use;  // the last run that saw it in use, or a later sign of use that has gone with its container
  std::optional<instant> unused_since;  // the first run that saw it unused after that; nullopt: in use now, or never looked at

  friend bool operator==(const sightings&, const sightings&) = default;
};

struct image {
  object_id id;                  // "sha256:<64 hex>"
  std::vector<foreign> tags;     // "repository:tag"; "<none>:<none>" never appears here; empty = dangling (with digests or not)
  std::vector<foreign> digests;  // "repository@sha256:..."
  object_id parent;              // "" when unknown: set by the classic builder only
  byte_count size;               // all layers
  std::optional<byte_count> shared;    // from /system/df; unknown is nullopt
  std::optional<instant> created;      // the build date: says nothing about use
  std::optional<instant> last_tagged;  // Metadata.LastTagTime; with the containerd store it moves on every pull too
  std::optional<instant> arrived;      // overlay2: modification time of imagedb/content/sha256/ID, by the host probe where it may
  std::string layer;  // graph drivers: the folder of its topmost layer, another one each time it arrives anew; "" = unknown
  sightings seen;
  dropsweep::labels labels;
};

enum class container_state { created, running, paused, restarting, removing, exited, dead };
enum class container_health { none, starting, healthy, unhealthy };

struct mount {
  enum class kind { bind, volume, image, tmpfs, other } type = kind::other;
  foreign source;  // for a volume its name, for an image its reference, for a bind the host path
  foreign destination;
};

struct network_use {
  object_id id;  // may be "" for a container that never started
  foreign name;
};

struct published_port {
  std::string host_address;
  std::uint16_t host_port = 0;
  std::uint16_t container_port = 0;
};

struct container {
  object_id id;  // 64 hex
  foreign name;  // without the leading slash
  object_id image_id;
  foreign image_reference;  // Config.Image: the name that it was created with
  container_state state = container_state::created;
  container_health health = container_health::none;
  std::optional<instant> created;
  std::optional<instant> started;
  std::optional<instant> finished;  // nullopt: never finished
  int exit_code = 0;
  std::int64_t restart_count = 0;
  bool one_off = false;  // `docker run --rm`, `docker compose run`: meant to end by itself
  std::vector<mount> mounts;
  std::vector<network_use> networks;
  std::vector<object_id> joins;  // containers whose network, processes or IPC it shares: without them it cannot start again
  std::vector<published_port> ports;
  dropsweep::labels labels;
  std::optional<byte_count> memory_limit;  // nullopt: none set
  std::optional<byte_count> memory_used;   // running ones, without the page cache
  std::optional<byte_count> memory_cache;  // beside it: the page cache, which the kernel can drop
  std::optional<byte_count> memory_peak;   // with the page cache; engines tell it with cgroup v1 alone
  bool memory_killed = false;              // its last end: the kernel killed it for its memory
  std::string log_driver;                  // "" = unknown
  bool log_rotates = false;                // its log has a largest size
  std::uint64_t command_digest =
      0;                      // of its program and arguments, which may hold passwords: only to tell whether two are the same
  byte_count writable_layer;  // SizeRw, 0 when unknown
};

struct volume {
  foreign name;
  std::string driver;
  bool driver_options = false;
  bool anonymous = false;  // labelled com.docker.volume.anonymous, or a name of 64 hex digits (engines before 23.0)
  std::optional<instant> created;
  std::optional<byte_count> size;
  sightings seen;
  dropsweep::labels labels;
};

struct network {
  object_id id;
  foreign name;
  std::string driver;
  std::string scope;        // "local", "swarm"
  bool predefined = false;  // bridge, host, none, ingress, docker_gwbridge, config-only
  std::optional<instant> created;
  std::vector<object_id> attached;  // running containers on it, as the engine sees them
  dropsweep::labels labels;
};

struct cache_record {
  object_id id;
  std::vector<object_id> parents;
  std::string type;  // "regular", "source.local", "exec.cachemount", "internal", "frontend"
  foreign description;
  bool in_use = false;
  bool shared = false;  // its bytes are also an image's
  byte_count size;
  std::optional<instant> created;
  std::optional<instant> last_used;
};

bool runs(const container& it);  // running, paused, restarting: a process of it exists or is about to

}  // namespace dropsweep
