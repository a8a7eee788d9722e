#include "app/keep_ledger.hpp"

#include <set>

#include "net/together.hpp"
#include "plan/sightings.hpp"
#include "survey/ledger.hpp"
#include "survey/numbers.hpp"

namespace dropsweep {

namespace {

using namespace std::chrono_literals;

constexpr span write_within = 20s;

// Two sightings prove that time has passed between them. A host that boots with a clock of last year, and sets it right before
// the next run, would prove a year by them.
constexpr span clock_behind_most = 1h;

// What is gone, or may be. An image that comes again has its old id; a volume has another date then, so that one which could not
// be removed this time need not begin anew.
std::set<std::string_view> gone_of(object_kind kind, const std::vector<outcome>& outcomes) {
  std::set<std::string_view> gone;
  for (const auto& one : outcomes) {
    if (one.item.kind != kind) continue;
    const bool may_be_gone = one.fate == fate::unknown || one.fate == fate::failed;
    if (one.fate == fate::removed || (may_be_gone && kind == object_kind::image)) gone.insert(one.item.id);
  }
  return gone;
}

// "" or why it could not be written.
task<std::string> write_state(host_way& way, std::string_view what, std::string text) {
  const auto request = fmt::format("write-{} {}", what, text.size());
  const auto answer = co_await way.shell().ask(request, std::move(text), 1000, after(write_within));
  if (answer && *answer == "written\n") co_return "";
  co_return answer ? "no space, or no permission" : answer.error().detail;
}

}  // namespace

task<std::string> keep_ledger(host_way& way, survey& seen, const std::vector<outcome>& outcomes) {
  if (!seen.has_ledger || seen.ledger_unread) co_return "";
  if (seen.engine.clock + clock_behind_most < std::chrono::system_clock::now())
    co_return fmt::format("The ledger was not written: the engine's clock ({}) is behind this machine's.",
                          format_instant(seen.engine.clock));
  note_sightings(seen);
  auto text =
      ledger_of(seen, {.images = gone_of(object_kind::image, outcomes), .volumes = gone_of(object_kind::volume, outcomes)});
  const auto [ledger, numbers] =
      co_await together(write_state(way, "ledger", std::move(text)), write_state(way, "numbers", numbers_of(seen)));
  if (!ledger.empty())
    co_return fmt::format("The ledger could not be written on the host ({}): the next run knows no more than this one.", ledger);
  if (!numbers.empty())
    co_return fmt::format("What was measured could not be written on the host ({}): no growth can be told from it.", numbers);
  co_return "";
}

}  // namespace dropsweep
