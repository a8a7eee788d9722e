// The rules' words, told a second time as plainly as possible and without the planner's code: what a name means, what is
// protected, how old something is. Slow where slow is simpler.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/policy.hpp"
#include "model/survey.hpp"

namespace dropsweep::property {

// "docker.io/library/nginx" -> nginx, latest, no digest.
struct read_name {
  std::string repository, tag, digest;
};
read_name read(std::string_view reference);

bool looks_like(std::string_view pattern, std::string_view text);  // '*' and '?'

bool persists(const labels& all);
bool says_label(const keep_rule& rule, const labels& all);
bool says_project(const keep_rule& rule, const labels& all);
bool says_image(const keep_rule& rule, const image& it);

// When each was used last by its own dates; nullopt: nobody knows. An age exactly on a line is still young.
using moment = std::optional<instant>;
moment trusted(const moment& when);  // nothing of Docker's is older than Docker
moment later(const moment& a, const moment& b);
moment used(const container& it);
moment used(const image& it);
moment used(const network& it);
moment used(const cache_record& it);

}  // namespace dropsweep::property
