// Health and memory in the summary.
#include <fmt/format.h>

#include <algorithm>

#include "report/markdown.hpp"
#include "report/standing.hpp"
#include "report/summary_parts.hpp"
#include "report/text.hpp"

namespace dropsweep {

namespace {

constexpr std::size_t log_line_limit = 400;
constexpr std::size_t memory_rows = 20;

std::string_view sign_of(standing how) {
  switch (how) {
    case standing::healthy:
    case standing::recovered: return "✅";
    case standing::down: return "❌";
    case standing::was_already_down: return "⚠️";
    case standing::broke: return "🚑";
    case standing::unchecked: return "❔";
  }
  return "";
}

std::string seen(const std::optional<observation>& one) {
  if (!one) return "—";
  auto text = sentence(one->saw);
  if (!one->healthy && !one->body.empty()) text += "<br>" + code(one->body.raw(), 200);
  return text;
}

// Of each host the first one is open: most often it is the reason.
class last_words {
 public:
  explicit last_words(summary_text& summary) : summary_(summary) {}

  void add(std::string_view whose, const foreign& log) {
    if (log.empty()) return;
    summary_.add(fmt::format("<details{}><summary>The last log lines of {}</summary>\n\n{}\n</details>\n\n",
                             first_ ? " open" : "", code(whose), fenced(last_lines(log.raw(), log_lines_told, log_line_limit))));
    first_ = false;
  }

 private:
  summary_text& summary_;
  bool first_ = true;
};

std::string memory_limit(const container& one) {
  if (!one.memory_limit) return "none";
  if (!one.memory_used || one.memory_limit->value <= 0) return format_bytes(*one.memory_limit);
  return fmt::format("{} ({}% used)", format_bytes(*one.memory_limit), one.memory_used->value * 100 / one.memory_limit->value);
}

}  // namespace

void add_health(summary_text& summary, const host_record& host) {
  if (!host.health) return;
  const auto& health = *host.health;
  if (!health.services.empty()) {
    summary_rows rows;
    for (const auto& service : health.services) {
      const auto how = standing_of(service, host);
      rows.push_back(table_row(
          {code(service.name), seen(service.before), seen(service.after), fmt::format("{} {}", sign_of(how), name(how))}));
    }
    const bool well = std::ranges::all_of(health.services,
                                          [&](const service_report& one) { return standing_of(one, host) == standing::healthy; });
    summary.add_list(fmt::format("<details{}><summary>{} Health: {}</summary>\n\n", well ? "" : " open", well ? "✅" : "🩺",
                                 health_words(host)) +
                         table_head({"service", "before", "after", "verdict"}),
                     std::move(rows), "\n</details>\n\n");
  }
  last_words words(summary);
  for (const auto& service : health.services) words.add(service.name, service.log_tail);
  if (!health.containers.empty()) {
    summary_rows rows;
    for (const auto& container : health.containers)
      rows.push_back(table_row({code(container.name.raw()), "🚑 " + sentence(container.what)}));
    summary.add_list("**Containers that ran before the sweep**\n\n" + table_head({"container", "after"}), std::move(rows), "\n");
  }
  for (std::size_t i = 0; i < std::min<std::size_t>(health.containers.size(), 20); ++i) {
    words.add(health.containers[i].name.raw(), health.containers[i].log_tail);
  }
}

void add_memory(summary_text& summary, const host_record& host) {
  if (!host.before) return;
  std::vector<const container*> running;
  byte_count sum;
  std::size_t unlimited = 0;
  for (const auto& one : host.before->containers) {
    if (!runs(one) || !one.memory_used) continue;
    running.push_back(&one);
    sum += *one.memory_used;
    if (!one.memory_limit) ++unlimited;
  }
  if (running.empty()) return;
  std::ranges::sort(running, [](const container* a, const container* b) {
    return a->memory_used != b->memory_used ? a->memory_used > b->memory_used : a->name < b->name;
  });
  summary_rows rows;
  for (std::size_t i = 0; i < std::min(memory_rows, running.size()); ++i) {
    rows.push_back(
        table_row({code(running[i]->name.raw(), 120), format_bytes(*running[i]->memory_used), memory_limit(*running[i])}));
  }
  const auto title = fmt::format("Memory of {}: {}{}", counted(std::ssize(running), "running container", "running containers"),
                                 format_bytes(sum), unlimited > 0 ? fmt::format(", {} without a limit", unlimited) : "");
  std::string close = "\n";
  if (running.size() > memory_rows) close += fmt::format("The {} biggest of {}.\n\n", memory_rows, running.size());
  summary.add_list(fmt::format("<details><summary>{}</summary>\n\n", title) + table_head({"container", ">used", ">limit"}),
                   std::move(rows), close + "</details>\n\n");
}

}  // namespace dropsweep
