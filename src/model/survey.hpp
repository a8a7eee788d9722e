// Everything that was seen on one host, at one moment. Beyond the survey the facts are fixed.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/objects.hpp"
#include "model/run_numbers.hpp"

namespace dropsweep {

struct engine_facts {
  std::string version;      // "26.1.5"
  std::string api_version;  // the one spoken with it, "1.45"
  std::string engine_id;    // /info ID: which engine a plan was made for
  foreign name;             // the host's name
  foreign operating_system;
  std::string storage_driver;  // "overlay2", "overlayfs"
  bool containerd_store = false;
  std::string root_dir;  // DockerRootDir
  bool swarm_active = false;
  std::optional<byte_count> memory_total;
  instant clock;  // the engine's own clock at the moment of the survey: the clock for ages
};

struct file_system {
  std::string path;  // DockerRootDir, the containerd root; "/" when that is all that could be seen
  byte_count size, used, available;
  std::optional<std::int64_t> inodes, inodes_used;
};

// Percent as `df` counts it: used / (used + available), rounded up.
int percent_used(const file_system& disk);

// A process of Docker's clients on the host: docker, docker-compose, buildx, buildctl.
struct client_process {
  std::int64_t process = 0;
  foreign command;  // with its arguments, which may hold passwords: to look at, never to show
  span age{};
};

// A pull or a push that the engine remembers; it keeps the last 256 events of any kind.
struct transfer {
  foreign image;  // its reference
  instant when;
};

// From the probe; each field unknown (nullopt, empty) where exec is not allowed or the host has no such number.
struct host_facts {
  std::vector<file_system> disks;  // first: the one that holds the engine's data
  std::optional<byte_count> memory_total, memory_available, swap_total, swap_used;
  std::optional<double> load;  // of one minute
  std::optional<span> uptime;
  std::optional<byte_count> container_logs;  // with the other small files in DockerRootDir/containers; for root alone to see
  std::vector<client_process> clients;
  std::vector<foreign> downloads;  // files of pulls that were written to within the last two minutes
};

// /system/df in our words; sizes as the engine claims them.
struct disk_usage {
  struct line {
    std::int64_t total = 0, active = 0;
    byte_count size, reclaimable;
    bool unseen = false;  // the engine did not say: its zeros are none
  };
  line images, containers, volumes, build_cache;
};

// A line beside how many objects are listed: of these an engine may also say zeros that it never counted.
std::optional<byte_count> known_size(const disk_usage::line& line, std::size_t listed);

struct survey {
  engine_facts engine;
  host_facts host;
  std::vector<image> images;
  std::vector<container> containers;
  std::vector<volume> volumes;
  std::vector<network> networks;
  std::vector<cache_record> cache;
  disk_usage usage;
  std::vector<foreign> swarm_images;  // references in current and previous specs of swarm services
  bool swarm_images_unseen = false;   // the swarm did not say: that there are none means nothing
  std::vector<transfer> transfers;    // images that were pulled or pushed lately
  bool transfers_unseen = false;      // the same of the engine's events
  bool has_ledger = false;            // what runs see is kept on the host: objects are judged by it
  bool ledger_unread = false;         // it did not answer this time: what earlier runs saw is unknown, and stays as it is there
  earlier_numbers earlier;            // what earlier runs measured
  std::vector<std::string> notes;     // what could not be seen, as sentences ("The host's memory is unknown: ...")
};

// What this run measured, as the next ones will remember it.
run_numbers numbers_as_found(const survey& seen);

// The plan is made: nothing asks for them any more, and of ten thousand images they are the most of what was seen.
void forget_labels_and_digests(survey& seen);

}  // namespace dropsweep
