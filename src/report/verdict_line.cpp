#include "report/verdict_line.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "report/chore_words.hpp"
#include "report/finding_words.hpp"
#include "report/goal_words.hpp"
#include "report/measures.hpp"
#include "report/standing.hpp"
#include "report/text.hpp"

namespace dropsweep {

namespace {

std::string disk_words(const host_record& host) {
  const auto was = disk_percent_before(host), is = disk_percent_after(host);
  if (!was) return "";
  return is ? fmt::format("disk {}% -> {}%", *was, *is) : fmt::format("disk {}%", *was);
}

// What the disk shows, where that is known. The engine counts a layer once for each image and record that had it, so that its sum
// may be a multiple of that.
std::string back(std::optional<byte_count> measured, byte_count claimed) {
  if (measured && measured->value >= 0) return format_bytes(*measured) + " back";
  return format_bytes(claimed) + " back by the engine's count";
}

std::string back(const host_record& host) { return back(measured(host), count_removed(host.outcomes).claimed); }

std::string back(const run_record& run) {
  const bool all_known =
      std::ranges::all_of(run.hosts, [](const host_record& one) { return one.outcomes.empty() || measured(one); });
  return back(all_known ? measured(run) : std::nullopt, count_removed(run).claimed);
}

std::int64_t removed(const host_record& host) { return count_fates(host, fate::removed); }

// "53 objects removed", and "41 of 53 objects removed" as soon as they differ.
std::string removed_words(const host_record& host) {
  const auto planned = static_cast<std::int64_t>(host.outcomes.size());
  if (removed(host) == planned) return counted_objects(planned) + " removed";
  return fmt::format("{} of {} removed", removed(host), counted_objects(planned));
}

// What became of the others: "2 failed, 1 without an answer, 7 not started, 3 kept".
std::vector<std::string> rest_words(const host_record& host) {
  std::vector<std::string> words;
  const auto add = [&](std::int64_t number, std::string_view what) {
    if (number > 0) words.push_back(fmt::format("{} {}", number, what));
  };
  add(count_fates(host, fate::failed), "failed");
  add(count_fates(host, fate::unknown), "without an answer");
  add(count_fates(host, fate::not_started), "not started");
  add(count_fates(host, fate::kept_in_use) + count_fates(host, fate::kept_changed), "kept after all");
  add(count_fates(host, fate::not_needed), "not needed");
  return words;
}

std::vector<std::string> outcome_words(const host_record& host) {
  std::vector<std::string> words{back(host)};
  append(words, removal_words(host));
  words.push_back(goal_words(host));
  words.push_back(chore_words(host));
  words.push_back(health_words(host));
  words.push_back(disk_words(host));
  return words;
}

std::vector<std::string> services_that(const host_record& host, standing how) {
  std::vector<std::string> names;
  for (const auto& service : host.health->services) {
    if (standing_of(service, host) == how) names.push_back(visible(service.name));
  }
  return names;
}

std::string_view is_or_are(std::size_t number) { return number == 1 ? "is" : "are"; }

verdict_line swept_line(const host_record& host) { return {"Swept ", "", outcome_words(host)}; }

verdict_line unhealthy_line(const host_record& host) {
  if (!host.health) return {"Unhealthy: ", "", outcome_words(host)};
  const bool swept = !host.outcomes.empty();
  auto rest = swept ? outcome_words(host) : std::vector{health_words(host), disk_words(host)};
  std::ranges::stable_partition(rest, [health = health_words(host)](const std::string& one) { return one == health; });
  if (const auto names = services_that(host, standing::broke); !names.empty()) {
    return {fmt::format("{} broke during {} ", listed(names, 2), what_was_done(host)), "", rest};
  }
  if (const auto& troubles = host.health->containers; !troubles.empty()) {
    const auto others = troubles.size() > 1 ? fmt::format(" (and {} more)", troubles.size() - 1) : "";
    return {fmt::format("Container {} {}{} during {} ", troubles[0].name, troubles[0].what, others, what_was_done(host)), "",
            rest};
  }
  auto names = services_that(host, standing::was_already_down);
  if (!names.empty())
    return {
        fmt::format("{} {} down already before {} ", listed(names, 2), names.size() == 1 ? "was" : "were", what_was_done(host)),
        "", rest};
  names = services_that(host, standing::down);
  return {fmt::format("{} {} down on ", names.empty() ? "A service" : listed(names, 2), is_or_are(names.size())), "", rest};
}

std::string steps_words(const host_record& host) {
  const auto warnings = std::ranges::count(host.steps, step_end::lacking, &step_taken::ended);
  auto words = counted(std::ssize(host.steps), "step", "steps") + " passed";
  if (warnings > 0) words += ", " + counted(warnings, "with a warning", "of them with a warning");
  return words;
}

verdict_line clean_line(const host_record& host, command what) {
  if (what == command::doctor) return {"The way to ", " is open", {steps_words(host)}};
  if (what == command::advise)
    return {"Looked at ", "", {host.advice ? findings_words(*host.advice) : std::string("nothing was found out")}};
  if (what == command::check) {
    const auto words = health_words(host);
    return {"Checked ", "", {words.empty() ? "no services are configured" : words}};
  }
  if (!host.outcomes.empty()) {
    const auto kept = count_fates(host, fate::kept_in_use) + count_fates(host, fate::kept_changed);
    const auto spared = count_fates(host, fate::not_needed);
    return {"Nothing was removed from ",
            "",
            {counted(kept, "planned object was kept", "planned objects were kept") + ", changed or in use by now",
             spared > 0 ? fmt::format("{} not needed", spared) : "", health_words(host), disk_words(host)}};
  }
  return {"Nothing to remove on ", "", {chore_words(host), health_words(host), disk_words(host)}};
}

verdict_line partial_line(const host_record& host) {
  if (!host.outcomes.empty()) return {"Swept ", " partly", outcome_words(host)};
  if (undone(host) > 0) return {"Nothing was removed from ", "", {chore_words(host), health_words(host), disk_words(host)}};
  return {"Nothing may go on ", "", {host.goal ? standing_of(*host.goal) : "", health_words(host)}};
}

verdict_line planned_line(const host_record& host) {
  if (!host.plan || host.plan->remove.empty()) return clean_line(host, command::sweep);
  return {fmt::format("Would remove {} from ", counted_objects(std::ssize(host.plan->remove))),
          "",
          {"about " + format_bytes(total_size(host.plan->remove)) + " back", health_words(host), disk_words(host)}};
}

verdict_line cancelled_line(const host_record& host) {
  if (host.outcomes.empty()) return {"Cancelled on ", " before anything was removed", {}};
  std::vector<std::string> words{back(host)};
  append(words, rest_words(host));
  words.push_back(health_words(host));
  return {"Cancelled on ", fmt::format(" after {} of {}", removed(host), counted_objects(std::ssize(host.outcomes))),
          std::move(words)};
}

verdict_line failed_line(const host_record& host, command what) {
  const auto where =
      host.failure && !host.failure->step.empty() ? " at the step \"" + visible(host.failure->step) + "\"" : std::string();
  const bool removes = what == command::sweep;
  return {"Failed on ", where, {removes ? "nothing was removed" : ""}};
}

// "2 swept, 1 failed", in the order of run_result.
std::string results_words(const run_record& run) {
  using enum run_result;
  std::vector<std::string> words;
  for (const auto result : {swept, planned, clean, skipped, partial, unhealthy, failed, cancelled}) {
    const auto number = std::ranges::count(run.hosts, result, &host_record::result);
    if (number > 0) words.push_back(fmt::format("{} {}", number, name(result)));
  }
  return join(words, ", ");
}

verdict_line line_of(const host_record& host, const run_record& run) {
  if (host.schedule && !host.failure) return {host.schedule->lead, host.schedule->tail};
  switch (host.result) {
    case run_result::clean: return clean_line(host, run.what);
    case run_result::planned: return planned_line(host);
    case run_result::swept: return swept_line(host);
    case run_result::partial: return partial_line(host);
    case run_result::unhealthy: return unhealthy_line(host);
    case run_result::skipped: return {"Skipped ", "", {visible(host.skipped)}};
    case run_result::failed: return failed_line(host, run.what);
    case run_result::cancelled: return cancelled_line(host);
  }
  return {};
}

}  // namespace

std::vector<std::string> removal_words(const host_record& host) {
  std::vector<std::string> words{removed_words(host)};
  append(words, rest_words(host));
  return words;
}

// How full the disk is by now stands beside it.
std::string goal_words(const host_record& host) {
  if (!host.goal || !host.goal->disk) return "";
  const auto words = fmt::format("{} {}", words_of(host.goal->goal), host.goal->reached ? "reached" : "not reached");
  return host.goal->goal.available ? fmt::format("{} ({} available)", words, format_bytes(host.goal->disk->available)) : words;
}

verdict_line verdict_of(const host_record& host, const run_record& run) {
  auto line = line_of(host, run);
  std::erase(line.facts, "");
  return line;
}

std::string plain_verdict(const host_record& host, const run_record& run) {
  const auto line = verdict_of(host, run);
  return line.lead + visible(host.host) + line.tail + (line.facts.empty() ? "" : ": " + join(line.facts, ", "));
}

std::string plain_verdict(const run_record& run) {
  if (run.hosts.size() == 1) return plain_verdict(run.hosts.front(), run);
  if (run.hosts.empty()) return "Nothing was done" + (run.failure ? ": " + visible(run.failure->seen, 1000) : std::string());
  auto words = fmt::format("{} hosts: {}", run.hosts.size(), results_words(run));
  if (run.dry == dry_run::yes) {
    std::int64_t objects = 0;
    byte_count size;
    for (const auto& host : run.hosts) {
      if (!host.plan) continue;
      objects += std::ssize(host.plan->remove);
      size += total_size(host.plan->remove);
    }
    return words + fmt::format("; would remove {}, about {} back", counted_objects(objects), format_bytes(size));
  }
  if (run.what != command::sweep) return words;
  return words + fmt::format("; {}, {} removed", back(run), counted_objects(total(count_removed(run))));
}

}  // namespace dropsweep
