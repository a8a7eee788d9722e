// What the user wants removed, and what never.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/time.hpp"

namespace dropsweep {

enum class sweep_mode { standard, aggressive, full };
enum class volume_scope { none, anonymous, named };  // each includes the one before it
enum class dry_run : bool { no, yes };

std::string_view name(sweep_mode mode);
std::string_view name(volume_scope scope);

// One `keep` line. Patterns are globs (core/glob.hpp).
struct keep_rule {
  enum class subject { image, volume, container, network, label, project };
  subject what;
  std::string pattern;               // of the name; for `label` the key, exact; for `project` the Compose project, exact
  std::optional<std::string> value;  // `label:KEY=VALUE` only
  std::string as_given;              // the line, for the reason in the report ("kept by keep: image:shop/*")

  friend bool operator==(const keep_rule&, const keep_rule&) = default;
};

struct policy {
  sweep_mode mode = sweep_mode::standard;
  span older_than{};  // the age line
  span min_age = std::chrono::minutes{10};
  unsigned keep_last = 0;
  volume_scope volumes = volume_scope::none;
  std::vector<keep_rule> keep;
  // The sweep may end as soon as there is room enough: what is missed least goes first (plan/order.hpp).
  bool until_enough = false;
  // Somebody works on the host: only stopped containers that belong to no Compose project go.
  bool narrow = false;
};

// The defaults of a mode: standard 1h, aggressive 168h, full the `min_age`; keep-last 1 in aggressive, 0 in full;
// volumes none in standard, anonymous otherwise.
policy default_policy(sweep_mode mode, span min_age = std::chrono::minutes{10});

}  // namespace dropsweep
