#include "model/reference_names.hpp"

#include <algorithm>

#include "core/glob.hpp"

namespace dropsweep {

namespace {

// As Docker shortens names: the hub goes without saying, and so does library/ in front of a single word.
std::string_view familiar(std::string_view repository) {
  for (const std::string_view hub : {"docker.io/", "index.docker.io/"}) {
    if (!repository.starts_with(hub)) continue;
    repository.remove_prefix(hub.size());
    break;
  }
  constexpr std::string_view official = "library/";
  if (repository.starts_with(official) && !repository.substr(official.size()).contains('/'))
    repository.remove_prefix(official.size());
  return repository;
}

// Docker's rule: the first part names a registry when it looks like a host.
bool names_registry(std::string_view repository) {
  const auto slash = repository.find('/');
  const auto first = repository.substr(0, slash);
  return slash != std::string_view::npos && (first.contains('.') || first.contains(':') || first == "localhost");
}

}  // namespace

std::string_view repository_of(std::string_view reference) {
  reference = reference.substr(0, reference.find('@'));
  const auto colon = reference.rfind(':');
  const auto slash = reference.rfind('/');
  // A colon before the last slash belongs to a registry's port.
  const bool tagged = colon != std::string_view::npos && (slash == std::string_view::npos || colon > slash);
  return tagged ? reference.substr(0, colon) : reference;
}

image_name parse_image_name(std::string_view reference) {
  image_name name;
  if (const auto at = reference.find('@'); at != std::string_view::npos) {
    name.digest = reference.substr(at + 1);
    reference = reference.substr(0, at);
  }
  const auto repository = repository_of(reference);
  if (repository.size() < reference.size()) {
    name.tag = reference.substr(repository.size() + 1);
  } else if (name.digest.empty()) {
    name.tag = "latest";
  }
  name.repository = familiar(repository);
  return name;
}

std::vector<std::string> spellings(std::string_view reference) {
  const auto name = parse_image_name(reference);
  std::vector<std::string> repositories{name.repository};
  if (!names_registry(name.repository)) {
    repositories.push_back("docker.io/" + name.repository);
    repositories.push_back("index.docker.io/" + name.repository);
    if (!name.repository.contains('/')) {
      repositories.push_back("library/" + name.repository);
      repositories.push_back("docker.io/library/" + name.repository);
      repositories.push_back("index.docker.io/library/" + name.repository);
    }
  }
  std::vector<std::string> all;
  all.reserve(3 * repositories.size());
  for (auto& repository : repositories) {
    if (!name.tag.empty()) all.push_back(repository + ":" + name.tag);
    if (!name.digest.empty()) all.push_back(repository + "@" + name.digest);
    all.push_back(std::move(repository));
  }
  // What is no proper reference still has its own name.
  if (std::ranges::find(all, reference) == all.end()) all.emplace_back(reference);
  return all;
}

bool names_image(std::string_view pattern, const std::vector<std::string>& spelled) {
  if (std::ranges::any_of(spelled, [&](const std::string& text) { return glob_matches(pattern, text); })) return true;
  // "repository:tag@sha256:...", as Compose files pin it: engines list the tag and the digest apart, and the digest says which
  // image.
  const auto pinned = parse_image_name(pattern);
  if (pinned.tag.empty() || pinned.digest.empty()) return false;
  return names_image(pinned.repository + "@" + pinned.digest, spelled);
}

}  // namespace dropsweep
