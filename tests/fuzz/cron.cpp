// Times of cron: what is read is written so that any cron reads the same, and next and last are neighbours.
#include "core/cron.hpp"
#include "fuzz/promise.hpp"

namespace dropsweep::fuzz::cron_fuzzer {

FUZZER(cron) {
  const auto when = parse_cron(text_of(data, size));
  if (!when) {
    must_be_visible(when.error());
    return 0;
  }
  must(when->text.find_first_not_of("0123456789*,-/ ") == std::string::npos, "a character that no cron takes");
  must(parse_cron(when->text) == when, "what was read is written as something else");
  const instant now{std::chrono::hours{24 * 365 * 50} + std::chrono::seconds{30}};
  const auto next = next_after(*when, now);
  must(next && *next > now, "a time that never comes was let through, or one that is over");
  must(last_until(*when, *next) == next, "the next one is not the last one of its own moment");
  const auto before = last_until(*when, *next - std::chrono::minutes{1});
  must(!before || *before <= now, "there is one between now and the next one");
  return 0;
}

}  // namespace dropsweep::fuzz::cron_fuzzer
