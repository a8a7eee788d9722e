#include <algorithm>
#include <charconv>
#include <limits>
#include <utility>

#include "engine/paths.hpp"
#include "engine/read_one.hpp"

namespace dropsweep {

namespace {

// As many as the engine can count: what is made of them is a number, too.
constexpr std::int64_t restarts_most = std::numeric_limits<std::int32_t>::max();

// A state that a later engine may have is taken for running: whatever it means, the container is not ours to remove.
container_state to_state(const foreign& text) {
  using enum container_state;
  for (const auto& [word, state] : {std::pair{"created", created}, std::pair{"running", running}, std::pair{"paused", paused},
                                    std::pair{"restarting", restarting}, std::pair{"removing", removing},
                                    std::pair{"exited", exited}, std::pair{"dead", dead}}) {
    if (text == foreign(word)) return state;
  }
  return running;
}

container_health to_health(const foreign& text) {
  using enum container_health;
  for (const auto& [word, health] :
       {std::pair{"starting", starting}, std::pair{"healthy", healthy}, std::pair{"unhealthy", unhealthy}}) {
    if (text == foreign(word)) return health;
  }
  return none;
}

void read_mount(const fields& of, std::vector<mount>& mounts) {
  mount it;
  const auto type = of.text("Type").raw();
  it.destination = of.text("Destination");
  if (it.destination.empty()) it.destination = of.text("Target");
  it.source = of.text("Source");
  if (type == "volume") {
    it.type = mount::kind::volume;
    if (auto name = of.text("Name"); !name.empty()) it.source = std::move(name);
  } else if (type == "bind") {
    it.type = mount::kind::bind;
  } else if (type == "image") {
    it.type = mount::kind::image;
  } else if (type == "tmpfs") {
    it.type = mount::kind::tmpfs;
  }
  // An anonymous volume has no name in HostConfig; it has one in the container's own Mounts.
  if (it.source.empty() && it.type == mount::kind::volume) return;
  const bool known =
      std::ranges::any_of(mounts, [&](const mount& other) { return other.type == it.type && other.source == it.source; });
  if (!known) mounts.push_back(std::move(it));
}

void read_networks(const fields& of, container& it) {
  of.object("NetworkSettings").each_member("Networks", [&](const std::string& name, const fields& network) {
    it.networks.push_back({.id = network.id("NetworkID", is_network_id), .name = name});
  });
}

constexpr std::string_view of_a_container = "container:";

// Whose namespace a mode shares; "" mostly.
std::string shared_by(const std::string& mode) {
  return mode.starts_with(of_a_container) ? mode.substr(of_a_container.size()) : std::string();
}

// A container that never started may know its network only by this.
std::string read_network_mode(const fields& host, container& it) {
  const auto mode = host.text("NetworkMode").raw();
  if (mode.starts_with(of_a_container)) return shared_by(mode);
  const bool known =
      std::ranges::any_of(it.networks, [&](const network_use& use) { return use.name == foreign(mode) || use.id == mode; });
  if (!mode.empty() && mode != "default" && !known) it.networks.push_back({.id = is_network_id(mode) ? mode : "", .name = mode});
  return {};
}

// The engine's `json-file` keeps everything unless it is given a size; `local` has one of its own, the others keep no files.
void read_log(const fields& of, container& it) {
  it.log_driver = of.word("Type");
  const auto size = of.object("Config").text("max-size").raw();
  it.log_rotates = it.log_driver != "json-file" || (!size.empty() && size != "-1");
}

std::uint64_t digest_of_command(const fields& of) {
  auto all = of.text("Path").raw();
  of.each_text("Args", [&](const std::string& one) { all.append(1, '\0').append(one); });
  return std::hash<std::string>{}(all);
}

std::uint16_t to_port(std::string_view text) {
  std::uint16_t port = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), port);
  return failed == std::errc{} && end == text.data() + text.size() ? port : std::uint16_t{0};
}

// {"80/tcp": [{"HostIp": "0.0.0.0", "HostPort": "8000"}], "9000/tcp": null}
void read_ports(const fields& of, const char* key, container& it) {
  of.each_key(key, [&](const std::string& inside) {
    const auto slash = inside.find('/');
    if (slash != std::string::npos && inside.substr(slash) != "/tcp") return;
    of.object(key).each_object(inside.c_str(), [&](const fields& binding) {
      published_port port{.host_address = binding.word("HostIp"),
                          .host_port = to_port(binding.text("HostPort").raw()),
                          .container_port = to_port(std::string_view(inside).substr(0, slash))};
      if (port.host_port != 0) it.ports.push_back(std::move(port));
    });
  });
}

}  // namespace

