#include "app/host_visit.hpp"

#include "report/text.hpp"

namespace dropsweep {

namespace {

using namespace std::chrono_literals;

// Somebody looks at a terminal; a log is read afterwards.
constexpr span every_second = 1s, now_and_then = 5s;

}  // namespace

host_visit::host_visit(host_record& page, host_order what, const settings& given, interruptions& end_of_run, progress_line& line)
    : record(page),
      order(std::move(what)),
      how(given),
      ending(end_of_run),
      progress(line),
      health(given.services),
      rules(given.policy),
      began_(std::chrono::steady_clock::now()) {}

span host_visit::since_it_began() const { return std::chrono::duration_cast<span>(std::chrono::steady_clock::now() - began_); }

void host_visit::begin(std::string step, still_working::words doing) {
  rest();
  step_ = std::move(step);
  began_ = std::chrono::steady_clock::now();
  const auto title = fmt::format("{}: {}", record.host, step_);
  fold_.emplace(progress, title);
  if (!doing) doing = [this, title] { return fmt::format("{} · {}", title, format_took(since_it_began())); };
  working_.emplace(ending.executor(), progress, how.terminal ? every_second : now_and_then, std::move(doing));
}

void host_visit::rest() {
  working_.reset();
  fold_.reset();
}

void host_visit::end_lacking(std::string saw, std::string advice) {
  note({.name = step_, .saw = std::move(saw), .took = since_it_began(), .ended = step_end::lacking, .advice = std::move(advice)});
}

void host_visit::note(step_taken taken) {
  rest();
  const auto warning = taken.ended == step_end::lacking ? "warning: " : "";
  progress.say(
      fmt::format("{}: {}: {}{} ({})", record.host, taken.name, warning, visible(taken.saw, 1000), format_span(taken.took)));
  record.steps.push_back(std::move(taken));
}

bool host_visit::fail(error why) {
  rest();
  why = or_lost_connection(std::move(why));
  if (why.step.empty()) why.step = step_;
  record.steps.push_back({.name = why.step, .saw = why.seen, .took = since_it_began(), .ended = step_end::failed});
  record.failure = std::move(why);
  return false;
}

error host_visit::or_lost_connection(error why) const {
  const auto lost = way ? way->lost() : std::nullopt;
  if (!lost) return why;
  return {.code = exit_code::unreachable,
          .step = step_,
          .seen = fmt::format("{}: {} (during: {}).", record.host, lost->detail, step_),
          .theirs = lost->theirs,
          .advice = "Run it again: it begins with what is left. The host's side of it: journalctl -u ssh."};
}

}  // namespace dropsweep
