// engine_probe SOCKET [ROUNDS]: takes surveys of the engine behind a unix socket of this machine and prints what was seen and how long it took.
#include <fmt/format.h>
#include <sys/resource.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <cstdlib>
#include <exception>

#include "survey/take_survey.hpp"

using namespace dropsweep;

namespace {

stream_opener opener_of(dialer& dialing, std::string socket) {
  return [&dialing, socket](deadline until) -> task<result<std::unique_ptr<byte_stream>>> {
    auto stream = co_await dialing.dial(unix_endpoint{socket}, until);
    if (!stream) co_return std::unexpected(error{.code = exit_code::engine, .step = "socket", .seen = stream.error().detail, .theirs = {}, .advice = {}});
    co_return std::move(*stream);
  };
}

std::string when(const std::optional<instant>& moment) { return moment ? format_instant(*moment) : "-"; }

void print(const survey& seen) {
  const auto& e = seen.engine;
  fmt::print("engine {} (API {}) id {} on {} ({}), {} {}in {}, clock {}\n", e.version, e.api_version, e.engine_id, e.name, e.operating_system,
             e.storage_driver, e.containerd_store ? "(containerd store) " : "", e.root_dir, format_instant(e.clock));
  for (const auto& disk : seen.host.disks) {
    fmt::print("disk {}: {} of {} used ({}%), {} of {} inodes\n", disk.path, format_bytes(disk.used), format_bytes(disk.size), percent_used(disk),
               disk.inodes_used.value_or(-1), disk.inodes.value_or(-1));
  }
  fmt::print("memory {} of {}, load {}, up {}\n", format_bytes(seen.host.memory_available.value_or(byte_count{})),
             format_bytes(seen.host.memory_total.value_or(byte_count{})), seen.host.load.value_or(-1), format_age(seen.host.uptime.value_or(span{})));
  for (const auto& it : seen.images) {
    fmt::print("image {} {} tags {} shared {} created {} tagged {} arrived {} parent {} labels {}\n", it.id.substr(7, 12),
               it.tags.empty() ? foreign("-") : it.tags.front(), it.tags.size(), it.shared ? format_bytes(*it.shared) : "-", when(it.created),
               when(it.last_tagged), when(it.arrived), it.parent.empty() ? "-" : it.parent.substr(7, 12), it.labels.size());
  }
  for (const auto& it : seen.containers) {
    fmt::print("container {} {} state {} health {} finished {} memory {} limit {} layer {} image {}:", it.id.substr(0, 12), it.name,
               static_cast<int>(it.state), static_cast<int>(it.health), when(it.finished), it.memory_used ? format_bytes(*it.memory_used) : "-",
               it.memory_limit ? format_bytes(*it.memory_limit) : "-", format_bytes(it.writable_layer), it.image_reference);
    for (const auto& one : it.mounts) fmt::print(" {}->{}", one.source, one.destination);
    for (const auto& one : it.networks) fmt::print(" net {}={}", one.name, one.id.substr(0, 12));
    for (const auto& one : it.ports) fmt::print(" {}:{}->{}", one.host_address, one.host_port, one.container_port);
    fmt::print("\n");
  }
  for (const auto& it : seen.volumes)
    fmt::print("volume {} {}{}{} created {} size {}\n", it.name, it.driver, it.driver_options ? " options" : "", it.anonymous ? " anonymous" : "",
               when(it.created), it.size ? format_bytes(*it.size) : "-");
  for (const auto& it : seen.networks)
    fmt::print("network {} {} {}{} attached {}\n", it.id.substr(0, 12), it.name, it.driver, it.predefined ? " predefined" : "", it.attached.size());
  for (const auto& it : seen.cache)
    fmt::print("cache {} {} {} parents {}{}{} used {}: {}\n", it.id, it.type, format_bytes(it.size), it.parents.size(), it.in_use ? " in use" : "",
               it.shared ? " shared" : "", when(it.last_used), it.description);
  for (const auto& [name, line] : {std::pair{"images", seen.usage.images}, std::pair{"containers", seen.usage.containers},
                                   std::pair{"volumes", seen.usage.volumes}, std::pair{"build cache", seen.usage.build_cache}})
    fmt::print("df {}: {} total, {} active, {}, {} reclaimable\n", name, line.total, line.active, format_bytes(line.size), format_bytes(line.reclaimable));
  for (const auto& note : seen.notes) fmt::print("note: {}\n", note);
}

task<int> probe(std::string socket, int rounds) {
  const auto executor = co_await asio::this_coro::executor;
  const auto dialing = make_local_dialer(executor);
  const auto scripts = make_local_script_runner(executor);
  for (int round = 0; round < rounds; ++round) {
    const auto start = std::chrono::steady_clock::now();
    engine_reader engine(executor, opener_of(*dialing, socket), {});
    const auto seen = co_await take_survey(engine, *scripts, after(std::chrono::minutes{2}));
    const auto took = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
    if (!seen) {
      fmt::print("failed: {}\n", one_line(seen.error()));
      co_return 1;
    }
    if (round == 0) print(*seen);
    fmt::print("survey: {:.1f} ms: {} images, {} containers, {} volumes, {} networks, {} cache records\n", took, seen->images.size(),
               seen->containers.size(), seen->volumes.size(), seen->networks.size(), seen->cache.size());
  }
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  fmt::print("peak memory {} KiB\n", usage.ru_maxrss);
  co_return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  asio::io_context context;
  int status = 1;
  asio::co_spawn(context, probe(argv[1], argc > 2 ? std::atoi(argv[2]) : 1), [&](std::exception_ptr thrown, int ended) {
    if (thrown) std::rethrow_exception(thrown);
    status = ended;
  });
  context.run();
  return status;
}
