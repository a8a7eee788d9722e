// Whether somebody between the client and the engine (an authorization plugin, a proxy that lets only looks pass) forbids
// removals. The engine itself cannot be asked, so that it is asked to remove what cannot be there.
#include <array>

#include "engine/answers.hpp"
#include "engine/engine_reader.hpp"
#include "engine/http_lanes.hpp"

namespace dropsweep {

namespace {

// Names of containers, volumes and networks, and references of images, begin with a letter or a digit.
constexpr std::string_view nothing_has_this_name = "/-dropsweep-asks-whether-it-may-remove";

constexpr std::array<std::string_view, 4> kinds{"containers", "images", "volumes", "networks"};

// "No such ...", or "invalid reference format": the engine looked for it.
bool came_through(const http_response& answer) { return answer.status == 404 || answer.status == 400; }

}  // namespace

task<result<std::vector<engine_reader::forbidden_removal>>> engine_reader::forbidden_removals() {
  std::vector<forbidden_removal> found;
  for (const auto kind : kinds) {
    const auto path = versioned(fmt::format("/{}{}", kind, nothing_has_this_name));
    auto answer = co_await lanes_->send_once(http_method::remove, path);
    if (!answer) co_return std::unexpected(std::move(answer.error().why));
    if (came_through(*answer)) continue;
    auto words = engine_words(*answer);
    found.push_back({kind, words.empty() ? foreign(fmt::format("status {}", answer->status)) : std::move(words)});
  }
  co_return found;
}

}  // namespace dropsweep
