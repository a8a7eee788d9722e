#include "report/figures.hpp"

#include <fmt/format.h>

#include "report/measures.hpp"

namespace dropsweep {

namespace {

// Where one row takes its numbers from: the lists count, /system/df weighs.
struct source {
  object_kind kind;
  std::string_view what;
  std::int64_t (*count)(const survey&);
  const disk_usage::line& (*weight)(const disk_usage&);  // networks weigh nothing
};

template <auto List>
std::int64_t size_of(const survey& seen) {
  return static_cast<std::int64_t>((seen.*List).size());
}

template <auto Line>
const disk_usage::line& line_of(const disk_usage& usage) {
  return usage.*Line;
}

constexpr source sources[] = {
    {object_kind::image, "images", size_of<&survey::images>, line_of<&disk_usage::images>},
    {object_kind::container, "containers", size_of<&survey::containers>, line_of<&disk_usage::containers>},
    {object_kind::volume, "volumes", size_of<&survey::volumes>, line_of<&disk_usage::volumes>},
    {object_kind::build_cache, "build cache", size_of<&survey::cache>, line_of<&disk_usage::build_cache>},
    {object_kind::network, "networks", size_of<&survey::networks>, nullptr},
};

std::optional<byte_count> weight(const survey& seen, const source& from) {
  if (from.weight == nullptr) return std::nullopt;
  return known_size(from.weight(seen.usage), static_cast<std::size_t>(from.count(seen)));
}

amount state(const survey& seen, const source& from) {
  const auto bytes = weight(seen, from);
  return {.count = fmt::format("{}", from.count(seen)), .size = bytes ? format_bytes(*bytes) : ""};
}

std::string signed_bytes(byte_count difference) {
  if (difference.value == 0) return "";
  return (difference.value > 0 ? "+" : "") + format_bytes(difference);
}

amount difference(const survey& before, const survey& after, const source& from) {
  const auto count = from.count(after) - from.count(before);
  const auto was = weight(before, from), is = weight(after, from);
  return {.count = count == 0 ? "" : fmt::format("{:+}", count), .size = was && is ? signed_bytes(*is - *was) : ""};
}

// What a dry run would take away, or what a sweep took whose second look is missing.
struct taken {
  std::int64_t count = 0;
  byte_count size;
};

taken taken_of(const host_record& host, object_kind kind, bool planned) {
  taken sum;
  const auto add = [&](const item& one, byte_count size) {
    if (one.kind != kind) return;
    ++sum.count;
    sum.size += size;
  };
  if (planned && host.plan) {
    for (const auto& one : host.plan->remove) add(one, one.size);
  }
  for (const auto& one : host.outcomes) {
    if (!planned && one.fate == fate::removed) add(one.item, claim_of(one));
  }
  return sum;
}

amount show(const taken& sum) {
  if (sum.count == 0) return {};
  return {.count = fmt::format("-{}", sum.count), .size = sum.size.value > 0 ? "-" + format_bytes(sum.size) : ""};
}

amount fullness(const file_system* disk) {
  if (disk == nullptr) return {};
  return {.count = fmt::format("{}%", percent_used(*disk)), .size = format_bytes(disk->used)};
}

std::optional<byte_count> memory_used(const std::optional<survey>& seen) {
  if (!seen || !seen->host.memory_total || !seen->host.memory_available) return std::nullopt;
  return *seen->host.memory_total - *seen->host.memory_available;
}

amount memory(const std::optional<survey>& seen) {
  const auto used = memory_used(seen);
  if (!used || seen->host.memory_total->value <= 0) return {};
  return {.count = fmt::format("{}%", used->value * 100 / seen->host.memory_total->value), .size = format_bytes(*used)};
}

std::vector<figure_row> disk_rows(const host_record& host) {
  std::vector<figure_row> rows;
  for (const auto& disk : disk_changes(host)) {
    const auto shrank = disk.shrank();
    rows.push_back({.what = rows.empty() ? "disk used" : "used on " + visible(disk.before->path),
                    .before = fullness(disk.before),
                    .after = fullness(disk.after),
                    .change = {.size = shrank ? signed_bytes(byte_count{} - *shrank) : ""}});
  }
  return rows;
}

figure_row memory_row(const host_record& host) {
  figure_row row{.what = "memory used", .before = memory(host.before), .after = memory(host.after)};
  const auto was = memory_used(host.before), is = memory_used(host.after);
  if (was && is) row.change.size = signed_bytes(*is - *was);
  return row;
}

}  // namespace

figure_table figures(const host_record& host, dry_run dry) {
  figure_table table;
  if (!host.before) return table;
  const bool planned = dry == dry_run::yes && host.plan && !host.plan->remove.empty();
  const bool swept = !host.outcomes.empty();
  if (host.after) {
    table = {.before = "before", .after = "after", .change = "change"};
  } else if (swept) {
    table = {.before = "before", .change = "removed"};
  } else if (planned) {
    table = {.before = "now", .change = "would go"};
  } else {
    table = {.before = "now"};
  }
  for (const auto& from : sources) {
    figure_row row{.what = std::string(from.what), .before = state(*host.before, from)};
    if (host.after) {
      row.after = state(*host.after, from);
      row.change = difference(*host.before, *host.after, from);
    } else if (planned || swept) {
      row.change = show(taken_of(host, from.kind, planned));
    }
    table.rows.push_back(std::move(row));
  }
  for (auto& row : disk_rows(host)) table.rows.push_back(std::move(row));
  if (auto row = memory_row(host); !row.before.count.empty()) table.rows.push_back(std::move(row));
  return table;
}

}  // namespace dropsweep
