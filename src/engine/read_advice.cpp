#include "engine/read_advice.hpp"

#include <algorithm>
#include <charconv>

#include "engine/event_lines.hpp"
#include "engine/paths.hpp"

namespace dropsweep {

namespace {

constexpr std::int64_t absurd_kib = std::int64_t{1} << 46;

std::optional<std::size_t> column_of(const fields& of, std::string_view title) {
  std::optional<std::size_t> found;
  std::size_t place = 0;
  of.each_text("Titles", [&](const std::string& one) {
    if (one == title && !found) found = place;
    ++place;
  });
  return found;
}

// "2048"; the `ps` of busybox writes what has more than four digits as "12m" and "1.2g".
std::optional<byte_count> kib_in(const json& cell) {
  const auto* text = cell.get_ptr<const std::string*>();
  if (text == nullptr) return std::nullopt;
  std::int64_t unit = 1024, number = 0, tenths = 0;
  const auto* at = text->data();
  const auto* end = at + text->size();
  const auto read = [&](std::int64_t& into) {
    const auto [next, failed] = std::from_chars(at, end, into);
    at = next;
    return failed == std::errc{} && into >= 0 && into <= absurd_kib;
  };
  if (!read(number)) return std::nullopt;
  if (at != end && *at == '.') {
    ++at;
    if (!read(tenths) || tenths > 9) return std::nullopt;
  }
  if (at != end && (*at == 'm' || *at == 'g')) {
    unit *= *at++ == 'm' ? 1024 : 1024 * 1024;
    if (number > absurd_kib / unit) return std::nullopt;
  }
  if (at != end) return std::nullopt;
  return byte_count{number * unit + tenths * (unit / 10)};
}

}  // namespace

read_result<std::vector<container_process>> read_processes(std::string_view body) {
  return read_object(body, [](const fields& of) {
    std::vector<container_process> all;
    const auto resident = column_of(of, "RSS"), command = column_of(of, "COMMAND");
    const auto* rows = of.list("Processes");
    if (rows == nullptr) return all;  // a container without processes
    if (!resident || !command) {
      of.complain("it has no RSS or no COMMAND");
      return all;
    }
    for (const auto& row : *rows) {
      if (!row.is_array() || row.size() <= std::max(*resident, *command) || all.size() >= processes_most) continue;
      const auto* words = row[*command].get_ptr<const std::string*>();
      const auto size = kib_in(row[*resident]);
      if (words != nullptr && size) all.push_back({.resident = *size, .command = foreign(words->substr(0, process_words_most))});
    }
    return all;
  });
}

read_result<std::vector<image_layer>> read_history(std::string_view body) {
  // The longest of the official images' are five thousand letters.
  constexpr std::size_t words_most = 16'000;
  auto newest_first = read_objects(body, [](const fields& of) {
    const auto words = of.text("CreatedBy").raw();
    return image_layer{
        .made_by = foreign(words.substr(0, words_most)), .size = of.size("Size"), .cut = words.size() > words_most};
  });
  if (!newest_first) return newest_first;
  if (newest_first->size() > layers_most) newest_first->resize(layers_most);
  std::ranges::reverse(*newest_first);
  return newest_first;
}

memory_events read_memory_events(std::string_view body) {
  memory_events found;
  struct nothing {};
  read_event_lines<nothing>(body, [&](const fields& of) -> std::optional<nothing> {
    const auto actor = of.object("Actor");
    const auto id = actor.text("ID").raw();
    const auto action = of.text("Action").raw();
    const auto when = of.time("time");
    if (!when || !is_object_id(id)) return std::nullopt;
    if (action == "oom") found.kills.push_back({.container = id, .name = actor.object("Attributes").text("name"), .when = *when});
    if (action == "update") found.changed[id] = std::max(*when, found.changed[id]);
    return nothing{};
  });
  return found;
}

}  // namespace dropsweep
