// When an attempt to reach a host is made again: rules without a network. The dice are loaded.
#include <doctest/doctest.h>

#include <vector>

#include "connect/retries.hpp"

using namespace dropsweep;
using namespace std::chrono_literals;

namespace {

constexpr double lowest = 0, highest = 0.999'999;
constexpr span for_ever = 24h;

// All waits, with this much time from the beginning and attempts that take no time themselves.
std::vector<span> schedule(setback seen, double dice, span left = for_ever) {
  std::vector<span> waits;
  while (const auto wait = wait_before_next(seen, static_cast<unsigned>(waits.size()) + 1, left, dice)) {
    waits.push_back(*wait);
    left -= *wait;
  }
  return waits;
}

span sum(const std::vector<span>& waits) {
  span all{0};
  for (const auto one : waits) all += one;
  return all;
}

greeting said(std::string_view words) { return read_greeting(words); }

}  // namespace

TEST_CASE("the waits grow to a fixed bound, and the dice choose below it") {
  using waits = std::vector<span>;
  CHECK(schedule(setback::no_answer, highest) == waits{999ms, 1999ms, 3999ms});
  CHECK(schedule(setback::no_answer, 0.5) == waits{500ms, 1s, 2s});
  CHECK(schedule(setback::no_answer, lowest) == waits{0ms, 0ms, 0ms});
  CHECK(schedule(setback::throttled, highest) == waits{999ms, 1999ms, 3999ms, 7999ms, 7999ms});
}

TEST_CASE("a typo costs a few seconds at most, and every sequence ends") {
  for (const auto seen : {setback::unknown_name, setback::no_answer, setback::cut_off, setback::throttled}) {
    CHECK(schedule(seen, highest).size() + 1 == most_attempts(seen));
    CHECK(schedule(seen, lowest).size() + 1 == most_attempts(seen));
  }
  CHECK(sum(schedule(setback::unknown_name, highest)) < 1s);
  CHECK(sum(schedule(setback::no_answer, highest)) < 7s);
  CHECK(sum(schedule(setback::cut_off, highest)) < 7s);
  CHECK(sum(schedule(setback::throttled, highest)) < 24s);
}

TEST_CASE("a wait that would not end before the deadline is not begun") {
  CHECK(wait_before_next(setback::no_answer, 1, 501ms, 0.5) == 500ms);
  CHECK(wait_before_next(setback::no_answer, 1, 500ms, 0.5) == std::nullopt);
  CHECK(wait_before_next(setback::no_answer, 1, 0ms, lowest) == std::nullopt);
  CHECK(wait_before_next(setback::no_answer, 1, -1s, lowest) == std::nullopt);
  CHECK(schedule(setback::throttled, 0.5, 4s) == std::vector<span>{500ms, 1s, 2s});
}

TEST_CASE("the dice are asked once for each wait, and the failures are counted") {
  std::vector<double> numbers{0.1, 0.9, 0.25};
  std::size_t asked = 0;
  retries attempts([&] { return numbers.at(asked++); });
  CHECK(attempts.as_number().empty());
  CHECK(attempts.next(setback::no_answer, after(for_ever)) == 100ms);
  CHECK(attempts.next(setback::cut_off, after(for_ever)) == 1800ms);
  CHECK(attempts.as_number() == ", at attempt 3");
  CHECK(attempts.next(setback::no_answer, after(for_ever)) == 1s);
  numbers.push_back(0.5);
  CHECK(attempts.next(setback::no_answer, after(for_ever)) == std::nullopt);
  CHECK(attempts.failed() == 4);
  CHECK(attempts.in_words(attempts.failed()).starts_with(" It was tried 4 times in 0.0s."));
  CHECK(attempts.in_words(1).empty());
}

TEST_CASE("who was turned away more often for another reason has had its turns") {
  retries attempts([] { return 0.5; });
  for (int i = 0; i < 4; ++i) CHECK(attempts.next(setback::throttled, after(for_ever)));
  CHECK_FALSE(attempts.next(setback::no_answer, after(for_ever)));
}

TEST_CASE("two sequences of dice differ and stay within bounds") {
  auto one = make_dice(), other = make_dice();
  bool differ = false;
  for (int i = 0; i < 100; ++i) {
    const double a = one(), b = other();
    CHECK((a >= 0 && a < 1));
    differ = differ || a != b;
  }
  CHECK(differ);
}

TEST_CASE("what may pass by itself is told from what will not") {
  const auto at = [](net_failure what) { return net_error{what, "", {}}; };
  CHECK(setback_at_name(at(net_failure::name_not_found)) == setback::unknown_name);
  CHECK(setback_at_name(at(net_failure::unreachable)) == setback::no_answer);
  CHECK_FALSE(setback_at_name(at(net_failure::other)));
  for (const auto what : {net_failure::refused, net_failure::unreachable, net_failure::timed_out, net_failure::closed})
    CHECK(setback_at_tcp(at(what)) == setback::no_answer);
  for (const auto what : {net_failure::not_permitted, net_failure::cancelled, net_failure::other})
    CHECK_FALSE(setback_at_tcp(at(what)));
  CHECK(setback_behind_jump_host(at(net_failure::refused)) == setback::no_answer);
  for (const auto what : {net_failure::not_permitted, net_failure::unsupported, net_failure::closed, net_failure::timed_out})
    CHECK_FALSE(setback_behind_jump_host(at(what)));
}

TEST_CASE("a server that closes is asked again, unless it is none of SSH") {
  CHECK(setback_of_closed(said("")) == setback::cut_off);
  CHECK(setback_of_closed(said("SSH-2.0-OpenSSH_10.0\r\n")) == setback::cut_off);
  CHECK(setback_of_closed(said("Exceeded MaxStartups\r\n")) == setback::throttled);
  CHECK(setback_of_closed(said("Not allowed at this time\r\n")) == setback::throttled);
  CHECK_FALSE(setback_of_closed(said("HTTP/1.1 400 Bad Request\r\n\r\n")));
  CHECK_FALSE(setback_of_closed(said("220 mail.example ESMTP\r\n")));
}

TEST_CASE("one attempt leaves time for others, where there is enough for more than one") {
  CHECK(share_of_attempt(30s) == 10s);
  CHECK(share_of_attempt(6s) == 5s);
  CHECK(share_of_attempt(1s) == 1s);
}
