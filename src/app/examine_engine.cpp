// The engine behind its socket, what it lets the account do, and its disk.
#include "app/examine.hpp"
#include "model/host_advice.hpp"
#include "net/together.hpp"
#include "survey/host_probe.hpp"

namespace dropsweep {

namespace {

constexpr span answer_within = std::chrono::seconds{20};
constexpr std::size_t answer_most = 64 * 1024;
const std::string usual_root_dir = "/var/lib/docker";

// How the socket was opened is told by the link itself, with the first stream; on this machine there is no link to tell it.
void note_socket(host_visit& visit, const access_settings& given) {
  auto& steps = visit.record.steps;
  const auto way = visit.way->how_connected();
  if (steps.empty() || steps.back().name != "socket") visit.end("open by " + way);
  const bool by_command = way != "streamlocal" && way != "local socket";
  if (!by_command || given.sudo) return;
  steps.back().ended = step_end::lacking;
  steps.back().saw += ": the server forwards no sockets to this account, and each connection to the engine costs a process there";
  steps.back().advice = to_allow_sockets(given.docker_socket);
}

template <class T>
void keep_first(std::optional<error>& kept, const result<T>& answer) {
  if (!answer && !kept) kept = answer.error();
}

// The lists that a sweep reads.
task<std::optional<error>> forbidden_look(engine_reader& engine) {
  const auto [containers, images, volumes, networks, cache] =
      co_await together(engine.containers(), engine.images_now(), engine.volumes(), engine.networks(), engine.cache_now());
  std::optional<error> first;
  keep_first(first, containers);
  keep_first(first, images);
  keep_first(first, volumes);
  keep_first(first, networks);
  keep_first(first, cache);
  co_return first;
}

error no_removals(const std::string& host, const std::vector<engine_reader::forbidden_removal>& forbidden) {
  std::string kinds;
  for (const auto& one : forbidden) kinds += fmt::format("{}{}", kinds.empty() ? "" : ", ", one.what);
  return {.code = exit_code::engine,
          .step = "permissions",
          .seen = fmt::format("The engine of {} may be looked at, but removals are not let through to it ({}; asked with names "
                              "that nothing has).",
                              host, kinds),
          .theirs = forbidden.front().words,
          .advice = to_allow_removals()};
}

std::string words_of(const file_system& disk) {
  auto words = fmt::format("{} is {}% full, {} available", visible(disk.path), percent_used(disk), format_bytes(disk.available));
  if (disk.inodes && disk.inodes_used && *disk.inodes > 0)
    words += fmt::format(", {}% of its inodes used", *disk.inodes_used * 100 / *disk.inodes);
  return words;
}

}  // namespace

task<std::optional<engine_facts>> examine_engine(host_visit& visit) {
  visit.begin("socket");
  auto& engine = visit.way->engine();
  const auto spoken = co_await engine.negotiate();
  if (!spoken && visit.way->how_connected().empty()) {
    visit.fail(spoken.error());
    co_return std::nullopt;
  }
  note_socket(visit, access_to(visit.order.where, visit.how));
  visit.go_on_as("engine");  // since the socket was open
  if (!spoken) {
    visit.fail(spoken.error());
    co_return std::nullopt;
  }
  auto facts = co_await engine.facts();
  if (!facts) {
    visit.fail(facts.error());
    co_return std::nullopt;
  }
  visit.end(fmt::format("Docker {} (API {}), {} storage in {}", facts->version, engine.api_version(), facts->storage_driver,
                        visible(facts->root_dir)));
  co_return std::move(*facts);
}

task<void> examine_permissions(host_visit& visit) {
  visit.begin("permissions");
  auto& engine = visit.way->engine();
  if (auto failure = co_await forbidden_look(engine)) {
    failure->step = visit.step();
    visit.fail(std::move(*failure));
    co_return;
  }
  const auto forbidden = co_await engine.forbidden_removals();
  if (!forbidden) {
    visit.fail(forbidden.error());
  } else if (!forbidden->empty()) {
    visit.fail(no_removals(visit.record.host, *forbidden));
  } else {
    visit.end("the account may see all lists, and removals are let through (asked with names that nothing has)");
  }
}

task<void> examine_disk(host_visit& visit, const std::optional<engine_facts>& facts) {
  visit.begin("disk");
  const auto root_dir = facts && !facts->root_dir.empty() ? facts->root_dir : usual_root_dir;
  const auto answer = co_await visit.way->shell().ask("disk " + root_dir, "", answer_most, after(answer_within));
  if (!answer) co_return visit.end_lacking("how full it is stays unknown: " + answer.error().detail, "");
  const auto disks = read_host_probe(*answer, root_dir, facts && facts->containerd_store).facts.disks;
  if (disks.empty()) co_return visit.end_lacking("how full it is stays unknown: df does not tell", "");
  auto advice = on_a_full_disk(disks.front());
  if (advice.empty()) co_return visit.end(words_of(disks.front()));
  visit.end_lacking(words_of(disks.front()), std::move(advice));
}

}  // namespace dropsweep
