// The engine's client alone, on a unix socket of this machine:
//   engine_probe SOCKET [ROUNDS]               takes surveys, prints what was seen and how long it took
//   engine_probe SOCKET remove KIND NAME...    one removal after the other: container, image, volume, network, cache
//   engine_probe SOCKET look KIND NAME...      the second look: what is there now, and who uses it
#include <fmt/format.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <cstdlib>
#include <exception>
#include <fstream>

#include "engine/engine.hpp"
#include "survey/take_survey.hpp"

using namespace dropsweep;

namespace {

stream_opener opener_of(dialer& dialing, std::string socket) {
  return [&dialing, socket](deadline until) -> task<result<std::unique_ptr<byte_stream>>> {
    auto stream = co_await dialing.dial(unix_endpoint{socket}, until);
    if (!stream)
      co_return std::unexpected(
          error{.code = exit_code::engine, .step = "socket", .seen = stream.error().detail, .theirs = {}, .advice = {}});
    co_return std::move(*stream);
  };
}

std::string when(const std::optional<instant>& moment) { return moment ? format_instant(*moment) : "-"; }

void print(const survey& seen) {
  const auto& e = seen.engine;
  fmt::print("engine {} (API {}) id {} on {} ({}), {} {}in {}, clock {}\n", e.version, e.api_version, e.engine_id, e.name,
             e.operating_system, e.storage_driver, e.containerd_store ? "(containerd store) " : "", e.root_dir,
             format_instant(e.clock));
  for (const auto& disk : seen.host.disks) {
    fmt::print("disk {}: {} of {} used ({}%), {} of {} inodes\n", disk.path, format_bytes(disk.used), format_bytes(disk.size),
               percent_used(disk), disk.inodes_used.value_or(-1), disk.inodes.value_or(-1));
  }
  fmt::print("memory {} of {}, load {}, up {}\n", format_bytes(seen.host.memory_available.value_or(byte_count{})),
             format_bytes(seen.host.memory_total.value_or(byte_count{})), seen.host.load.value_or(-1),
             format_age(seen.host.uptime.value_or(span{})));
  for (const auto& it : seen.images) {
    fmt::print("image {} {} tags {} shared {} created {} tagged {} arrived {} parent {} labels {}\n", it.id.substr(7, 12),
               it.tags.empty() ? foreign("-") : it.tags.front(), it.tags.size(), it.shared ? format_bytes(*it.shared) : "-",
               when(it.created), when(it.last_tagged), when(it.arrived), it.parent.empty() ? "-" : it.parent.substr(7, 12),
               it.labels.size());
  }
  for (const auto& it : seen.containers) {
    fmt::print("container {} {} state {} health {} finished {} memory {} limit {} layer {} image {}:", it.id.substr(0, 12),
               it.name, static_cast<int>(it.state), static_cast<int>(it.health), when(it.finished),
               it.memory_used ? format_bytes(*it.memory_used) : "-", it.memory_limit ? format_bytes(*it.memory_limit) : "-",
               format_bytes(it.writable_layer), it.image_reference);
    for (const auto& one : it.mounts) fmt::print(" {}->{}", one.source, one.destination);
    for (const auto& one : it.networks) fmt::print(" net {}={}", one.name, one.id.substr(0, 12));
    for (const auto& one : it.ports) fmt::print(" {}:{}->{}", one.host_address, one.host_port, one.container_port);
    fmt::print("\n");
  }
  for (const auto& it : seen.volumes)
    fmt::print("volume {} {}{}{} created {} size {}\n", it.name, it.driver, it.driver_options ? " options" : "",
               it.anonymous ? " anonymous" : "", when(it.created), it.size ? format_bytes(*it.size) : "-");
  for (const auto& it : seen.networks)
    fmt::print("network {} {} {}{} attached {}\n", it.id.substr(0, 12), it.name, it.driver, it.predefined ? " predefined" : "",
               it.attached.size());
  for (const auto& it : seen.cache)
    fmt::print("cache {} {} {} parents {}{}{} used {}: {}\n", it.id, it.type, format_bytes(it.size), it.parents.size(),
               it.in_use ? " in use" : "", it.shared ? " shared" : "", when(it.last_used), it.description);
  for (const auto& [name, line] : {std::pair{"images", seen.usage.images}, std::pair{"containers", seen.usage.containers},
                                   std::pair{"volumes", seen.usage.volumes}, std::pair{"build cache", seen.usage.build_cache}})
    fmt::print("df {}: {} total, {} active, {}, {} reclaimable\n", name, line.total, line.active, format_bytes(line.size),
               format_bytes(line.reclaimable));
  for (const auto& note : seen.notes) fmt::print("note: {}\n", note);
}

// Not getrusage: its peak includes what this process was before exec, a copy of the caller.
void print_peak_memory() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmHWM")) fmt::print("{}\n", line);
  }
}

