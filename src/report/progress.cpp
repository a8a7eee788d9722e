#include "report/progress.hpp"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

#include "report/text.hpp"
#include "report/writer.hpp"

namespace dropsweep {

namespace {

using namespace std::chrono_literals;

// A terminal is redrawn as often as an eye sees it; a log gets a line a second.
constexpr span terminal_pause = 100ms, log_pause = 1s;

// The first few objects say little: connections warm up, and the engine takes containers faster than images.
constexpr std::size_t few = 5;
constexpr span soon = 2s;

std::size_t terminal_width() {
  winsize size{};
  return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 20 ? size.ws_col : 80;
}

span steady_now() { return std::chrono::duration_cast<span>(std::chrono::steady_clock::now().time_since_epoch()); }

// An estimate of seconds and minutes has no tenths.
std::string roughly(span length) {
  const auto seconds = std::max<std::int64_t>(1, (length.count() + 500) / 1000);
  return seconds < 120 ? fmt::format("{} s", seconds) : fmt::format("{} minutes", (seconds + 30) / 60);
}

}  // namespace

std::optional<span> time_left(span so_far, std::size_t done, std::size_t planned) {
  if (done < few || so_far < soon || planned <= done) return std::nullopt;
  return span{so_far.count() / static_cast<span::rep>(done) * static_cast<span::rep>(planned - done)};
}

std::string render_progress(std::string_view host, const sweep_progress& at) {
  auto line = fmt::format("{}: removing {}/{} · {}", visible(host), at.done, at.planned, format_bytes(at.claimed));
  if (at.kept > 0) line += fmt::format(" · {} kept", at.kept);
  if (at.failed > 0) line += fmt::format(" · {} failed", at.failed);
  if (at.left) line += fmt::format(" · about {} left", roughly(*at.left));
  return line;
}

progress_line::progress_line(log_shape shape, bool quiet) : progress_line(shape, quiet, &print, &steady_now) {}

progress_line::progress_line(log_shape shape, bool quiet, sink out, stopwatch now)
    : shape_(shape), quiet_(quiet), out_(std::move(out)), now_(std::move(now)) {}

void progress_line::write(std::string_view line) {
  if (shape_ == log_shape::actions && depth_ > 0 && !std::exchange(open_, true)) out_(group_line(title_));
  out_(line);
}

void progress_line::show(std::string_view text) {
  if (quiet_) return;
  const auto at = now_();
  const bool terminal = shape_ == log_shape::terminal;
  if (last_ && at - *last_ < (terminal ? terminal_pause : log_pause)) return;
  last_ = at;
  const auto line = visible(text, 1000);
  // Wider than the terminal it would wrap, and only its last row could be erased again.
  write(terminal ? "\r\x1b[2K" + fit(line, terminal_width() - 1) : line + "\n");
  live_ = terminal;
}

void progress_line::say(std::string_view text) {
  if (quiet_) return;
  clear();
  write(visible(text, 2000) + "\n");
}

void progress_line::clear() {
  if (live_) out_("\r\x1b[2K");
  live_ = false;
}

void progress_line::begin_fold(std::string_view title) {
  if (depth_++ == 0) title_ = visible(title, 200);
}

void progress_line::end_fold() {
  if (--depth_ == 0 && std::exchange(open_, false)) out_(end_of_group);
}

}  // namespace dropsweep
