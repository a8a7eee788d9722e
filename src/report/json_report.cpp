// The JSON report: everything that was seen and done, for scripts. docs/report.schema.json describes it; a test holds the two
// together. Version 1: fields may be added; one that changes its meaning or goes makes it version 2.
#include "report/accounts.hpp"
#include "report/advice.hpp"
#include "report/json_survey.hpp"
#include "report/measures.hpp"
#include "report/render.hpp"
#include "report/standing.hpp"
#include "report/verdict_line.hpp"
#include "report/words.hpp"

namespace dropsweep {

namespace {

json to_json(const error& failure) {
  return {{"code", static_cast<int>(failure.code)},
          {"step", json_text(failure.step)},
          {"seen", json_text(failure.seen)},
          {"theirs", json_text(failure.theirs)},
          {"advice", json_text(failure.advice)}};
}

using dropsweep::or_null;
json or_null(const std::optional<error>& failure) { return failure ? to_json(*failure) : json(nullptr); }

json to_json(const removed_counts& counts) {
  return {{"containers", counts.containers},
          {"images", counts.images},
          {"volumes", counts.volumes},
          {"networks", counts.networks},
          {"cache_records", counts.cache_records},
          {"objects", total(counts)}};
}

json to_json(const step_taken& step) {
  return {{"name", json_text(step.name)},
          {"ended", name(step.ended)},
          {"saw", json_text(step.saw)},
          {"advice", json_text(step.advice)},
          {"took_ms", step.took.count()}};
}

json to_json(const item& one) {
  return {{"kind", machine_word(one.kind)}, {"id", json_text(one.id)},      {"name", json_text(one.name)},
          {"tags", json_texts(one.tags)},   {"size_bytes", one.size.value}, {"reason", json_text(one.reason)}};
}

json to_json(const plan& what) {
  auto remove = json::array(), keep = json::array();
  for (const auto& one : what.remove) remove.push_back(to_json(one));
  for (const auto& one : what.keep) keep.push_back(to_json(one));
  return {{"mode", name(what.mode)},           {"engine_id", json_text(what.engine_id)},
          {"made", format_instant(what.made)}, {"remove_bytes", total_size(what.remove).value},
          {"remove", std::move(remove)},       {"keep", std::move(keep)}};
}

json to_json(const outcome& one) {
  return {{"kind", machine_word(one.item.kind)},
          {"id", json_text(one.item.id)},
          {"name", json_text(one.item.name)},
          {"fate", machine_word(one.fate)},
          {"claimed_bytes", one.fate == fate::removed ? json(claim_of(one).value) : json(nullptr)},
          {"detail", json_text(one.detail)},
          {"engine_words", json_text(one.engine_words)}};
}

json or_null(const std::optional<observation>& seen) {
  if (!seen) return nullptr;
  return {{"healthy", seen->healthy},
          {"saw", json_text(seen->saw)},
          {"body", json_text(seen->body)},
          {"took_ms", seen->took.count()}};
}

json to_json(const health_report& health, const host_record& host) {
  auto services = json::array(), containers = json::array();
  for (const auto& one : health.services) {
    services.push_back({{"name", json_text(one.name)},
                        {"url", json_text(one.url)},
                        {"verdict", machine_word(one.verdict)},
                        {"stands", name(standing_of(one, host))},
                        {"before", or_null(one.before)},
                        {"after", or_null(one.after)},
                        {"tries_after", one.tries_after},
                        {"log_tail", json_text(one.log_tail, 16 << 10)}});
  }
  for (const auto& one : health.containers) {
    containers.push_back(
        {{"name", json_text(one.name)}, {"what", json_text(one.what)}, {"log_tail", json_text(one.log_tail, 16 << 10)}});
  }
  return {{"overall", name(health.overall)}, {"services", std::move(services)}, {"containers", std::move(containers)}};
}

json or_null(const std::optional<goal_page>& page) {
  if (!page) return nullptr;
  return {{"disk_target_percent", page->goal.at_most_full ? json(*page->goal.at_most_full) : json(nullptr)},
          {"free_bytes", or_null(page->goal.available)},
          {"reached", page->reached},
          {"disk", page->disk ? to_json(*page->disk) : json(nullptr)},
          {"unmeasured", json_text(page->unmeasured)}};
}

json to_json(const accounts& of, const host_record& host) {
  auto differences = json::array(), disks = json::array();
  for (const auto& one : of.differences) differences.push_back({{"cause", machine_word(one.why)}, {"bytes", one.more.value}});
  for (const auto& one : disk_changes(host)) {
    disks.push_back({{"path", json_text(one.before->path)},
                     {"used_before_bytes", one.before->used.value},
                     {"used_after_bytes", one.after != nullptr ? json(one.after->used.value) : json(nullptr)},
                     {"shrank_bytes", or_null(one.shrank())}});
  }
  return {{"claimed_bytes", of.claimed.value},
          {"measured_bytes", or_null(of.measured)},
          {"differences", std::move(differences)},
          {"unexplained_bytes", or_null(of.unexplained)},
          {"file_systems", std::move(disks)}};
}

json or_null(const std::optional<survey>& seen) { return seen ? to_json(*seen) : json(nullptr); }

json to_json(const host_record& host, const run_record& run) {
  auto steps = json::array(), outcomes = json::array();
  for (const auto& step : host.steps) steps.push_back(to_json(step));
  for (const auto& one : host.outcomes) outcomes.push_back(to_json(one));
  const auto counts = count_removed(host.outcomes);
  return {{"host", json_text(host.host)},
          {"result", name(host.result)},
          {"exit_code", static_cast<int>(host.code)},
          {"verdict", json_text(plain_verdict(host, run))},
          {"took_ms", host.took.count()},
          {"removed", to_json(counts)},
          {"claimed_bytes", counts.claimed.value},
          {"measured_bytes", or_null(measured(host))},
          {"disk_percent_before", or_null(disk_percent_before(host))},
          {"disk_percent_after", or_null(disk_percent_after(host))},
          {"accounting", to_json(accounts_of(host), host)},
          {"goal", or_null(host.goal)},
          {"failure", or_null(host.failure)},
          {"skipped", json_text(host.skipped)},
          {"advice", json_texts(advice_for(host, run))},
          {"discrepancies", json_texts(host.discrepancies)},
          {"notes", json_texts(host.notes)},
          {"steps", std::move(steps)},
          {"health", host.health ? to_json(*host.health, host) : json(nullptr)},
          {"plan", host.plan ? to_json(*host.plan) : json(nullptr)},
          {"outcomes", std::move(outcomes)},
          {"before", or_null(host.before)},
          {"after", or_null(host.after)}};
}

}  // namespace

std::string render_json(const run_record& run) {
  auto hosts = json::array();
  for (const auto& host : run.hosts) hosts.push_back(to_json(host, run));
  const auto counts = count_removed(run);
  return dumped({{"version", 1},
                 {"tool", {{"name", "dropsweep"}, {"version", json_text(run.version)}}},
                 {"command", machine_word(run.what)},
                 {"mode", name(run.mode)},
                 {"dry_run", run.dry == dry_run::yes},
                 {"trigger", json_text(run.trigger)},
                 {"started", format_instant(run.started)},
                 {"took_ms", run.took.count()},
                 {"result", name(run.result)},
                 {"exit_code", static_cast<int>(run.code)},
                 {"fails_step", run.fails_step},
                 {"verdict", json_text(plain_verdict(run))},
                 {"removed", to_json(counts)},
                 {"claimed_bytes", counts.claimed.value},
                 {"measured_bytes", or_null(measured(run))},
                 {"failure", or_null(run.failure)},
                 {"hosts", std::move(hosts)}});
}

}  // namespace dropsweep
