#include "report/advice.hpp"
#include "model/host_advice.hpp"
#include "report/chore_words.hpp"
#include "report/measures.hpp"
#include "report/standing.hpp"
#include "report/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dropsweep {

namespace {

void add(std::vector<std::string>& all, std::string sentence) {
  if (!sentence.empty() && std::ranges::find(all, sentence) == all.end()) all.push_back(std::move(sentence));
}

// For each published exit code, what usually helps.
std::string usual_advice(exit_code code, std::string_view host) {
  const auto doctor = host.empty() ? std::string("`dropsweep doctor`") : fmt::format("`dropsweep doctor {}`", host);
  switch (code) {
    case exit_code::done:
    case exit_code::partial:
    case exit_code::unhealthy: return "";
    case exit_code::bug:
      return "This is a bug in dropsweep, not in your setup: please report it with the JSON report and this log.";
    case exit_code::inputs: return "Fix the input and run it again; nothing was contacted or changed by the refused value.";
    case exit_code::unreachable:
      return fmt::format("Run {} from the same machine: it walks the way step by step and says where it ends.", doctor);
    case exit_code::host_key:
      return "Compare the key on the host's own console (`ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub`) before you trust "
             "it: a new "
             "droplet behind an old address looks just like an interception.";
    case exit_code::authentication:
      return fmt::format(
          "Check that the public half of `ssh-key` stands in that user's `authorized_keys`; {} shows which methods the server "
          "offers.",
          doctor);
    case exit_code::engine: return to_wake_the_engine();
    case exit_code::busy:
      return "Run it again later, and give all workflows of this host one `concurrency` group with `queue: max`, so that each "
             "gets its turn.";
    case exit_code::interrupted:
    case exit_code::terminated: return "Run it again: what is gone stays gone, and the next sweep picks up the rest.";
  }
  return "";
}

// As Docker's authorization plugins and the usual proxies in front of a socket say it.
bool is_forbidden(const outcome& one) {
  const auto& words = one.engine_words.raw();
  return one.fate == fate::failed &&
         (words.contains("authorization denied by plugin") || words.contains("403 Forbidden") || words == "status 403");
}

void add_for_outcomes(std::vector<std::string>& all, const host_record& host) {
  if (const auto failed = count_fates(host, fate::failed); failed > 0) {
    add(all, fmt::format("Read the engine's own words beside the {}: they say what stands in the way on the host.",
                         counted(failed, "failed removal", "failed removals")));
  }
  if (const auto tasks = undone(host); tasks > 0) {
    add(all, fmt::format("Try {} by hand on the host; the sweep itself went on without {}.",
                         tasks == 1 ? "the task that was not done" : "the tasks that were not done", tasks == 1 ? "it" : "them"));
  }
  if (std::ranges::any_of(host.outcomes, is_forbidden)) add(all, to_allow_removals());
  if (const auto unknown = count_fates(host, fate::unknown); unknown > 0) {
    add(all, fmt::format("{} no answer and may or may not have happened: the next run looks again and tells.",
                         counted(unknown, "removal got", "removals got")));
  }
  const bool left =
      !host.discrepancies.empty() || std::ranges::any_of(host.outcomes, [](const outcome& one) { return is_trouble(one.fate); });
  if (host.result == run_result::partial && !host.failure && left)
    add(all, "Run it again: what is gone stays gone, and only what is left is tried.");
  if (host.result == run_result::partial && host.goal && falls_short(*host.goal) && !left)
    add(all,
        "All that these rules let go is gone: let more go (`mode`, `older-than`, `volumes`), or give the host a larger disk.");
}

void add_for_health(std::vector<std::string>& all, const host_record& host) {
  if (!host.health) return;
  std::vector<std::string> broke, already_down, down;
  for (const auto& service : host.health->services) {
    switch (standing_of(service, host)) {
      case standing::broke: broke.push_back(visible(service.name)); break;
      case standing::was_already_down: already_down.push_back(visible(service.name)); break;
      case standing::down: down.push_back(visible(service.name)); break;
      default: break;
    }
  }
  if (!broke.empty()) {
    const bool one = broke.size() == 1;
    add(all,
        fmt::format(
            "{} {} healthy before the sweep and {} not after it: read the last log lines of {}, then restart {} on the host.",
            listed(broke, 5), one ? "was" : "were", one ? "is" : "are", one ? "its container" : "their containers",
            one ? "it" : "them"));
  }
  for (const auto& container : host.health->containers) {
    const auto why = to_read_its_log(container);
    add(all, fmt::format("Container {} {}{}", container.name, container.what, why.empty() ? "." : ": " + why));
    if (all.size() >= 5) break;
  }
  if (!broke.empty() || !host.health->containers.empty()) {
    add(all,
        "If what broke needs something that was removed (see the list), protect that with a line in `keep` before the next "
        "sweep.");
  }
  if (!already_down.empty()) {
    add(all, fmt::format("{} {} down before the sweep began, so this sweep is not the cause: look at the last deploy.",
                         listed(already_down, 5), already_down.size() == 1 ? "was" : "were"));
  }
  if (!down.empty()) {
    add(all, fmt::format("Look at {} on the host: nothing was removed, so this run is not the cause.", listed(down, 5)));
  }
}

}  // namespace

std::vector<std::string> advice_for(const error& failure, std::string_view host) {
  std::vector<std::string> all;
  add(all, failure.advice);
  // The advice of whoever saw it is about this very case; the usual one only fills a silence, except where trust is at stake.
  const bool says_to_compare = failure.advice.contains("ssh-keygen -lf");
  if (all.empty() || (failure.code == exit_code::host_key && !says_to_compare)) add(all, usual_advice(failure.code, host));
  return all;
}

std::vector<std::string> advice_for(const host_record& host, const run_record&) {
  std::vector<std::string> all;
  add_for_health(all, host);
  if (host.failure) {
    for (auto& sentence : advice_for(*host.failure, visible(host.host))) add(all, std::move(sentence));
  }
  for (const auto& step : host.steps) {
    if (!step.advice.empty()) add(all, fmt::format("{}: {}", step.name, step.advice));
  }
  if (host.result != run_result::cancelled || all.empty()) add_for_outcomes(all, host);
  if (all.empty() && host.code != exit_code::done) add(all, usual_advice(host.code, visible(host.host)));
  return all;
}

std::vector<std::string> remarks_on(const host_record& host) {
  std::vector<std::string> all;
  if (!host.before) return all;
  const auto running = std::ranges::count_if(host.before->containers, runs);
  const auto without =
      std::ranges::count_if(host.before->containers, [](const container& one) { return runs(one) && !one.memory_limit; });
  if (without > 0 && !host.advice) {
    add(all, fmt::format("{} of {} no memory limit: any of them can take the whole host's memory.", without,
                         counted(running, "running container has", "running containers have")));
  }
  for (const auto* seen : {host.after ? &*host.after : nullptr, &*host.before}) {
    if (seen == nullptr || seen->host.disks.empty()) continue;
    const auto& disk = seen->host.disks.front();
    add(all, on_a_full_disk(disk));
    break;
  }
  return all;
}

}  // namespace dropsweep
