#include "app/health_book.hpp"

#include <algorithm>

#include "health/container_behind.hpp"
#include "health/verdict.hpp"
#include "report/text.hpp"

namespace dropsweep {

namespace {

constexpr std::size_t tails_most = 50;  // of containers, at most 16 KiB each; when all of a host fell, a few say why

bool by_the_engine(const service& which) { return which.how == service::scheme::container; }

}  // namespace

health_book::health_book(std::vector<service> services) {
  for (auto& one : services) pages_.push_back({.which = std::move(one)});
}

task<void> health_book::ask_before(host_way& way) {
  std::vector<page*> asked;
  std::vector<service> questions;
  for (auto& one : pages_) {
    if (by_the_engine(one.which)) continue;
    asked.push_back(&one);
    questions.push_back(one.which);
  }
  auto answers = co_await ask_once(questions, way.ways_to_ask());
  for (std::size_t i = 0; i < asked.size(); ++i) asked[i]->before = std::move(answers[i]);
}

void health_book::look_before(const std::vector<container>& containers) {
  for (auto& one : pages_) {
    if (by_the_engine(one.which)) one.before = look_at(one.which, containers);
  }
}

task<void> health_book::ask_after(host_way& way, again which, span patience, const stop_switch& stop) {
  std::vector<page*> asked_pages;
  std::vector<service> questions;
  for (auto& one : pages_) {
    if (which == again::unhealthy_only && one.before && one.before->healthy) continue;
    asked_pages.push_back(&one);
    questions.push_back(one.which);
  }
  asked_ = questions.size();
  onlooker watching{.stopped = [&stop] { return stop.thrown(); }, .counts = [this](std::size_t healthy) { healthy_ = healthy; }};
  auto answers = co_await ask_until_healthy(questions, way.ways_to_ask(), patience, std::move(watching));
  for (std::size_t i = 0; i < asked_pages.size(); ++i) {
    asked_pages[i]->after = std::move(answers[i].seen);
    asked_pages[i]->tries = answers[i].tries;
  }
}

std::string health_book::standing() const {
  return asked_ == 0
             ? std::string()
             : fmt::format("{} of {} answer", healthy_, counted(static_cast<std::int64_t>(asked_), "service", "services"));
}

bool health_book::is_well(const page& one) {
  const auto& last = one.after ? one.after : one.before;
  return last && last->healthy;
}

std::vector<service> health_book::not_well() const {
  std::vector<service> found;
  for (const auto& one : pages_) {
    if (!is_well(one)) found.push_back(one.which);
  }
  return found;
}

std::vector<service> health_book::all() const {
  std::vector<service> found;
  found.reserve(pages_.size());
  for (const auto& one : pages_) found.push_back(one.which);
  return found;
}

void health_book::restarted(restart_report what, std::optional<container> now) {
  restarts_.push_back(std::move(what));
  if (now) well_again_.push_back(std::move(*now));
}

std::vector<container_trouble> health_book::troubles(std::vector<container> before, const std::vector<container>& after) const {
  for (auto& one : before) {
    const auto well = std::ranges::find(well_again_, one.id, &container::id);
    if (well != well_again_.end()) one = *well;
  }
  return compare_containers(before, after);
}

bool health_book::all_healthy_before() const {
  return std::ranges::all_of(pages_, [](const page& one) { return one.before && one.before->healthy; });
}

health_report health_book::report(const std::vector<container>* before, const std::vector<container>* after) const {
  health_report report;
  for (const auto& one : pages_) {
    const bool unknown_by_now = at_work_ && !one.after && one.before && one.before->healthy;
    report.services.push_back({.name = one.which.name,
                               .url = one.which.url,
                               .before = one.before,
                               .after = one.after,
                               .tries_after = one.tries,
                               .verdict = unknown_by_now ? service_verdict::unchecked : judge_service(one.before, one.after)});
  }
  if (before != nullptr && after != nullptr)
    report.containers = well_again_.empty() ? compare_containers(*before, *after) : troubles(*before, *after);
  report.restarts = restarts_;
  report.overall =
      judge_overall(report.services, report.containers, before != nullptr && after != nullptr ? compared::yes : compared::no);
  return report;
}

task<void> add_log_tails(health_report& health, engine_reader& engine, const std::vector<service>& services,
                         const std::vector<container>& containers) {
  std::size_t tails = 0;
  for (auto& trouble : health.containers) {
    if (tails >= tails_most) break;
    const auto found = std::ranges::find(containers, trouble.name, &container::name);
    if (found == containers.end()) continue;
    ++tails;
    if (auto tail = co_await engine.log_tail(found->id, log_lines_told)) trouble.log_tail = std::move(*tail);
  }
  for (auto& broken : health.services) {
    if (broken.verdict != service_verdict::broke_during_sweep) continue;
    const auto which = std::ranges::find(services, broken.name, &service::name);
    const auto* found = which == services.end() ? nullptr : container_behind(*which, containers);
    if (found == nullptr) continue;
    if (auto tail = co_await engine.log_tail(found->id, log_lines_told)) broken.log_tail = std::move(*tail);
  }
}

}  // namespace dropsweep
