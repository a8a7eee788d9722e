#include "app/examine.hpp"
#include "app/steps.hpp"

namespace dropsweep {

namespace {

// Past it nothing more can be asked, and what was lacking until then is no finding.
bool went_away(host_visit& visit) {
  if (!visit.way->lost()) return false;
  if (!visit.record.failure) visit.fail({});
  return true;
}

}  // namespace

task<void> examine(host_visit& visit) {
  if (const auto* host = std::get_if<ssh_address>(&visit.order.where.way)) {
    co_await examine_forwarding(visit, *host);
    if (went_away(visit)) co_return;
    co_await examine_exec(visit, host->user);
    if (went_away(visit)) co_return;
  }
  const auto facts = co_await examine_engine(visit);
  if (went_away(visit)) co_return;
  if (facts) co_await examine_permissions(visit);
  if (went_away(visit)) co_return;
  co_await examine_disk(visit, facts);
}

}  // namespace dropsweep
