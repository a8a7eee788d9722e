// RFC 3339, read by hand: std::chrono::parse wants a locale and a stream, and takes what the engine never writes.
#include <algorithm>

#include "core/time.hpp"

namespace dropsweep {

namespace {

// Walks over the text; the first surprise makes everything after it fail, so that the grammar reads in one go.
class reader {
 public:
  explicit reader(std::string_view text) : rest_(text) {}

  int digits(std::size_t count) {
    int value = 0;
    for (std::size_t i = 0; i < count; ++i) {
      if (!at_digit()) return fail();
      value = value * 10 + (take() - '0');
    }
    return value;
  }
  void expect(std::string_view one_of) {
    if (rest_.empty() || !one_of.contains(rest_.front())) {
      fail();
    } else {
      last_ = take();
    }
  }
  bool next_is(std::string_view one_of) const { return !rest_.empty() && one_of.contains(rest_.front()); }
  bool at_digit() const { return next_is("0123456789"); }
  char last() const { return last_; }
  bool done() const { return good_ && rest_.empty(); }

 private:
  char take() {
    const char c = rest_.front();
    rest_.remove_prefix(1);
    return c;
  }
  int fail() {
    good_ = false;
    rest_ = {};
    return 0;
  }

  std::string_view rest_;
  char last_ = 0;
  bool good_ = true;
};

std::chrono::milliseconds read_fraction(reader& text) {
  int value = 0, scale = 100;
  do {
    value += text.digits(1) * scale;  // beyond the third digit the scale is 0
    scale /= 10;
  } while (text.at_digit());
  return std::chrono::milliseconds{value};
}

}  // namespace

std::optional<instant> parse_instant(std::string_view text) {
  namespace c = std::chrono;
  reader in(text);

  const c::year year{in.digits(4)};
  in.expect("-");
  const c::month month{static_cast<unsigned>(in.digits(2))};
  in.expect("-");
  const c::day day{static_cast<unsigned>(in.digits(2))};
  in.expect("Tt ");
  const c::hours hours{in.digits(2)};
  in.expect(":");
  const c::minutes minutes{in.digits(2)};
  in.expect(":");
  const c::seconds seconds{in.digits(2)};
  c::milliseconds fraction{};
  if (in.next_is(".")) {
    in.expect(".");
    fraction = read_fraction(in);
  }
  c::minutes offset{};
  in.expect("Zz+-");
  if (in.last() == '+' || in.last() == '-') {
    const int sign = in.last() == '-' ? -1 : 1;
    const int offset_hours = in.digits(2);
    in.expect(":");
    const int offset_minutes = in.digits(2);
    if (offset_hours > 23 || offset_minutes > 59) return std::nullopt;
    offset = sign * (c::hours{offset_hours} + c::minutes{offset_minutes});
  }
  const c::year_month_day date{year, month, day};
  const bool in_range = date.ok() && hours.count() < 24 && minutes.count() < 60 && seconds.count() <= 60;  // 60: a leap second
  if (!in.done() || !in_range) return std::nullopt;
  const instant moment = c::sys_days{date} + hours + minutes + seconds + fraction - offset;
  // In UTC: what is read can be written again, with a year of four digits.
  const auto in_utc = c::year_month_day{c::floor<c::days>(moment)}.year();
  if (in_utc <= c::year{1} || in_utc > c::year{9999}) return std::nullopt;
  return moment;
}

}  // namespace dropsweep
