#include "property/oracle.hpp"

#include <algorithm>
#include <cctype>

namespace dropsweep::property {

namespace {

std::string without(std::string text, std::string_view start) {
  return text.starts_with(start) ? text.substr(start.size()) : text;
}

bool single_word(std::string_view repository) { return repository.find('/') == std::string_view::npos; }

// Whether a repository is the hub's: its first part is no host.
bool of_the_hub(std::string_view repository) {
  if (single_word(repository)) return true;
  const auto first = repository.substr(0, repository.find('/'));
  return first != "localhost" && first.find_first_of(".:") == std::string_view::npos;
}

bool label_is(const labels& all, std::string_view key, std::string_view value) {
  return std::ranges::any_of(all, [&](const auto& one) { return one.first.raw() == key && one.second.raw() == value; });
}

std::vector<std::string> ways_to_write(const std::string& repository) {
  std::vector<std::string> all{repository};
  if (of_the_hub(repository)) {
    all.push_back("docker.io/" + repository);
    all.push_back("index.docker.io/" + repository);
    if (single_word(repository)) {
      for (const std::string start : {"", "docker.io/", "index.docker.io/"}) all.push_back(start + "library/" + repository);
    }
  }
  return all;
}

}  // namespace

read_name read(std::string_view reference) {
  read_name name;
  std::string rest(reference);
  if (const auto at = rest.find('@'); at != std::string::npos) {
    name.digest = rest.substr(at + 1);
    rest.resize(at);
  }
  const auto last_part = rest.rfind('/') == std::string::npos ? 0 : rest.rfind('/');
  if (const auto colon = rest.find(':', last_part); colon != std::string::npos) {
    name.tag = rest.substr(colon + 1);
    rest.resize(colon);
  }
  if (name.tag.empty() && name.digest.empty()) name.tag = "latest";
  rest = without(without(rest, "docker.io/"), "index.docker.io/");
  if (const auto word = without(rest, "library/"); single_word(word)) rest = word;
  name.repository = rest;
  return name;
}

bool looks_like(std::string_view pattern, std::string_view text) {
  if (pattern.empty()) return text.empty();
  if (pattern.front() == '*') {
    for (std::size_t taken = 0; taken <= text.size(); ++taken) {
      if (looks_like(pattern.substr(1), text.substr(taken))) return true;
    }
    return false;
  }
  return !text.empty() && (pattern.front() == '?' || pattern.front() == text.front()) &&
         looks_like(pattern.substr(1), text.substr(1));
}

bool persists(const labels& all) {
  for (const auto& [key, value] : all) {
    if (key.raw() != "persist") continue;
    std::string small;
    for (const char letter : value.raw()) small += static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
    return small != "false" && small != "no" && small != "off" && small != "0";
  }
  return false;
}

bool says_label(const keep_rule& rule, const labels& all) {
  if (rule.what != keep_rule::subject::label) return false;
  return std::ranges::any_of(
      all, [&](const auto& one) { return one.first.raw() == rule.pattern && (!rule.value || *rule.value == one.second.raw()); });
}

bool says_project(const keep_rule& rule, const labels& all) {
  return rule.what == keep_rule::subject::project &&
         (label_is(all, "com.docker.compose.project", rule.pattern) || label_is(all, "com.docker.stack.namespace", rule.pattern));
}

bool says_image(const keep_rule& rule, const image& it) {
  if (rule.what != keep_rule::subject::image) return false;
  if (looks_like(rule.pattern, it.id)) return true;
  const auto pinned = read(rule.pattern);
  for (const auto* names : {&it.tags, &it.digests}) {
    for (const auto& one : *names) {
      const auto name = read(one.raw());
      // A line with tag and digest: the digest says which image.
      if (!pinned.tag.empty() && !pinned.digest.empty() && pinned.digest == name.digest && pinned.repository == name.repository)
        return true;
      for (const auto& way : ways_to_write(name.repository)) {
        const auto whole = name.digest.empty() ? way + ":" + name.tag : way + "@" + name.digest;
        if (looks_like(rule.pattern, way) || looks_like(rule.pattern, whole)) return true;
      }
    }
  }
  return false;
}

moment trusted(const moment& when) {
  return when && *when >= std::chrono::sys_days{std::chrono::year{2013} / 1 / 1} ? when : std::nullopt;
}

moment later(const moment& a, const moment& b) { return std::max(a, b); }  // nullopt comes before every moment

moment used(const container& it) {
  if (it.finished) return trusted(it.finished);
  if (it.state == container_state::created) return trusted(it.created);
  return later(trusted(it.started), trusted(it.created));
}

moment used(const image& it) { return later(trusted(it.last_tagged), trusted(it.arrived)); }
moment used(const network& it) { return trusted(it.created); }
moment used(const cache_record& it) { return trusted(it.last_used ? it.last_used : it.created); }

}  // namespace dropsweep::property
