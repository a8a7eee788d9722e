// The JSON report: everything that was seen and done, for scripts. docs/report.schema.json describes it; a test holds the two
// together. Version 1: fields may be added; one that changes its meaning or goes makes it version 2.
#include "report/accounts.hpp"
#include "report/advice.hpp"
#include "report/chore_words.hpp"
#include "report/json_advice.hpp"
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

json to_json(const chore_report& one) {
  const auto number = number_in(one.output.raw());
  return {{"name", json_text(one.name)},
          {"well", one.well},
          {"saw", json_text(one.saw)},
          {"number", number ? json(number->number) : json(nullptr)},
          {"number_of", number ? json(number->of) : json(nullptr)},
          {"output", json_text(one.output, 4096)},
          {"took_ms", one.took.count()}};
}

json to_json(const item& one) {
  return {{"kind", machine_word(one.kind)}, {"id", json_text(one.id)},      {"name", json_text(one.name)},
          {"tags", json_texts(one.tags)},   {"size_bytes", one.size.value}, {"reason", json_text(one.reason)}};
}

void write(json_stream& out, const plan& what) {
  const auto items = [&](const item& one) { out.put(to_json(one)); };
  out.begin_object();
  out.put("mode", name(what.mode));
  out.put("engine_id", json_text(what.engine_id));
  out.put("made", format_instant(what.made));
  out.put("remove_bytes", total_size(what.remove).value);
  out.list("remove", what.remove, items);
  out.list("keep", what.keep, items);
  out.end();
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

void write(json_stream& out, const health_report& health, const host_record& host) {
  out.begin_object();
  out.put("overall", name(health.overall));
  out.list("services", health.services, [&](const service_report& one) {
    out.put({{"name", json_text(one.name)},
             {"url", json_text(one.url)},
             {"verdict", machine_word(one.verdict)},
             {"stands", name(standing_of(one, host))},
             {"before", or_null(one.before)},
             {"after", or_null(one.after)},
             {"tries_after", one.tries_after},
             {"log_tail", json_text(one.log_tail, 16 << 10)}});
  });
  out.list("containers", health.containers, [&](const container_trouble& one) {
    out.put({{"name", json_text(one.name)}, {"what", json_text(one.what)}, {"log_tail", json_text(one.log_tail, 16 << 10)}});
  });
  out.list("restarts", health.restarts, [&](const restart_report& one) {
    out.put({{"container", json_text(one.container)},
             {"services", json_texts(one.services)},
             {"well", one.well},
             {"saw", json_text(one.saw)},
             {"took_ms", one.took.count()}});
  });
  out.end();
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

template <class Page>
void put_or_null(json_stream& out, std::string_view key, const std::optional<Page>& page, const auto&... more) {
  out.key(key);
  page ? write(out, *page, more...) : out.put(nullptr);
}

void write(json_stream& out, const host_record& host, const run_record& run) {
  const auto counts = count_removed(host.outcomes);
  out.begin_object();
  out.put("host", json_text(host.host));
  out.put("result", name(host.result));
  out.put("exit_code", static_cast<int>(host.code));
  out.put("verdict", json_text(plain_verdict(host, run)));
  out.put("took_ms", host.took.count());
  out.put("removed", to_json(counts));
  out.put("claimed_bytes", counts.claimed.value);
  out.put("measured_bytes", or_null(measured(host)));
  out.put("disk_percent_before", or_null(disk_percent_before(host)));
  out.put("disk_percent_after", or_null(disk_percent_after(host)));
  out.put("accounting", to_json(accounts_of(host), host));
  out.put("goal", or_null(host.goal));
  out.put("failure", or_null(host.failure));
  out.put("skipped", json_text(host.skipped));
  out.put("advice", json_texts(advice_for(host, run)));
  out.put("discrepancies", json_texts(host.discrepancies));
  out.put("notes", json_texts(host.notes));
  out.list("steps", host.steps, [&](const step_taken& one) { out.put(to_json(one)); });
  out.list("tasks", host.chores, [&](const chore_report& one) { out.put(to_json(one)); });
  put_or_null(out, "health", host.health, host);
  put_or_null(out, "advise", host.advice);
  put_or_null(out, "plan", host.plan);
  out.list("outcomes", host.outcomes, [&](const outcome& one) { out.put(to_json(one)); });
  put_or_null(out, "before", host.before);
  put_or_null(out, "after", host.after);
  out.end();
}

}  // namespace

void write_json(const run_record& run, text_sink to) {
  const auto counts = count_removed(run);
  json_stream out(std::move(to));
  out.begin_object();
  out.put("version", 1);
  out.put("tool", {{"name", "dropsweep"}, {"version", json_text(run.version)}});
  out.put("command", machine_word(run.what));
  out.put("mode", name(run.mode));
  out.put("dry_run", run.dry == dry_run::yes);
  out.put("trigger", json_text(run.trigger));
  out.put("started", format_instant(run.started));
  out.put("took_ms", run.took.count());
  out.put("result", name(run.result));
  out.put("exit_code", static_cast<int>(run.code));
  out.put("fails_step", run.fails_step);
  out.put("verdict", json_text(plain_verdict(run)));
  out.put("removed", to_json(counts));
  out.put("claimed_bytes", counts.claimed.value);
  out.put("measured_bytes", or_null(measured(run)));
  out.put("failure", or_null(run.failure));
  out.list("hosts", run.hosts, [&](const host_record& host) { write(out, host, run); });
  out.end();
}

}  // namespace dropsweep
