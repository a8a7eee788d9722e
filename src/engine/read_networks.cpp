#include <algorithm>

#include "engine/paths.hpp"
#include "engine/read_one.hpp"

namespace dropsweep {

namespace {

bool is_endpoint_key(std::string_view key) {
  // A container's id, or "ep-<id>" and "lb-<name>" for what swarm attaches.
  return !key.empty() && key.size() <= 100 && std::ranges::all_of(key, [](char letter) {
    return (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
           letter == '-' || letter == '_';
  });
}

network to_network(const fields& of) {
  network it;
  it.id = of.id("Id", is_network_id);
  if (it.id.empty()) of.complain("a network has no Id");
  it.name = of.text("Name");
  it.driver = of.word("Driver");
  it.scope = of.word("Scope");
  it.created = of.time("Created");
  it.labels = of.labels("Labels");
  const auto& name = it.name.raw();
  it.predefined = of.flag("Ingress") || of.flag("ConfigOnly") || name == "bridge" || name == "host" || name == "none" ||
                  name == "ingress" || name == "docker_gwbridge";
  of.each_key("Containers", [&](const std::string& key) {
    if (is_endpoint_key(key))
      it.attached.push_back(key);
    else
      of.complain("Containers has a name that is no id");
  });
  return it;
}

}  // namespace

read_result<std::vector<network>> read_network_list(std::string_view body) { return read_objects(body, to_network); }
read_result<network> read_network(std::string_view body) { return read_object(body, to_network); }

}  // namespace dropsweep
