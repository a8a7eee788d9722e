// Connections to PostgreSQL: each is a process of its own on the host, used or not.
#include <fmt/format.h>

#include "advise/process_words.hpp"
#include "advise/rules.hpp"

namespace dropsweep {

namespace {

constexpr std::int64_t idle_least = 10;    // a pool's few are what pools are for
constexpr std::int64_t idle_percent = 50;  // of all connections
constexpr std::int64_t pool_percent = 80;  // of max_connections
constexpr std::int64_t usual_most = 100;   // PostgreSQL's own, where the command line says nothing
constexpr std::int64_t stuck_transactions = 3;

struct tally {
  std::int64_t all = 0, idle = 0, in_transaction = 0;
  byte_count idle_resident;
  std::optional<std::int64_t> most;
  std::map<std::string, std::int64_t> idle_by_client;
};

tally count_connections(const container_processes& of) {
  tally found;
  for (const auto& process : of.all) {
    const auto& command = process.command.raw();
    if (!found.most && is_postgres(command)) found.most = max_connections_of(command);
    const auto connection = connection_of(command);
    if (!connection) continue;
    ++found.all;
    if (connection->state == connection_state::active) continue;
    ++(connection->state == connection_state::idle ? found.idle : found.in_transaction);
    found.idle_resident += process.resident;
    if (found.idle_by_client.size() < 1000)
      ++found.idle_by_client[fmt::format("{} as {}", foreign(connection->client), foreign(connection->user))];
  }
  return found;
}

std::vector<std::string> clients(const tally& of) {
  std::vector<std::pair<std::int64_t, std::string>> sorted;
  sorted.reserve(of.idle_by_client.size());
  for (const auto& [who, times] : of.idle_by_client) sorted.emplace_back(times, who);
  std::ranges::stable_sort(sorted, [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<std::string> lines;
  lines.reserve(sorted.size());
  for (const auto& [times, who] : sorted) lines.push_back(fmt::format("{} from {}", times, who));
  return lines;
}

finding finding_of(const container& which, const tally& of, bool full) {
  finding it{.rule = "idle-connections", .topic = advice_topic::databases, .how_soon = full ? urgency::now : urgency::saving};
  const auto idle = of.idle + of.in_transaction;
  it.what = idle * 2 >= of.all
                ? fmt::format("{} of {} PostgreSQL connections of {} are idle", idle, of.all, which.name)
                : fmt::format("{} of PostgreSQL's connections of {} are taken, {} of them idle", of.all, which.name, idle);
  it.evidence.push_back(fmt::format("{} active, {} idle, {} idle in a transaction", of.all - idle, of.idle, of.in_transaction));
  it.evidence.push_back(
      of.most ? fmt::format("max_connections {}: {}% of them are taken", *of.most, of.all * 100 / *of.most)
              : fmt::format("max_connections is not in its command line; of PostgreSQL's own default, {}, {}% are taken",
                            usual_most, of.all * 100 / usual_most));
  it.evidence.push_back(fmt::format("the idle ones' processes have {} resident, with the shared buffers in each of them",
                                    format_bytes(of.idle_resident)));
  add_evidence(it, clients(of), 5);
  it.costs = fmt::format("{} on the host, several megabytes each", counted(idle, "process", "processes"));
  it.to_do =
      "Give each service a pool of a few connections that lets idle ones go, or put PgBouncer in between; what is idle in a "
      "transaction holds locks and keeps "
      "dead rows alive.";
  it.snippets.push_back({"psql, as a superuser",
                         "ALTER SYSTEM SET idle_session_timeout = '10min';\nALTER SYSTEM SET idle_in_transaction_session_timeout "
                         "= '1min';\nSELECT pg_reload_conf();\n"});
  return it;
}

}  // namespace

findings on_databases(const advice_view& of) {
  findings all;
  for (const auto& one : of.more.processes) {
    const auto* which = container_of(of, one.container);
    if (which == nullptr) continue;
    const auto found = count_connections(one);
    const auto idle = found.idle + found.in_transaction;
    const bool full = found.all * 100 >= found.most.value_or(usual_most) * pool_percent;
    const bool many_idle = idle >= idle_least && idle * 100 >= found.all * idle_percent;
    if (full || many_idle || found.in_transaction >= stuck_transactions) all.push_back(finding_of(*which, found, full));
  }
  return all;
}

}  // namespace dropsweep
