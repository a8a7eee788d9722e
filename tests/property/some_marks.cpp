// What objects of several kinds carry: dates and labels.
#include "property/host_maker.hpp"

namespace dropsweep::property {

namespace {

using namespace std::chrono_literals;
using std::chrono::sys_days;
using std::chrono::year;

constexpr instant first_year = sys_days{year{1} / 1 / 1};
constexpr instant before_docker = sys_days{year{2013} / 1 / 1} - 1ms;

}  // namespace

std::optional<instant> host_maker::some_moment() {
  static constexpr std::array<span, 14> ago{0ms,     5min,    11min,    59min,     2h,  30h,   6 * 24h,
                                            8 * 24h, 9 * 24h, 40 * 24h, 300 * 24h, -1h, -119s, -121s};
  const auto now = facts_.engine.clock;
  switch (roll_.below(48)) {
    case 0:
    case 1:
    case 2:
    case 3: return std::nullopt;
    case 4: return instant{};  // 1970
    case 5: return first_year;
    case 6: return before_docker;
    case 7: return before_docker + 1ms;
    case 8:
    case 9: return now - rules_.min_age;
    case 10: return now - rules_.min_age - 1ms;
    case 11:
    case 12: return now - rules_.older_than;
    case 13:
    case 14: return now - rules_.older_than - 1ms;
    case 15: return now - 2 * rules_.older_than;
    case 16: return now + 2min + std::chrono::milliseconds(roll_.below(2));
    case 17:
    case 18:
    case 19:
    case 20:
    case 21:
    case 22:
    case 23:
    case 24: return now - 300 * 24h;
    default: return now - roll_.pick(ago);
  }
}

// Whatever a ledger may say, be it possible or not.
sightings host_maker::some_sightings() {
  sightings seen;
  if (roll_.one_in(2)) seen.first = some_moment();
  if (roll_.one_in(2)) seen.last_in_use = some_moment();
  if (!roll_.one_in(3)) seen.unused_since = some_moment();
  return seen;
}

labels host_maker::some_labels() {
  labels all;
  static constexpr std::array yes_and_no{"true", "true", "TRUE", "1", "", "maybe", "false", "No", "OFF", "0"};
  if (roll_.one_in(12)) all["persist"] = roll_.pick(yes_and_no);
  if (roll_.one_in(48)) all["Persist"] = "true";  // another word
  if (roll_.one_in(6)) all["team"] = roll_.one_in(2) ? "shop" : "ops";
  if (roll_.one_in(12)) all["com.docker.compose.project"] = roll_.one_in(3) ? "shopping" : "shop";
  if (roll_.one_in(16)) all["com.docker.stack.namespace"] = roll_.one_in(3) ? "web" : "shop";
  return all;
}

}  // namespace dropsweep::property
