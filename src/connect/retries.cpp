#include "connect/retries.hpp"

#include <algorithm>
#include <array>
#include <random>

namespace dropsweep {

namespace {

using namespace std::chrono_literals;

constexpr span first_ceiling = 1s, last_ceiling = 8s;
constexpr span least_share = 5s;

// What OpenSSH sends in the place of its identification: MaxStartups since 8.0, PerSourcePenalties since 9.8.
constexpr std::array<std::string_view, 2> words_of_patience{"Exceeded MaxStartups", "Not allowed at this time"};

}  // namespace

unsigned most_attempts(setback seen) {
  switch (seen) {
    case setback::unknown_name: return 2;
    case setback::no_answer:
    case setback::cut_off: return 4;
    case setback::throttled: return 6;
  }
  return 1;
}

std::optional<span> wait_before_next(setback seen, unsigned made, span left, double dice) {
  if (made >= most_attempts(seen)) return std::nullopt;
  const span ceiling = std::min(first_ceiling * (1 << std::min(made - 1, 3U)), last_ceiling);
  const span wait(static_cast<span::rep>(static_cast<double>(ceiling.count()) * dice));
  if (wait >= left) return std::nullopt;
  return wait;
}

std::optional<setback> setback_at_name(const net_error& why) {
  if (why.what == net_failure::name_not_found) return setback::unknown_name;
  if (why.what == net_failure::unreachable) return setback::no_answer;  // a name server, that is
  return std::nullopt;
}

std::optional<setback> setback_at_tcp(const net_error& why) {
  switch (why.what) {
    case net_failure::refused:
    case net_failure::unreachable:
    case net_failure::timed_out:
    case net_failure::closed: return setback::no_answer;
    default: return std::nullopt;
  }
}

// What the jump host forbids it forbids the next time too; and an open that it leaves unanswered blocks all others.
std::optional<setback> setback_behind_jump_host(const net_error& why) {
  return why.what == net_failure::refused ? std::optional(setback::no_answer) : std::nullopt;
}

std::optional<setback> setback_of_closed(const greeting& heard) {
  if (heard.identification || heard.before.empty()) return setback::cut_off;
  const auto says = [&](std::string_view words) { return heard.before.raw().contains(words); };
  return std::ranges::any_of(words_of_patience, says) ? std::optional(setback::throttled) : std::nullopt;
}

// A kernel repeats its SYN after 1 and after 3 seconds: less than that would be no attempt.
span share_of_attempt(span connect_timeout) { return std::min(connect_timeout, std::max(connect_timeout / 3, least_share)); }

std::optional<span> retries::next(setback seen, deadline until) {
  ++failed_;
  const auto left = std::chrono::duration_cast<span>(until - std::chrono::steady_clock::now());
  return wait_before_next(seen, failed_, left, random_());
}

std::string retries::in_words(unsigned made) const {
  if (made < 2) return {};
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began_;
  return fmt::format(" It was tried {} times in {:.1f}s.", made, took.count());
}

std::string retries::as_number() const { return failed_ == 0 ? "" : fmt::format(", at attempt {}", failed_ + 1); }

retries::dice make_dice() {
  return [engine = std::minstd_rand(std::random_device()())]() mutable {
    return std::uniform_real_distribution<double>(0, 1)(engine);
  };
}

}  // namespace dropsweep
