#include <boost/asio/steady_timer.hpp>

#include "app/restart_candidates.hpp"
#include "app/steps.hpp"
#include "plan/busy.hpp"
#include "report/text.hpp"
#include "survey/take_survey.hpp"
#include "sweep/restart_container.hpp"

namespace dropsweep {

namespace {

using namespace std::chrono_literals;

// A program that cannot live ends soon after it was started; without a health check nothing else would tell.
constexpr span settling = 2s;

service container_itself(const container& which) {
  return {.name = which.name.raw(),
          .url = "container://" + which.name.raw(),
          .how = service::scheme::container,
          .host = which.name.raw()};
}

// Empty: it and its services are well. Else what is not, in a few words.
task<std::string> what_is_wrong(host_visit& visit, const restart_candidate& one) {
  auto questions = one.services;
  questions.push_back(container_itself(one.which));
  const auto& stop = visit.ending.stop();
  const auto answers = co_await ask_until_healthy(questions, visit.way->ways_to_ask(), visit.how.health_timeout,
                                                  {.stopped = [&stop] { return stop.thrown(); }, .counts = {}});
  for (std::size_t i = 0; i < answers.size(); ++i) {
    const auto& seen = answers[i].seen;
    if (!seen || !seen->healthy)
      co_return fmt::format("{}: {}", visible(questions[i].name), seen ? seen->saw : "not seen any more");
  }
  co_return std::string();
}

// The same a moment later, of one that has no other way to tell.
task<std::string> whether_it_stays(host_visit& visit, const container& well) {
  asio::steady_timer timer(co_await asio::this_coro::executor);
  timer.expires_after(settling);
  co_await timer.async_wait(asio::as_tuple(asio::use_awaitable));
  const auto later = co_await visit.way->engine().container_now(well.id);
  if (!later) co_return one_line(later.error());
  if (!*later || (*later)->state != container_state::running || (*later)->started != well.started) {
    co_return fmt::format("it did not stay: {}", *later ? look_at(container_itself(well), {**later}).saw : "it is gone");
  }
  co_return std::string();
}

// Whether it is well again.
task<bool> restart_one(host_visit& visit, const restart_candidate& one) {
  const auto started = std::chrono::steady_clock::now();
  visit.progress.say(fmt::format("{}: restarting {}", visit.record.host, one.which.name));
  restart_report page{.container = one.which.name, .saw = "being restarted when the run was ended"};
  page.services.reserve(one.services.size());
  for (const auto& each : one.services) page.services.push_back(each.name);
  auto& told = visit.record.health->restarts;
  told.push_back(page);  // whatever comes now
  page.saw.clear();
  std::optional<container> now;
  if (const auto done = co_await restart_container(visit.way->engine(), one.which.id); !done) {
    page.saw = one_line(done.error());
  } else {
    page.saw = co_await what_is_wrong(visit, one);
    if (page.saw.empty()) {
      const auto seen = co_await visit.way->engine().container_now(one.which.id);
      if (seen && *seen) now = **seen;
      if (now && now->health == container_health::none) page.saw = co_await whether_it_stays(visit, *now);
    }
  }
  page.well = page.saw.empty();
  page.took = std::chrono::duration_cast<span>(std::chrono::steady_clock::now() - started);
  if (page.well) page.saw = "well again";
  told.back() = page;
  const bool well = page.well;
  visit.health.restarted(std::move(page), well ? std::move(now) : std::nullopt);
  co_return well;
}

// `why`: the rest of a sentence, with its end.
void note_why_not(host_visit& visit, std::string_view why) {
  visit.record.notes.push_back(fmt::format("No container was restarted: {}", why));
}

bool may_begin(host_visit& visit) {
  const auto& record = visit.record;
  if (visit.how.restart == restarts::none || visit.ending.stop().thrown() || visit.way->lost()) return false;
  const bool rolling = visit.how.restart == restarts::rolling;
  std::string why_not;
  if (record.busy || visit.rules.narrow) {
    why_not = "somebody else is at work on this host.";
  } else if (rolling && record.health->overall == overall_health::unhealthy) {
    why_not = "something broke, and the others are not to follow.";
  }
  if (!why_not.empty()) note_why_not(visit, why_not);
  return why_not.empty();
}

std::string tally(std::size_t restarted, const std::vector<restart_candidate>& all, bool well) {
  const auto words = fmt::format("{} of {} restarted", restarted, counted(std::ssize(all), "container", "containers"));
  return well ? words : words + "; the last one is not well";
}

}  // namespace

task<bool> restart_containers(host_visit& visit) {
  if (!may_begin(visit)) co_return false;
  const bool rolling = visit.how.restart == restarts::rolling;
  // All of it again, for since the last look a deploy may have begun.
  auto now = co_await take_survey_again(visit.way->engine(), visit.way->shell(), *visit.record.before, visit.way->until());
  if (!now) {
    note_why_not(visit, one_line(now.error()));
    co_return false;
  }
  const auto all = rolling ? all_in_turn(visit.health, now->containers) : unwell(visit, now->containers);
  if (all.empty()) co_return false;
  if (const auto signs = signs_of_work(*now, visit.how.policy); !signs.empty()) {
    note_why_not(visit, fmt::format("somebody works on this host: {}.", signs.front()));
    co_return false;
  }
  *now = {};  // of a large host it is much

  visit.end(fmt::format("services and containers are {}", name(visit.record.health->overall)));
  visit.begin("restart");
  std::size_t restarted = 0;
  bool well = true;
  for (const auto& one : all) {
    if (visit.ending.stop().thrown() || visit.way->lost()) break;
    ++restarted;
    well = co_await restart_one(visit, one);
    if (rolling && !well) break;
  }
  if (restarted < all.size())
    visit.record.notes.push_back(fmt::format("Restarting ended early: {} of {} had their turn, the next would have been {}.",
                                             restarted, counted(std::ssize(all), "container", "containers"),
                                             all[restarted].which.name));
  visit.end(tally(restarted, all, well));
  co_return restarted > 0;
}

}  // namespace dropsweep
