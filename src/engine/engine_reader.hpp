// The Docker Engine API, the half that only looks. A function that takes an engine_reader cannot delete anything.
// API 1.41 to 1.55 (Engine 20.10 to 29.x), negotiated by the unversioned GET /_ping. Version differences end here.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/error.hpp"
#include "model/survey.hpp"
#include "net/deadline.hpp"

namespace dropsweep {

// Opens one more stream to the engine; given by app/ from connect/, so that the client does not know its transport.
using stream_opener = std::function<task<result<std::unique_ptr<byte_stream>>>(deadline until)>;

struct engine_limits {
  unsigned streams = 4;                       // at most so many connections at once
  span answer_within = std::chrono::seconds{60};  // each request, from sent to read
  std::size_t body_most = 16u << 20;          // bytes of one answer; more is an error, never a bigger buffer
};

class http_lanes;  // keep-alive connections with pipelining; engine/http_lanes.hpp

class engine_reader {
 public:
  engine_reader(asio::any_io_executor executor, stream_opener open, engine_limits limits);
  virtual ~engine_reader();

  // First of all: GET /_ping. Refuses with a sentence what is no Docker Engine, is too old or too new, or does not answer.
  task<result<void>> negotiate();

  // Everything below answers in facts of model/. Failures have code engine, step "engine" and name the request.
  task<result<engine_facts>> facts();                       // GET /info, /version
  task<result<std::vector<image>>> images();                // GET /images/json, then GET /images/ID/json for each, pipelined; one that went
                                                            // away in between is left out
  task<result<std::vector<container>>> containers();        // GET /containers/json?all=1, then inspect, pipelined
  task<result<void>> read_memory(std::vector<container>&);  // GET /containers/ID/stats?stream=0&one-shot=1 of running ones, pipelined
  task<result<std::vector<volume>>> volumes();
  task<result<std::vector<network>>> networks();            // `attached` filled from inspect where the list does not say
  struct disk_report {
    disk_usage usage;
    std::vector<cache_record> cache;
    std::map<foreign, byte_count> volume_sizes;   // by name; unknown ones absent
    std::map<object_id, byte_count> image_shared; // by id
  };
  task<result<disk_report>> disk();                         // GET /system/df: slow, walks files; once a survey
  task<result<std::vector<foreign>>> swarm_images();        // GET /services: images of Spec and PreviousSpec

  // The second look, one object each: nullopt = gone (404).
  task<result<std::optional<image>>> image_now(foreign reference);  // an id or a tag
  task<result<std::optional<container>>> container_now(object_id id);
  task<result<std::optional<volume>>> volume_now(std::string name);
  task<result<std::optional<network>>> network_now(object_id id);
  // Containers that use the image or one of its descendants, running or not; and those that mount a volume.
  task<result<std::vector<object_id>>> containers_of_image(object_id id);
  task<result<std::vector<object_id>>> containers_of_volume(std::string name);
  task<result<std::vector<object_id>>> containers_of_network(object_id id);
  task<result<std::vector<cache_record>>> cache_now();  // GET /system/df?type=build-cache: all records, there is no look at one

  // The last lines of a container's log, stdout and stderr in order, at most `lines` and 16 KiB, multiplexing removed.
  task<result<foreign>> log_tail(object_id id, unsigned lines);

 protected:
  std::shared_ptr<http_lanes> lanes_;
  std::string version_;  // "v1.45", after negotiate()
};

}  // namespace dropsweep
