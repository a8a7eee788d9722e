// Containers without a memory limit: any of them can take the whole host's. Each gets a proposal from its peak, and the sum is
// held against the host.
#include <fmt/format.h>

#include "advise/proposal.hpp"
#include "advise/rules.hpp"

namespace dropsweep {

namespace {

constexpr std::size_t shown_most = 20;

// A peak since a deploy an hour ago says nothing of the night's work.
constexpr span age_least = std::chrono::hours{24};

struct proposed {
  const container* which;
  memory_basis basis;
  std::optional<memory_proposal> what;  // nullopt: too young, or nothing is known
};

bool is_old_enough(const advice_view& of, const container& one) {
  return one.started && of.seen.engine.clock - *one.started >= age_least;
}

std::vector<proposed> without_limit(const advice_view& of) {
  std::vector<proposed> all;
  for (const auto* one : running_containers(of.seen)) {
    // A builder takes much when it builds, and next to nothing until then.
    if (one->memory_limit || one->one_off || is_builder(*one)) continue;
    const memory_basis basis{.peak = peak_of(of, *one),
                             .recorded = recorded_memory(of.seen, *one),
                             .used = one->memory_used,
                             .whole = of.seen.host.memory_total};
    all.push_back({one, basis, is_old_enough(of, *one) ? propose(basis) : std::nullopt});
  }
  return all;
}

std::string line_of(const advice_view& of, const proposed& one) {
  const auto& which = *one.which;
  auto text = fmt::format("{}: uses {}", which.name, which.memory_used ? format_bytes(*which.memory_used) : "an unknown amount");
  if (which.memory_cache) text += fmt::format(" and {} page cache", format_bytes(*which.memory_cache));
  if (one.basis.peak) text += fmt::format(", peak {} with the cache", format_bytes(*one.basis.peak));
  if (one.basis.recorded) text += fmt::format(", earlier runs measured up to {}", format_bytes(*one.basis.recorded));
  if (!is_old_enough(of, which)) {
    return text + (which.started ? fmt::format("; it started {} ago: a limit is proposed after a day",
                                               format_age(of.seen.engine.clock - *which.started))
                                 : "; when it started is unknown, so that no limit is proposed");
  }
  if (!one.what) return text + "; no limit is proposed";
  std::string_view why;
  if (!one.basis.peak) why = "; its peak is unknown, so twice the highest of these";
  if (one.what->held) why = "; by its peak it would be most of the host, so half of the host or twice what it uses";
  return text +
         fmt::format("{} -> limit {}iB, reservation {}iB", why, mebibytes(one.what->limit), mebibytes(one.what->reservation));
}

// Replicas of one service have one entry: the largest.
std::map<std::string, std::map<std::string, memory_proposal>> by_service(const std::vector<proposed>& all) {
  std::map<std::string, std::map<std::string, memory_proposal>> projects;
  for (const auto& one : all) {
    const auto place = compose_place_of(*one.which);
    if (!one.what || !can_be_pasted(place.project) || !can_be_pasted(place.service)) continue;
    auto& entry = projects[place.project].emplace(place.service, *one.what).first->second;
    entry.limit = std::max(entry.limit, one.what->limit);
    entry.reservation = std::max(entry.reservation, one.what->reservation);
  }
  return projects;
}

std::string compose_file(const std::map<std::string, memory_proposal>& services) {
  std::string text = "services:\n";
  std::size_t shown = 0;
  for (const auto& [service, what] : services) {
    if (++shown > shown_most) return text + fmt::format("  # and {} more\n", services.size() - shown_most);
    text += fmt::format(
        "  {}:\n    deploy:\n      resources:\n        limits:\n          memory: {}\n        reservations:\n          memory: "
        "{}\n",
        service, mebibytes(what.limit), mebibytes(what.reservation));
  }
  return text;
}

// All limits together, the proposed ones with those that are set, and what is used beside the containers.
std::string sum_sentence(const advice_view& of, const std::vector<proposed>& all) {
  const auto used = host_memory_used(of.seen);
  if (!used) return "whether they fit is unknown: the host's memory is";
  byte_count limits, in_containers;
  std::int64_t without = 0;
  for (const auto* one : running_containers(of.seen)) {
    limits += one->memory_limit.value_or(byte_count{});
    in_containers += one->memory_used.value_or(byte_count{});
    if (!one->memory_limit) ++without;
  }
  for (const auto& one : all) {
    limits += one.what ? one.what->limit : byte_count{};
    if (one.what) --without;
  }
  const auto beside = std::max(*used - in_containers, byte_count{});
  const auto& total = *of.seen.host.memory_total;
  const auto room = total - beside - limits;
  const auto verdict =
      room.value < 0
          ? fmt::format("{} too much, should all of them reach their limits at once", format_bytes(byte_count{} - room))
      : without > 0
          ? fmt::format("whether it fits is unknown, because {} none", counted(without, "container has", "containers have"))
          : fmt::format("it fits, with {} to spare", format_bytes(room));
  return fmt::format("all limits together {}, {} used beside the containers, {} of memory: {}", format_bytes(limits),
                     format_bytes(beside), format_bytes(total), verdict);
}

}  // namespace

findings on_missing_limits(const advice_view& of) {
  const auto all = without_limit(of);
  if (all.empty()) return {};
  finding it{.rule = "missing-limits", .topic = advice_topic::memory, .how_soon = urgency::soon};
  it.what = fmt::format("{} no memory limit: any of them can take the whole host's",
                        counted(std::ssize(all), "running container has", "running containers have"));
  std::vector<std::string> lines, commands;
  byte_count sum;
  for (const auto& one : all) {
    lines.push_back(line_of(of, one));
    sum += one.which->memory_used.value_or(byte_count{});
    if (one.what && can_be_pasted(one.which->name.raw()))
      commands.push_back(update_command(one.which->name.raw(), one.what->limit));
  }
  add_evidence(it, std::move(lines), shown_most);
  it.evidence.push_back(sum_sentence(of, all));
  it.bytes = sum;
  it.costs = "so much is used without a bound now";
  for (const auto& [project, services] : by_service(all)) {
    if (it.snippets.size() < 5) it.snippets.push_back({fmt::format("the Compose file of {}", project), compose_file(services)});
  }
  if (!commands.empty()) it.snippets.push_back({"on the host, until the next deploy", lines_of_text(commands, shown_most)});
  const bool young = std::ranges::any_of(all, [&](const proposed& one) { return !is_old_enough(of, *one.which); });
  it.to_do =
      it.snippets.empty() && young
          ? "Look again when they have run for a day: a limit by the peak of less would kill what works by night or once a week."
      : it.snippets.empty()
          ? "Put limits into the Compose file that leave each what it needs on its busiest day."
          : "Put the limits into the Compose file; until the next deploy, set them on the running containers. A peak is since "
            "the "
            "container's start: after a busy day it is worth more.";
  return {it};
}

}  // namespace dropsweep
