#include "survey/numbers.hpp"

#include <array>
#include <map>

#include "core/escape.hpp"
#include "survey/state_words.hpp"

#include <fmt/format.h>

namespace dropsweep {

namespace {

constexpr std::string_view heading = "dropsweep numbers 1";
constexpr std::string_view last_line = "end\n";

// A size that was first seen longer ago says little of today's growth.
constexpr span remembered = std::chrono::hours{24 * 60};

std::string engine_line(const std::string& engine_id) { return "engine " + visible(engine_id); }

std::string size_word(const std::optional<byte_count>& size) { return size ? std::to_string(size->value) : "-"; }

std::string_view kind_word(tracked_size::kind of) { return of == tracked_size::kind::volume ? "volume" : "memory"; }

bool read_size(std::string_view text, std::optional<byte_count>& into) {
  into.reset();
  if (text == "-") return true;
  const auto number = to_number<std::int64_t>(text);
  if (number) into = byte_count{*number};
  return number.has_value();
}

std::optional<run_numbers> read_run(std::string_view line) {
  run_numbers run;
  std::optional<instant> when;
  if (!read_moment(take_until(line, ' '), when) || !when) return std::nullopt;
  run.when = *when;
  for (auto* known : {&run.disk_size, &run.disk_used, &run.memory_total, &run.memory_used, &run.logs, &run.images,
                      &run.containers, &run.volumes, &run.cache}) {
    if (!read_size(take_until(line, ' '), *known)) return std::nullopt;
  }
  return run;
}

std::optional<tracked_size> read_tracked(tracked_size::kind of, std::string_view line) {
  tracked_size one{.of = of, .name = std::string(take_until(line, ' '))};
  if (!is_state_word(one.name)) return std::nullopt;
  for (auto* moment : {&one.born, &one.first, &one.last}) {
    std::optional<instant> when;
    if (!read_moment(take_until(line, ' '), when) || !when) return std::nullopt;
    *moment = *when;
  }
  for (auto* size : {&one.size_first, &one.size_last}) {
    std::optional<byte_count> bytes;
    if (!read_size(take_until(line, ' '), bytes) || !bytes) return std::nullopt;
    *size = *bytes;
  }
  return one;
}

// What this run measures of single objects, the biggest first: as many as are kept.
std::vector<tracked_size> sizes_now(const survey& seen) {
  std::vector<tracked_size> volumes, memory;
  const auto add = [&](std::vector<tracked_size>& to, tracked_size::kind of, const foreign& name, std::optional<instant> born,
                       std::optional<byte_count> size) {
    if (!born || !size || size->value < 0 || !is_state_word(name.raw())) return;
    to.push_back({.of = of,
                  .name = name.raw(),
                  .born = *born,
                  .first = seen.engine.clock,
                  .last = seen.engine.clock,
                  .size_first = *size,
                  .size_last = *size});
  };
  for (const auto& one : seen.volumes) add(volumes, tracked_size::kind::volume, one.name, one.created, one.size);
  for (const auto& one : seen.containers) add(memory, tracked_size::kind::memory, one.name, one.started, one.memory_used);
  for (auto* all : {&volumes, &memory}) {
    std::ranges::sort(*all, [](const tracked_size& a, const tracked_size& b) { return a.size_last > b.size_last; });
    if (all->size() > numbers_sizes_most) all->resize(numbers_sizes_most);
  }
  volumes.insert(volumes.end(), memory.begin(), memory.end());
  return volumes;
}

std::string line_of(const run_numbers& run) {
  return fmt::format("run {} {} {} {} {} {} {} {} {} {}\n", moment_word(run.when), size_word(run.disk_size),
                     size_word(run.disk_used), size_word(run.memory_total), size_word(run.memory_used), size_word(run.logs),
                     size_word(run.images), size_word(run.containers), size_word(run.volumes), size_word(run.cache));
}

std::string line_of(const tracked_size& one) {
  return fmt::format("{} {} {} {} {} {} {}\n", kind_word(one.of), one.name, moment_word(one.born), moment_word(one.first),
                     moment_word(one.last), one.size_first.value, one.size_last.value);
}

}  // namespace

earlier_numbers recall_numbers(std::string_view answer, const std::string& engine_id) {
  if (!answer.ends_with(last_line) || take_until(answer, '\n') != heading || take_until(answer, '\n') != engine_line(engine_id))
    return {};
  answer.remove_suffix(std::min(last_line.size(), answer.size()));
  earlier_numbers all;
  while (!answer.empty()) {
    auto line = take_until(answer, '\n');
    const auto word = take_until(line, ' ');
    if (word == "run") {
      const auto run = read_run(line);
      if (!run || all.runs.size() >= numbers_runs_most || (!all.runs.empty() && run->when < all.runs.back().when)) return {};
      all.runs.push_back(*run);
    } else {
      auto one = read_tracked(word == "volume" ? tracked_size::kind::volume : tracked_size::kind::memory, line);
      if (!one || all.sizes.size() >= 2 * numbers_sizes_most || (word != "volume" && word != "memory")) return {};
      all.sizes.push_back(std::move(*one));
    }
  }
  return all;
}

std::string numbers_of(const survey& seen) {
  auto runs = seen.earlier.runs;
  const auto now = numbers_as_found(seen);
  std::erase_if(runs, [&](const run_numbers& one) { return one.when >= now.when; });  // a clock that was set back
  if (runs.size() >= numbers_runs_most) runs.erase(runs.begin(), runs.end() - (numbers_runs_most - 1));
  runs.push_back(now);

  using key = std::pair<tracked_size::kind, std::string_view>;
  std::map<key, const tracked_size*> known;
  for (const auto& one : seen.earlier.sizes) known.emplace(key(one.of, one.name), &one);

  auto text = fmt::format("{}\n{}\n", heading, engine_line(seen.engine.engine_id));
  const auto add = [&](const std::string& line) {
    if (text.size() + line.size() + last_line.size() <= numbers_most) text += line;
  };
  for (const auto& one : runs) add(line_of(one));
  for (auto one : sizes_now(seen)) {
    const auto before = known.find(key(one.of, one.name));
    if (before != known.end() && before->second->born == one.born && before->second->last <= one.last) {
      const auto& old = *before->second;
      const bool too_old = one.last - old.first > remembered;
      one.first = too_old ? old.last : old.first;
      one.size_first = too_old ? old.size_last : old.size_first;
    }
    add(line_of(one));
  }
  return text.append(last_line);
}

}  // namespace dropsweep
