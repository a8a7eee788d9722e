// The Docker Engine API, the half that changes something. Only sweep/ ever holds one.
// One object a request, by id, never forced, never `v=true`; no /prune endpoint but /build/prune with exact ids.
#pragma once

#include "engine/engine_reader.hpp"
#include "model/outcome.hpp"

namespace dropsweep {

enum class http_method;
enum class pace;

// What the engine answered to one removal: fate removed (200, 204), kept_changed (404: gone already), kept_in_use (409),
// failed (any other status), unknown (the connection ended or timed out before the answer).
struct removal {
  dropsweep::fate fate = dropsweep::fate::unknown;
  foreign engine_words;
  std::optional<byte_count> reclaimed;
};

// A program that ran in a container.
struct program_end {
  std::optional<int> exit_code;  // nullopt: it had not ended when nobody waited any longer, and goes on
  foreign output;                // the end of what it printed, at most 4 KiB
};

class engine : public engine_reader {
 public:
  // Shares the connections and the negotiated version of a reader: sweep/ makes its engine from the reader that surveyed.
  explicit engine(const engine_reader& reader) : engine_reader(reader) {}

  task<removal> remove_container(object_id id);
  // `reference`: a tag, or the id of an image that has none or just one. The engine deletes the image with its last reference.
  // Never asks for untagged parents to be forced; `noprune` is not set, so that dangling parents go with their child as `docker
  // rmi` does it. By a tag it does not go behind removals that take long: meanwhile the tag could move to another image.
  task<removal> remove_image(foreign reference);
  task<removal> remove_volume(foreign volume_name);
  task<removal> remove_network(object_id id);
  // POST /build/prune, filters {"id":{"^ID$":true}}, all=true: one exact record.
  task<removal> remove_cache_record(object_id id);

  // POST /containers/ID/restart: stopped as `docker stop` does it, with the container's own signal and patience, and started.
  // What is an --rm container stays one.
  task<result<void>> restart_container(object_id id);

  // POST /containers/ID/exec and /exec/ID/start: the program and its arguments as they are, as the container's own user.
  task<result<program_end>> run_in_container(object_id id, std::vector<std::string> command, span within);

 private:
  task<removal> remove(http_method method, std::string path, pace how, http_response* answer_out = nullptr);
};

}  // namespace dropsweep
