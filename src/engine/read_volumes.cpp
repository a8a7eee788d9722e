#include "engine/paths.hpp"
#include "engine/read_one.hpp"

namespace dropsweep {

namespace {

volume to_volume(const fields& of) {
  volume it;
  it.name = of.text("Name");
  if (it.name.empty()) of.complain("a volume has no Name");
  it.driver = of.word("Driver");
  of.each_key("Options", [&](const std::string&) { it.driver_options = true; });
  it.labels = of.labels("Labels");
  it.anonymous = it.labels.contains("com.docker.volume.anonymous") || is_hex(it.name.raw(), 64);
  it.created = of.time("CreatedAt");
  it.size = of.object("UsageData").known_size("Size");
  return it;
}

}  // namespace

read_result<std::vector<volume>> read_volume_list(std::string_view body) {
  static constexpr std::array<std::string_view, 1> list{"Volumes"};
  std::vector<volume> volumes;
  label_budget<volume> budget;
  std::string complaint;
  auto document = read_json(body, list, [&](std::size_t, json element) {
    const fields of(element, complaint);
    budget.add(volumes, to_volume(of), of);
  });
  if (!document) return std::unexpected(std::move(document.error()));
  fields(*document, complaint).list("Volumes");
  if (!complaint.empty()) return std::unexpected(std::move(complaint));
  return volumes;
}

read_result<volume> read_volume(std::string_view body) { return read_object(body, to_volume); }

}  // namespace dropsweep