task<int> probe(std::string socket, int rounds) {
  const auto executor = co_await asio::this_coro::executor;
  const auto dialing = make_local_dialer(executor);
  const auto scripts = make_local_script_runner(executor);
  host_shell shell(executor, *scripts);
  for (int round = 0; round < rounds; ++round) {
    const auto start = std::chrono::steady_clock::now();
    engine_reader engine(executor, opener_of(*dialing, socket), {});
    const auto seen = co_await take_survey(engine, shell, after(std::chrono::minutes{2}));
    const auto took = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
    if (!seen) {
      fmt::print("failed: {}\n", one_line(seen.error()));
      co_return 1;
    }
    if (round == 0) print(*seen);
    fmt::print("survey: {:.1f} ms: {} images, {} containers, {} volumes, {} networks, {} cache records\n", took,
               seen->images.size(), seen->containers.size(), seen->volumes.size(), seen->networks.size(), seen->cache.size());
  }
  co_return 0;
}

task<removal> remove(engine& with, std::string kind, std::string name) {
  if (kind == "container") co_return co_await with.remove_container(name);
  if (kind == "image") co_return co_await with.remove_image(name);
  if (kind == "volume") co_return co_await with.remove_volume(name);
  if (kind == "network") co_return co_await with.remove_network(name);
  co_return co_await with.remove_cache_record(name);
}

template <class Now>
void print_look(std::string_view name, const Now& now, const result<std::vector<object_id>>& users) {
  fmt::print("{}: {}, users:", name, !now ? one_line(now.error()) : *now ? "there" : "gone");
  if (!users) fmt::print(" {}", one_line(users.error()));
  if (users) {
    for (const auto& id : *users) fmt::print(" {}", id.substr(0, 12));
  }
  fmt::print("\n");
}

task<void> look(engine_reader& with, std::string kind, std::string name) {
  if (kind == "container") print_look(name, co_await with.container_now(name), {});
  if (kind == "image") print_look(name, co_await with.image_now(name), co_await with.containers_of_images({name}));
  if (kind == "volume") print_look(name, co_await with.volume_now(name), co_await with.containers_of_volume(name));
  if (kind == "network") print_look(name, co_await with.network_now(name), co_await with.containers_of_network(name));
}

task<int> act(std::string socket, std::string what, std::string kind, std::vector<std::string> names) {
  const auto executor = co_await asio::this_coro::executor;
  const auto dialing = make_local_dialer(executor);
  engine_reader looking(executor, opener_of(*dialing, socket), {});
  if (const auto agreed = co_await looking.negotiate(); !agreed) {
    fmt::print("failed: {}\n", one_line(agreed.error()));
    co_return 1;
  }
  engine deleting(looking);
  for (const auto& name : names) {
    if (what == "look") {
      co_await look(looking, kind, name);
      continue;
    }
    const auto done = co_await remove(deleting, kind, name);
    fmt::print("{} {}: {}{}{}\n", kind, foreign(name), dropsweep::name(done.fate),
               done.engine_words.empty() ? "" : fmt::format(": {}", done.engine_words),
               done.reclaimed ? ", " + format_bytes(*done.reclaimed) : "");
  }
  co_return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  asio::io_context context;
  int status = 1;
  const std::vector<std::string> arguments(argv + 2, argv + argc);
  auto work = arguments.size() < 3 ? probe(argv[1], arguments.empty() ? 1 : std::atoi(arguments[0].c_str()))
                                   : act(argv[1], arguments[0], arguments[1], {arguments.begin() + 2, arguments.end()});
  asio::co_spawn(context, std::move(work), [&](std::exception_ptr thrown, int ended) {
    if (thrown) std::rethrow_exception(thrown);
    status = ended;
  });
  context.run();
  print_peak_memory();
  return status;
}
