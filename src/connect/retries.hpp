// What is tried again on the way to a host, how often and when. Only what passes by itself, and nothing once a user has begun to
// authenticate: an account must not be locked out, and a host that showed a wrong key will show it again.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "connect/greeting.hpp"
#include "net/deadline.hpp"

namespace dropsweep {

// Why an attempt came to nothing, as far as another one may do better.
enum class setback {
  unknown_name,  // name servers say that there is no such name
  no_answer,     // refused, no route, silence; or no name server that answers
  cut_off,       // connected, and closed before the host had proved its key
  throttled,     // the same, and the server says that it takes no more connections for now
};

// A typo in a name or a port costs its user a few seconds; a server that is there and asks for patience gets more of it.
unsigned most_attempts(setback seen);

// How long to wait after the attempt number `made` has failed; nothing: it was the last, because there were enough or because the
// wait would not end within what is `left`. Exponential with full jitter, so that those who were turned away together do not
// come back together; `dice` is from [0, 1). Pure.
std::optional<span> wait_before_next(setback seen, unsigned made, span left, double dice);

// Each look at this machine's side of a failure. Nothing: another attempt would end the same way.
std::optional<setback> setback_at_name(const net_error& why);
std::optional<setback> setback_at_tcp(const net_error& why);
std::optional<setback> setback_behind_jump_host(const net_error& why);

// Of a server that closed the connection, by what it had said until then.
std::optional<setback> setback_of_closed(const greeting& heard);

// How long one attempt may wait for TCP, so that there is time for others.
span share_of_attempt(span connect_timeout);

// The attempts on one host.
class retries {
 public:
  using dice = std::function<double()>;

  explicit retries(dice random) : random_(std::move(random)) {}

  // After an attempt that failed: the wait before the next one, if there is to be one.
  std::optional<span> next(setback seen, deadline until);

  unsigned failed() const noexcept { return failed_; }
  // The end of a sentence about the attempt number `made`, which was the last: " It was tried 4 times in 5.2s."
  std::string in_words(unsigned made) const;
  // ", at attempt 3" where it was not the first that succeeded.
  std::string as_number() const;

 private:
  dice random_;
  std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
  unsigned failed_ = 0;
};

// Another sequence in each process and for each host.
retries::dice make_dice();

}  // namespace dropsweep
