// The Docker Engine API, the half that only looks. A function that takes an engine_reader cannot delete anything.
// API 1.41 to 1.55 (Engine 20.10 to 29.x), negotiated by the unversioned GET /_ping. Version differences end here.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/engine_limits.hpp"
#include "model/advice_facts.hpp"
#include "model/survey.hpp"

namespace dropsweep {

class http_lanes;  // keep-alive connections with pipelining; engine/http_lanes.hpp
struct http_response;

class engine_reader {
 public:
  engine_reader(asio::any_io_executor executor, stream_opener open, engine_limits limits);
  virtual ~engine_reader();
  engine_reader(const engine_reader&) = default;
  engine_reader& operator=(const engine_reader&) = default;

  // First of all: GET /_ping. Refuses with a sentence what is no Docker Engine, is too old or does not answer; then everything
  // that was asked meanwhile fails with the same error.
  //
  // Who cannot wait may look at the same time: until the version is agreed, requests go without one, and the engine answers those
  // in its own newest. That is the version that is agreed on, unless the engine is newer than this client: then ask again.
  task<result<void>> negotiate();
  std::string api_version() const;  // "1.45"; "" before
  bool engine_is_newer() const noexcept { return engine_is_newer_; }
  // The last connection is gone and no other could be opened.
  bool cut_off() const noexcept;
  // No second connection may be opened beside it: what is asked stands behind all that was asked before.
  bool has_one_connection() const noexcept;

  // Everything below answers in facts of model/. Failures have code engine, step "engine" and name the request.
  task<result<engine_facts>> facts();         // GET /info; without the API's version when that is not agreed yet
  task<result<std::vector<image>>> images();  // GET /images/json, then GET /images/ID/json for each, pipelined; one that went
                                              // away in between is left out
  enum class also_memory : bool { no, yes };  // GET /containers/ID/stats?stream=0&one-shot=1 of running ones, at the same time
  task<result<std::vector<container>>> containers(
      also_memory memory = also_memory::no);  // GET /containers/json?all=1, then inspect, pipelined
  task<result<std::vector<volume>>> volumes();
  task<result<std::vector<network>>> networks();  // `attached` from inspect, which the list does not say
  struct disk_report {
    disk_usage usage;
    std::vector<cache_record> cache;
    std::map<foreign, byte_count> volume_sizes;       // by name; unknown ones absent
    std::map<object_id, byte_count> image_shared;     // by id
    std::map<object_id, byte_count> writable_layers;  // by container's id
    std::vector<std::string> unseen;                  // sentences: what the engine did not say
  };
  // A sweep needs the records of the build cache, and must not wait for (nor fail with) the walk through all files of all
  // volumes, which only informs: it asks for each apart. Whoever only looks asks for both together.
  enum class disk_parts { apart, together };
  task<result<disk_report>> disk(disk_parts how = disk_parts::apart);  // GET /system/df: slow, walks files; once a survey
  task<result<std::vector<foreign>>> swarm_images();                   // GET /services: images of Spec and PreviousSpec

  // Images that were pulled or pushed between two moments of the engine's clock, as far as it remembers: GET /events, which ends
  // when `until` has passed.
  task<result<std::vector<transfer>>> transfers(instant since, instant until);

  // For advice; what cannot be asked of one object is left out.
  task<std::vector<container_processes>> processes(std::vector<object_id> containers);  // GET /containers/ID/top
  task<std::vector<image_history>> histories(std::vector<object_id> images);            // GET /images/ID/history
  task<result<memory_events>> memory_events_between(instant since, instant until);      // GET /events

  // The second look, one object each: nullopt = gone (404).
  task<result<std::optional<image>>> image_now(foreign reference);  // an id or a tag
  task<result<std::optional<container>>> container_now(object_id id);
  task<result<std::optional<volume>>> volume_now(std::string name);
  task<result<std::optional<network>>> network_now(object_id id);
  // Containers that use one of the images or of their descendants, those that mount a volume, and those that belong to a network:
  // running or not.
  task<result<std::vector<object_id>>> containers_of_images(std::vector<object_id> ids);
  task<result<std::vector<object_id>>> containers_of_volume(std::string name);
  task<result<std::vector<object_id>>> containers_of_network(object_id id);
  // All at once, as the list has them: without the time of the last tag.
  task<result<std::vector<image>>> images_now();
  task<result<std::vector<cache_record>>> cache_now();  // GET /system/df?type=build-cache: all records, there is no look at one

  // Whether removals would be let through to the engine: each is asked for a name that no object has, so that nothing can go.
  // What was said instead, each with its kind of object; empty when nothing stands in the way.
  struct forbidden_removal {
    std::string_view what;  // "containers"
    foreign words;
  };
  task<result<std::vector<forbidden_removal>>> forbidden_removals();

  // The last lines of a container's log, stdout and stderr in order, at most `lines` and 16 KiB, multiplexing removed.
  task<result<foreign>> log_tail(object_id id, unsigned lines);

 protected:
  std::string versioned(std::string_view path) const;  // "/v1.45" before it

  std::shared_ptr<http_lanes> lanes_;

 private:
  task<result<std::vector<container>>> containers_at(std::string path);
  task<result<std::vector<object_id>>> container_ids(std::string path);

  std::string version_;  // "1.45", after negotiate()
  bool engine_is_newer_ = false;
};

}  // namespace dropsweep
