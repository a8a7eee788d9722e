#include "report/progress.hpp"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "report/text.hpp"
#include "report/writer.hpp"

namespace dropsweep {

namespace {

using namespace std::chrono_literals;

// A terminal is redrawn as often as an eye sees it; a log gets a line a second.
constexpr span terminal_pause = 100ms, log_pause = 1s;

std::size_t terminal_width() {
  winsize size{};
  return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 20 ? size.ws_col : 80;
}

span steady_now() { return std::chrono::duration_cast<span>(std::chrono::steady_clock::now().time_since_epoch()); }

}  // namespace

std::string render_progress(std::string_view host, const sweep_progress& at) {
  return fmt::format("{}: removing {}/{} · {} removed, {} kept, {} failed · {}", visible(host), at.done, at.planned, at.removed,
                     at.kept, at.failed, format_bytes(at.claimed));
}

progress_line::progress_line(bool terminal, bool quiet) : progress_line(terminal, quiet, &print, &steady_now) {}

progress_line::progress_line(bool terminal, bool quiet, sink out, stopwatch now)
    : terminal_(terminal), quiet_(quiet), out_(std::move(out)), now_(std::move(now)) {}

void progress_line::show(std::string_view text) {
  if (quiet_) return;
  const auto at = now_();
  if (last_ && at - *last_ < (terminal_ ? terminal_pause : log_pause)) return;
  last_ = at;
  const auto line = visible(text, 1000);
  // Wider than the terminal it would wrap, and only its last row could be erased again.
  out_(terminal_ ? "\r\x1b[2K" + fit(line, terminal_width() - 1) : line + "\n");
  live_ = terminal_;
}

void progress_line::say(std::string_view text) {
  if (quiet_) return;
  clear();
  out_(visible(text, 2000) + "\n");
}

void progress_line::clear() {
  if (live_) out_("\r\x1b[2K");
  live_ = false;
}

}  // namespace dropsweep
