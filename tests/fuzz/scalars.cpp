// Single values, "KIND\nTEXT": whatever is read is within what its words promise, and what is refused is told in one line.
#include <algorithm>
#include <functional>
#include <map>

#include "core/glob.hpp"
#include "fuzz/promise.hpp"
#include "inputs/modes.hpp"
#include "inputs/scalars.hpp"

namespace dropsweep::fuzz::scalars_fuzzer {

namespace {

using namespace std::chrono_literals;

template <class T>
bool was_read(const parsed<T>& value) {
  if (!value) must_be_visible(value.error());
  return value.has_value();
}

void when_busy_is_read(std::string_view text) {
  const auto read = parse_when_busy(text);
  if (!was_read(read)) return;
  must(read->as_given == text, "shown as another");
  must(read->patience > 0ms && read->patience <= 24h, "no patience or too much of it");
  must(read->then == when_busy::wait || !text.contains('='), "patience of what does not wait");
}

void number_is_read(std::string_view text) {
  const auto value = parse_number(text, 5, 70000);
  if (was_read(value)) must(*value >= 5 && *value <= 70000 && std::stoul(std::string(text)) == *value, "another number");
}

void percentage_is_read(std::string_view text) {
  const auto value = parse_percent(text);
  if (was_read(value)) must(*value >= 0 && *value <= 100, "no percentage");
}

void waiting_is_read(std::string_view text) {
  const auto value = parse_waiting_time(text);
  if (was_read(value)) must(*value > 0ms && *value <= 24h && value == parse_duration(text), "no time to wait");
}

void socket_is_read(std::string_view text) {
  const auto path = parse_socket_path(text);
  if (was_read(path)) must(*path == text && path->size() < 108 && path->starts_with('/') && is_made_of(*path, "/._-"), "no path");
}

void causes_are_read(std::string_view text) {
  const auto causes = parse_fail_on(text);
  if (was_read(causes))
    must(causes->size() == pieces_of(text).size() || (causes->empty() && text.contains("never")), "another list");
}

void fingerprints_are_read(std::string_view text) {
  const auto all = parse_fingerprints(text);
  if (!was_read(all)) return;
  must(all->size() == pieces_of(text).size(), "another list");
  must(std::ranges::all_of(*all,
                           [](const host_fingerprint& one) {
                             return one.value.size() == 50 || (one.value.size() == 51 && one.value.ends_with('='));
                           }),
       "no fingerprint");
}

void mode_is_read(std::string_view text) {
  const auto event = take_line(text);
  const auto chosen = take_line(text);
  if (was_read(parse_mode(text, {.event = event, .dispatch_mode = chosen})) && text != "auto")
    must(name(*parse_mode(text, {})) == text, "another mode");
}

const std::map<std::string_view, std::function<void(std::string_view)>> kinds{
    {"when-busy", when_busy_is_read},
    {"number", number_is_read},
    {"percent", percentage_is_read},
    {"waiting", waiting_is_read},
    {"socket", socket_is_read},
    {"fail-on", causes_are_read},
    {"fingerprints", fingerprints_are_read},
    {"mode", mode_is_read},
    {"yes-or-no", [](std::string_view text) { was_read(parse_yes_or_no(text)); }},
    {"volumes", [](std::string_view text) { was_read(parse_volume_scope(text)); }},
};

}  // namespace

FUZZER(scalars) {
  auto text = text_of(data, size);
  const auto kind = take_line(text);
  if (const auto found = kinds.find(kind); found != kinds.end()) {
    if (!text.empty()) found->second(text);
  } else {
    for (const auto& [name, read] : kinds) {
      if (!text.empty()) read(text);
    }
  }
  return 0;
}

}  // namespace dropsweep::fuzz::scalars_fuzzer
