// Containers that do the same job as another one: the same program with the same arguments, out of one image or out of two
// versions of it, on the same files. Replicas that Compose or a swarm was asked for are none.
#include <set>
#include <tuple>

#include <fmt/format.h>

#include "advise/rules.hpp"

namespace dropsweep {

namespace {

// What it is to be: replicas share it.
std::string service_of(const container& one) {
  const auto place = compose_place_of(one);
  const auto swarm = one.labels.find("com.docker.swarm.service.id");
  if (swarm != one.labels.end()) return "swarm " + swarm->second.raw();
  return place.service.empty() ? "container " + one.name.raw() : fmt::format("compose {} {}", place.project, place.service);
}

std::string repository_of_container(const advice_view& of, const container& one) {
  const auto* from = image_of(of, one.image_id);
  const auto repository = from != nullptr ? repository_of(*from) : std::string();
  return repository.empty() ? one.image_id : repository;
}

// Three sites out of one stock image, or two databases, are told apart by what they mount.
std::vector<std::string> data_of(const container& one) {
  std::vector<std::string> all;
  for (const auto& at : one.mounts) {
    if (at.type == mount::kind::bind || at.type == mount::kind::volume) all.push_back(at.source.raw());
  }
  std::ranges::sort(all);
  return all;
}

struct same_job {
  std::vector<const container*> members;  // one of each service
  std::set<std::string> services;
};

finding finding_of(const std::vector<const container*>& group) {
  finding it{.rule = "duplicates", .topic = advice_topic::runtimes};
  const bool one_image =
      std::ranges::all_of(group, [&](const container* one) { return one->image_id == group.front()->image_id; });
  it.what = fmt::format("{} containers look like duplicates: the same command, the same mounts, {}", group.size(),
                        one_image ? "the same image" : "images of one repository");
  std::vector<std::string> lines;
  byte_count sum, most;
  for (const auto* one : group) {
    lines.push_back(fmt::format("{} ({}): {}", one->name, one->image_reference,
                                one->memory_used ? format_bytes(*one->memory_used) : "memory unknown"));
    sum += one->memory_used.value_or(byte_count{});
    most = std::max(most, one->memory_used.value_or(byte_count{}));
  }
  add_evidence(it, std::move(lines));
  it.bytes = sum - most;
  it.costs = fmt::format("{} of memory if one of them is enough", format_bytes(*it.bytes));
  it.to_do = "Where their environment gives them different work, keep them; else keep one, and end what an earlier deploy left.";
  return it;
}

}  // namespace

findings on_duplicates(const advice_view& of) {
  using job = std::tuple<std::string, std::uint64_t, std::vector<std::string>>;
  std::map<job, same_job> groups;
  for (const auto* one : running_containers(of.seen)) {
    if (one->command_digest == 0 || one->one_off || is_builder(*one)) continue;
    auto& its = groups[{repository_of_container(of, *one), one->command_digest, data_of(*one)}];
    if (its.services.insert(service_of(*one)).second) its.members.push_back(one);
  }
  findings all;
  for (const auto& [what, its] : groups) {
    if (its.members.size() > 1) all.push_back(finding_of(its.members));
  }
  return all;
}

}  // namespace dropsweep
