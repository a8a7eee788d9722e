#include "engine/engine.hpp"

#include "engine/answers.hpp"
#include "engine/http_lanes.hpp"
#include "engine/paths.hpp"
#include "engine/read_one.hpp"

namespace dropsweep {

namespace {

// Never asked: the name is none. Nothing of the engine's, so that there are no words of its own.
removal not_asked(std::string_view why) { return {.fate = fate::failed, .engine_words = foreign(why)}; }

struct cache_pruned {
  bool anything = false;
  byte_count reclaimed;
};

read_result<cache_pruned> read_cache_pruned(std::string_view body) {
  return read_object(body, [](const fields& of) {
    cache_pruned pruned{.reclaimed = of.size("SpaceReclaimed")};
    of.each_text("CachesDeleted", [&](const std::string&) { pruned.anything = true; });
    return pruned;
  });
}

}  // namespace

task<removal> engine::remove(http_method method, std::string path, pace how, http_response* answer_out) {
  auto answer = co_await lanes_->send_once(method, versioned(path), {}, how);
  if (!answer) {
    const auto words = foreign(one_line(answer.error().why));
    co_return removal{.fate = answer.error().was_sent ? fate::unknown : fate::failed, .engine_words = words};
  }
  removal done;
  switch (answer->status) {
    case 200:
    case 204: done.fate = fate::removed; break;
    case 404: done.fate = fate::kept_changed; break;
    case 409: done.fate = fate::kept_in_use; break;
    default: done.fate = fate::failed; break;
  }
  if (done.fate != fate::removed) {
    done.engine_words = engine_words(*answer);
    if (done.engine_words.empty()) done.engine_words = foreign(fmt::format("status {}", answer->status));
  }
  if (answer_out != nullptr) *answer_out = std::move(*answer);
  co_return done;
}

task<removal> engine::remove_container(object_id id) {
  if (!is_object_id(id)) co_return not_asked("not a container's id");
  co_return co_await remove(http_method::remove, "/containers/" + id, pace::slow);
}

task<removal> engine::remove_image(foreign reference) {
  if (!is_image_reference(reference.raw())) co_return not_asked("not an image reference");
  co_return co_await remove(http_method::remove, "/images/" + reference.raw(),
                            is_image_id(reference.raw()) ? pace::slow : pace::quick);
}

task<removal> engine::remove_volume(foreign volume_name) {
  const auto& name = volume_name.raw();
  if (name.empty() || name == "." || name == "..") co_return not_asked("not a volume's name");
  co_return co_await remove(http_method::remove, "/volumes/" + percent_encoded(name), pace::slow);
}

task<removal> engine::remove_network(object_id id) {
  if (!is_network_id(id)) co_return not_asked("not a network's id");
  http_response answer;
  auto done = co_await remove(http_method::remove, "/networks/" + id, pace::slow, &answer);
  // libnetwork says 403 for "has active endpoints" where the rest of the engine says 409.
  if (answer.status == 403 && done.engine_words.raw().contains("active endpoints")) done.fate = fate::kept_in_use;
  co_return done;
}

task<result<void>> engine::restart_container(object_id id) {
  const auto refused = [](std::string seen, foreign theirs = {}) {
    return std::unexpected(
        error{.code = exit_code::engine, .step = "restart", .seen = std::move(seen), .theirs = std::move(theirs)});
  };
  if (!is_object_id(id)) co_return refused("Not a container's id.");
  auto answer = co_await lanes_->send_once(http_method::post, versioned("/containers/" + id + "/restart"));
  if (!answer) co_return std::unexpected(std::move(answer.error().why));
  if (answer->status >= 300)
    co_return refused(fmt::format("The engine answered with status {}.", answer->status), engine_words(*answer));
  co_return result<void>{};
}

task<removal> engine::remove_cache_record(object_id id) {
  if (!is_cache_id(id)) co_return not_asked("not the id of a build cache record");
  http_response answer;
  // BuildKit takes `id` for a regular expression; an id is letters and digits only, so that anchors make it exact.
  auto done = co_await remove(http_method::post, "/build/prune?all=true&" + filter("id", "^" + id + "$"), pace::slow, &answer);
  if (done.fate != fate::removed) co_return done;
  const auto pruned = read_cache_pruned(answer.body);
  if (!pruned) co_return removal{.fate = fate::failed, .engine_words = foreign(pruned.error())};
  if (pruned->anything) {
    done.reclaimed = pruned->reclaimed;
  } else {
    // Nothing matched (gone) or it may not go (a build or another record stands on it); the engine does not say which.
    done.fate = fate::kept_in_use;
  }
  co_return done;
}

}  // namespace dropsweep
