// The engine's JSON, "READER\n" and the body: each reader ends with facts that are sound or with one phrase, and the bounded
// parser accepts what the library's own does.
#include <algorithm>
#include <functional>
#include <map>

#include "engine/answers.hpp"
#include "engine/http_date.hpp"
#include "engine/json_text.hpp"
#include "engine/log_frames.hpp"
#include "engine/paths.hpp"
#include "engine/read_advice.hpp"
#include "engine/read_objects.hpp"
#include "engine/version.hpp"
#include "fuzz/promise.hpp"

namespace dropsweep::fuzz::engine_json_fuzzer {

namespace {

constexpr std::int64_t largest = std::int64_t{1} << 56;

template <class T>
bool was_read(const read_result<T>& facts) {
  // The phrase may hold the engine's own words: it goes through `unreadable`.
  if (!facts) must_be_visible(unreadable("/x", facts.error()).seen);
  return facts.has_value();
}

void must_be_a_size(std::optional<byte_count> size) { must(!size || (size->value >= 0 && size->value <= largest), "no size"); }
void must_be_past_1970(std::optional<instant> when) { must(!when || when->time_since_epoch().count() > 0, "a date before all"); }
void must_be_plain(std::string_view word) { must(word.size() <= 200 && visible(word, 1000) == word, "a word that is not plain"); }

void sound(const image& one) {
  must(is_image_id(one.id) && (one.parent.empty() || is_image_id(one.parent)), "no image's id");
  must_be_a_size(one.size);
  must_be_a_size(one.shared);
  must_be_past_1970(one.created);
  must_be_past_1970(one.last_tagged);
}
void sound(const container& one) {
  must(is_object_id(one.id) && (one.image_id.empty() || is_image_id(one.image_id)), "no container's id");
  for (const auto& when : {one.created, one.started, one.finished}) must_be_past_1970(when);
  for (const auto& use : one.networks) must(use.id.empty() || is_network_id(use.id), "no network's id");
  for (const auto& id : one.joins) must(is_object_id(id), "no container's id");
  for (const auto& at : one.mounts) must(at.type != mount::kind::volume || !at.source.empty(), "a volume without a name");
  for (const auto& port : one.ports) must_be_plain(port.host_address);
  must_be_a_size(one.memory_limit);
}
void sound(const volume& one) {
  must(!one.name.empty(), "a volume without a name");
  must_be_plain(one.driver);
  must_be_a_size(one.size);
}
void sound(const network& one) {
  must(is_network_id(one.id), "no network's id");
  must_be_plain(one.driver);
  must_be_plain(one.scope);
}
void sound(const container_process& one) {
  must_be_a_size(one.resident);
  must(one.command.raw().size() <= process_words_most, "a command as it is");
}
void sound(const image_layer& one) { must_be_a_size(one.size); }
void sound(const inspected_container& one) { sound(one.it); }
void sound(const engine_facts& one) {
  must(!one.engine_id.empty(), "an engine without an id");
  for (const auto* word : {&one.version, &one.engine_id, &one.storage_driver}) must_be_plain(*word);
  must(one.root_dir.empty() || (one.root_dir.front() == '/' && one.root_dir.find_first_of("\n\r\0") == std::string::npos),
       "no path");
}
void sound(const foreign&) {}
template <class T>
void sound(const std::vector<T>& all) {
  for (const auto& one : all) sound(one);
}

void sound(const disk_sections& all) {
  for (const auto& one : all.cache) {
    must(is_cache_id(one.id), "no id of a build cache record");
    must_be_plain(one.type);
    must_be_a_size(one.size);
  }
  for (const auto& [id, size] : all.image_shared) must(is_image_id(id), "no image's id");
  for (const auto& [id, size] : all.writable_layers) must(is_object_id(id), "no container's id");
  for (const auto& [name, size] : all.volume_sizes) must_be_a_size(size);
}

template <class T>
std::function<void(std::string_view)> reader(read_result<T> (*read)(std::string_view)) {
  return [read](std::string_view body) {
    if (const auto facts = read(body); was_read(facts)) sound(*facts);
  };
}

void images_in_order(std::string_view body) {
  const auto listed = read_image_list(body);
  if (!listed) return;
  const auto shown = without_intermediates(*listed);
  must(shown.size() <= listed->size(), "more images than there are");
  sound(shown);
}

void json_agrees(std::string_view body) {
  const auto mine = read_json(body);
  const auto theirs = json::parse(body, nullptr, false);
  if (mine) must(!theirs.is_discarded() && *mine == theirs, "read something else than stands there");
  if (!mine) {
    const bool too_much = mine.error().contains("deeper") || mine.error().contains("more than");
    must(theirs.is_discarded() || too_much, "proper JSON was refused");
    return;
  }
  // A list that is handed over one by one is the same list.
  static constexpr std::array<std::string_view, 2> lists{"", "Images"};
  std::vector<json> elements;
  const auto rest = read_json(body, lists, [&](std::size_t, json element) { elements.push_back(std::move(element)); });
  const bool whole = theirs.is_array() && std::ranges::all_of(theirs, [](const json& one) { return one.is_object(); });
  if (whole) must(rest && std::ranges::equal(elements, theirs), "elements of another list");
}

void logs_are_cut(std::string_view body) {
  const auto text = without_frames(body);
  must(text.size() <= body.size(), "a log grew");
  for (const std::size_t most : {std::size_t{0}, std::size_t{10}, body.size()})
    must(last_lines(text, most).size() <= most && text.ends_with(last_lines(text, most)), "no end of the log");
}

void words_are_few(std::string_view body) {
  must(engine_words({.status = 500, .body = std::string(body)}).raw().size() <= 1000, "too many words");
  must_be_visible(unexpected_status("/x", {.status = 500, .body = std::string(body)}).seen);
}

void ping_is_judged(std::string_view text) {
  const std::string version(take_line(text));
  const auto agreed = agree_on_version({.status = 200, .api_version = version, .body = std::string(text)});
  if (!agreed) must_be_visible(one_line(agreed.error()));
  if (agreed) must(agreed->spoken >= oldest_api && agreed->spoken <= newest_api, "a version that is not known");
  must(!agreed || parse_api_version(version).has_value(), "agreed on nothing");
}

const std::map<std::string_view, std::function<void(std::string_view)>> readers{
    {"info", reader(read_info)},
    {"images", reader(read_image_list)},
    {"image", reader(read_image)},
    {"intermediates", images_in_order},
    {"containers", reader(read_container_list)},
    {"container", reader(read_container)},
    {"volumes", reader(read_volume_list)},
    {"volume", reader(read_volume)},
    {"networks", reader(read_network_list)},
    {"network", reader(read_network)},
    {"disk", reader(read_disk)},
    {"services", reader(read_service_images)},
    {"memory", [](std::string_view body) { must_be_a_size(read_memory(body).used); }},
    {"processes", reader(read_processes)},
    {"history", reader(read_history)},
    {"kills",
     [](std::string_view body) { must(read_memory_events(body).kills.size() <= 256, "more events than an engine keeps"); }},
    {"date", [](std::string_view body) { (void)parse_http_date(body); }},
    {"log", logs_are_cut},
    {"words", words_are_few},
    {"ping", ping_is_judged},
    {"json", json_agrees},
};

}  // namespace

FUZZER(engine_json) {
  auto body = text_of(data, size);
  if (const auto found = readers.find(take_line(body)); found != readers.end()) {
    found->second(body);
  } else {
    body = text_of(data, size);
    for (const auto& [name, read] : readers) read(body);
  }
  return 0;
}

}  // namespace dropsweep::fuzz::engine_json_fuzzer