read_result<std::vector<container>> read_container_list(std::string_view body) {
  return read_objects(body, [](const fields& of) {
    container it;
    it.id = of.id("Id", is_object_id);
    if (it.id.empty()) of.complain("a container has no Id");
    // Beside its own name ("/web") it may have those that legacy links gave it ("/other/alias").
    of.each_text("Names", [&](const std::string& name) {
      if (it.name.empty() && name.starts_with('/') && !std::string_view(name).substr(1).contains('/'))
        it.name = foreign(name.substr(1));
    });
    it.image_id = of.id("ImageID", is_image_id);
    it.image_reference = of.text("Image");
    it.state = to_state(of.text("State"));
    it.created = of.time("Created");
    it.labels = of.labels("Labels");
    of.each_object("Mounts", [&](const fields& mounted) { read_mount(mounted, it.mounts); });
    read_networks(of, it);
    // All that is known of one that cannot be inspected.
    if (auto whose = read_network_mode(of.object("HostConfig"), it); is_object_id(whose)) it.joins.push_back(std::move(whose));
    return it;
  });
}

read_result<inspected_container> read_container(std::string_view body) {
  return read_object(body, [](const fields& of) {
    inspected_container inspected;
    auto& it = inspected.it;
    it.id = of.id("Id", is_object_id);
    if (it.id.empty()) of.complain("a container has no Id");
    const auto name = of.text("Name").raw();
    it.name = foreign(name.starts_with('/') ? name.substr(1) : name);
    it.image_id = of.id("Image", is_image_id);
    it.created = of.time("Created");
    it.restart_count = std::clamp<std::int64_t>(of.number("RestartCount"), 0, restarts_most);

    const auto state = of.object("State");
    it.state = to_state(state.text("Status"));
    it.health = to_health(state.object("Health").text("Status"));
    it.started = state.time("StartedAt");
    it.finished = state.time("FinishedAt");
    it.exit_code = static_cast<int>(std::clamp<std::int64_t>(state.number("ExitCode"), -65'536, 65'536));

    const auto config = of.object("Config");
    it.image_reference = config.text("Image");
    it.labels = config.labels("Labels");

    const auto host = of.object("HostConfig");
    of.each_object("Mounts", [&](const fields& mounted) { read_mount(mounted, it.mounts); });
    host.each_object("Mounts", [&](const fields& mounted) { read_mount(mounted, it.mounts); });  // image mounts stand here only
    read_networks(of, it);
    auto& shares = inspected.shares;
    shares.network_of = read_network_mode(host, it);
    for (const auto& whose : {shares.network_of, shared_by(host.text("PidMode").raw()), shared_by(host.text("IpcMode").raw())}) {
      if (!whose.empty()) shares.of.push_back(whose);
    }
    read_ports(of.object("NetworkSettings"), "Ports", it);
    if (it.ports.empty()) read_ports(host, "PortBindings", it);
    it.memory_killed = state.flag("OOMKilled");
    it.command_digest = digest_of_command(of);
    read_log(host.object("LogConfig"), it);
    const auto oneoff = it.labels.find("com.docker.compose.oneoff");
    it.one_off = host.flag("AutoRemove") || (oneoff != it.labels.end() && oneoff->second == foreign("True"));
    if (const auto limit = host.size("Memory"); limit.value > 0) it.memory_limit = limit;
    return inspected;
  });
}

void add_inspection(container& listed, container inspected) {
  listed.labels.merge(inspected.labels);
  inspected.labels = std::move(listed.labels);
  listed = std::move(inspected);
}

memory_reading read_memory(std::string_view body) {
  const auto seen = read_object(body, [](const fields& of) {
    const auto memory = of.object("memory_stats");
    memory_reading found{.used = memory.known_size("usage"), .cache = {}, .peak = memory.known_size("max_usage")};
    if (!found.used) return found;
    const auto stats = memory.object("stats");
    // Without the page cache, which the kernel drops before it kills anything: what was read lately too, which `docker stats`
    // leaves in. cgroup v1, then v2.
    for (const std::string prefix : {"total_", ""}) {
      const auto idle = stats.known_size((prefix + "inactive_file").c_str());
      const auto active = stats.known_size((prefix + "active_file").c_str()).value_or(byte_count{});
      if (!idle || *idle + active >= *found.used) continue;
      found.cache = *idle + active;
      found.used = *found.used - *found.cache;
      break;
    }
    return found;
  });
  return seen ? *seen : memory_reading{};
}

}  // namespace dropsweep
