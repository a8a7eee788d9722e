#include "model/reference_names.hpp"

#include "core/glob.hpp"

namespace dropsweep {

namespace {

std::string_view digest_of(std::string_view reference) {
  const auto at = reference.find('@');
  return at == std::string_view::npos ? std::string_view{} : reference.substr(at + 1);
}

std::string_view tag_of(std::string_view reference) {
  reference = reference.substr(0, reference.find('@'));
  const auto repository = repository_of(reference);
  return repository.size() == reference.size() ? "latest" : reference.substr(repository.size() + 1);
}

}  // namespace

std::string_view without_default_registry(std::string_view reference) {
  for (const std::string_view prefix : {"index.docker.io/", "docker.io/", "library/"}) {
    if (reference.starts_with(prefix)) reference.remove_prefix(prefix.size());
  }
  return reference;
}

std::string_view repository_of(std::string_view reference) {
  reference = reference.substr(0, reference.find('@'));
  const auto colon = reference.rfind(':');
  const auto slash = reference.rfind('/');
  // A colon before the last slash belongs to a registry's port.
  const bool tagged = colon != std::string_view::npos && (slash == std::string_view::npos || colon > slash);
  return tagged ? reference.substr(0, colon) : reference;
}

bool same_reference(std::string_view a, std::string_view b) {
  a = without_default_registry(a);
  b = without_default_registry(b);
  if (repository_of(a) != repository_of(b)) return false;
  const auto digest_a = digest_of(a), digest_b = digest_of(b);
  if (!digest_a.empty() && !digest_b.empty()) return digest_a == digest_b;
  return tag_of(a) == tag_of(b);
}

bool names_image(std::string_view pattern, std::string_view reference) {
  const auto wanted = without_default_registry(pattern), seen = without_default_registry(reference);
  return glob_matches(pattern, reference) || glob_matches(wanted, seen) || glob_matches(wanted, repository_of(seen));
}

}  // namespace dropsweep
