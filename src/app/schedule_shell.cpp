#include "app/schedule_shell.hpp"

#include <boost/asio/steady_timer.hpp>
#include <charconv>

#include "app/rest_of_the_run.hpp"
#include "core/take_until.hpp"
#include "schedule/schedule_script.hpp"

namespace dropsweep {

namespace {

using namespace std::chrono_literals;

constexpr span answer_within = 60s;  // a small droplet takes seconds to hash the program
constexpr span look_every = 1s, tell_every = 20s;
constexpr std::string_view what_it_needs = "A schedule is installed through a POSIX shell of the account root.";
constexpr std::size_t answer_most = 64 * 1024, log_most = 256 * 1024;

// "exit 0" or "ended 0" in the first line; anything else is no end.
schedule_shell::account read_account(std::string_view answer) {
  const auto first = take_until(answer, '\n');
  schedule_shell::account seen{.said = std::string(answer)};
  const auto blank = first.find(' ');
  if (blank == first.npos) return seen;
  int code = 0;
  const auto [end, failed] = std::from_chars(first.data() + blank + 1, first.data() + first.size(), code);
  if (failed == std::errc{} && end == first.data() + first.size()) seen.exit_code = code;
  return seen;
}

}  // namespace

schedule_shell::schedule_shell(host_visit& visit)
    : visit_(visit), shell_(visit.ending.executor(), visit.way->scripts(), schedule_script) {}

task<result<std::string>> schedule_shell::ask(std::string request, std::string data, std::size_t most, deadline until) {
  auto answer = co_await shell_.ask(std::move(request), std::move(data), most, until);
  if (answer) co_return std::move(*answer);
  co_return std::unexpected(no_answer(std::move(answer.error())));
}

error schedule_shell::no_answer(net_error why) const {
  return {.code = exit_code::engine,
          .step = visit_.step(),
          .seen = fmt::format("{}: the host's shell gave no answer ({}).", visit_.record.host, why.detail),
          .theirs = std::move(why.theirs),
          .advice = std::string(what_it_needs)};
}

error schedule_shell::not_understood(const std::string& answer) const {
  return {.code = exit_code::engine,
          .step = visit_.step(),
          .seen = fmt::format("{}: what its shell says cannot be understood.", visit_.record.host),
          .theirs = foreign(answer.substr(0, 300)),
          .advice = std::string(what_it_needs)};
}

task<result<void>> schedule_shell::hold() {
  asio::steady_timer pause(co_await asio::this_coro::executor);
  const auto patience = visit_.how.lock_timeout;
  const auto give_up = after(patience);
  for (auto tell_at = std::chrono::steady_clock::now();;) {
    const auto answer =
        co_await ask(fmt::format("hold {}", rest_of_the_run(visit_.way->until()).count()), "", answer_most, after(answer_within));
    if (!answer) co_return std::unexpected(answer.error());
    if (answer->starts_with("held")) co_return result<void>{};
    if (!answer->starts_with("taken")) co_return std::unexpected(not_understood(*answer));
    const auto now = std::chrono::steady_clock::now();
    if (now + look_every > give_up) break;
    if (now >= tell_at) {
      visit_.progress.say(fmt::format("{}: waiting: somebody else installs or removes a schedule there", visit_.record.host));
      tell_at = after(tell_every);
    }
    pause.expires_after(look_every);
    co_await pause.async_wait(asio::use_awaitable);
  }
  co_return std::unexpected(
      error{.code = exit_code::busy,
            .step = visit_.step(),
            .seen = fmt::format("{}: somebody else installs or removes a schedule there, for longer than {}.", visit_.record.host,
                                format_span(patience)),
            .advice = "Run it again when they are done. A connection that broke meanwhile counts until its "
                      "run's timeout is over."});
}

task<result<host_side>> schedule_shell::look() {
  const auto answer = co_await ask("look", "", answer_most, after(answer_within));
  if (!answer) co_return std::unexpected(answer.error());
  auto there = read_host_side(*answer);
  if (there) co_return std::move(*there);
  co_return std::unexpected(not_understood(*answer));
}

task<result<std::optional<schedule_history>>> schedule_shell::history() {
  const auto answer = co_await visit_.way->shell().ask("schedule", "", history_most, after(answer_within));
  if (answer) co_return read_history(*answer);
  co_return std::unexpected(no_answer(answer.error()));
}

task<result<void>> schedule_shell::ask_for(std::string_view wanted, std::string request, std::string data, std::string doing) {
  auto answer = co_await ask(std::move(request), std::move(data), answer_most, visit_.way->until());
  if (!answer) co_return std::unexpected(std::move(answer.error()));
  std::string_view rest(*answer);
  const auto first = take_until(rest, '\n');
  if (first == wanted) co_return result<void>{};
  co_return std::unexpected(error{.code = exit_code::engine,
                                  .step = visit_.step(),
                                  .seen = fmt::format("{}: {} failed.", visit_.record.host, doing),
                                  .theirs = foreign(first.starts_with("failed ") ? first.substr(7) : first),
                                  .advice = "Run it again when that is set right: it goes on with what is missing."});
}

task<result<void>> schedule_shell::put(const place& where, std::string text, std::string sum) {
  auto request = fmt::format("put {} {} {}", where.name, text.size(), sum);
  return ask_for("written", std::move(request), std::move(text), fmt::format("writing {}", where.path));
}

task<result<void>> schedule_shell::drop(const place& where) {
  return ask_for("dropped", fmt::format("drop {}", where.name), "", fmt::format("removing {}", where.path));
}

task<result<void>> schedule_shell::settle() { return ask_for("settled", "settle", "", "replacing what was there before"); }
task<result<void>> schedule_shell::activate() { return ask_for("active", "activate", "", "starting the timer"); }
task<result<void>> schedule_shell::start() { return ask_for("started", "start", "", "starting the sweep"); }

task<result<schedule_shell::account>> schedule_shell::verify() {
  const auto answer = co_await ask("verify", "", answer_most, visit_.way->until());
  if (!answer) co_return std::unexpected(answer.error());
  co_return read_account(*answer);
}

task<result<schedule_shell::account>> schedule_shell::follow() {
  const auto answer = co_await ask("follow", "", log_most, after(answer_within));
  if (!answer) co_return std::unexpected(answer.error());
  co_return read_account(*answer);
}

task<result<schedule_shell::removal>> schedule_shell::remove(bool reports_too) {
  const auto answer = co_await ask(reports_too ? "remove all" : "remove reports-stay", "", answer_most, after(answer_within));
  if (!answer) co_return std::unexpected(answer.error());
  removal seen;
  for (std::string_view rest(*answer); !rest.empty();) {
    const auto line = take_until(rest, '\n');
    if (line == "end") continue;
    seen.any |= !line.starts_with("kept ");
    if (line.starts_with("left ")) {
      seen.left += seen.left.empty() ? line.substr(5) : fmt::format("; {}", line.substr(5));
    } else {
      seen.lines.emplace_back(line);
    }
  }
  co_return seen;
}

}  // namespace dropsweep
