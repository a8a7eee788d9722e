#include "report/console_parts.hpp"
#include "report/accounts.hpp"
#include "report/chore_words.hpp"
#include "report/figures.hpp"
#include "report/standing.hpp"
#include "report/text.hpp"
#include "report/verdict_line.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dropsweep {

namespace {

using align = console_table::align;

// A foreign line never starts a line of ours: this stands before it.
std::string quoted(std::string_view foreign_line, std::size_t indent) {
  return fmt::format("{}| {}\n", std::string(indent, ' '), foreign_line);
}

std::string quoted_log(const foreign& log, std::size_t indent) {
  std::string text;
  for (const auto& line : last_lines(log.raw(), log_lines_told, 500)) text += quoted(line, indent);
  return text;
}

struct standing_word {
  std::string_view word;
  tone in;
};

standing_word word_of(standing how) {
  switch (how) {
    case standing::healthy: return {"ok", tone::good};
    case standing::recovered: return {"ok again", tone::good};
    case standing::down: return {"DOWN", tone::bad};
    case standing::was_already_down: return {"was down", tone::warning};
    case standing::broke: return {"BROKE", tone::bad};
    case standing::unchecked: return {"?", tone::faint};
  }
  return {"", tone::plain};
}

std::string seen_words(const service_report& service, standing how) {
  const auto show = [](const observation& one) { return visible(one.saw); };
  const auto& last = service.after ? service.after : service.before;
  if (!last) return "not checked";
  std::string words = show(*last);
  if (how == standing::broke || how == standing::recovered || how == standing::was_already_down || how == standing::unchecked) {
    words = fmt::format("before: {}; now: {}", service.before ? show(*service.before) : "not asked",
                        service.after ? words : "not asked");
  }
  if (!last->healthy && service.tries_after > 1) words += fmt::format(" ({} tries)", service.tries_after);
  return words;
}

}  // namespace

std::string console_figures(const host_record& host, const run_record& run, const console_style& style) {
  const auto figures = dropsweep::figures(host, run.dry);
  if (figures.rows.empty()) return "";
  constexpr console_table::column count{align::right, 12, 6}, size{align::right, 12, 9};
  std::vector<console_table::column> columns{{align::left, 30, 12}, count, size};
  std::vector<console_table::cell> heading{{}, {}, {figures.before, tone::faint}};
  const auto column_of = [&](const std::string& title) {
    if (title.empty()) return;
    columns.insert(columns.end(), {count, size});
    heading.insert(heading.end(), {{}, {title, tone::faint}});
  };
  column_of(figures.after);
  column_of(figures.change);
  console_table table(columns);
  table.add(heading);
  for (const auto& row : figures.rows) {
    std::vector<console_table::cell> cells{{row.what}, {row.before.count}, {row.before.size}};
    const auto add = [&](const std::string& title, const amount& cell) {
      if (!title.empty()) cells.insert(cells.end(), {{cell.count}, {cell.size}});
    };
    add(figures.after, row.after);
    add(figures.change, row.change);
    table.add(std::move(cells));
  }
  auto text = table.render(style, 2);
  if (const auto sums = in_sentences(accounts_of(host), host); !sums.empty()) text += "\n  " + sums + "\n";
  return text;
}

std::string console_chores(const host_record& host, const console_style& style) {
  if (host.chores.empty()) return "";
  std::string text = paint(style, tone::strong, "Tasks") + "\n";
  for (const auto& one : host.chores) {
    console_table line({{align::left, 8, 8}, {align::left, 60}, {align::right, 10}, {}});
    line.add({{one.well ? "ok" : "FAILED", one.well ? tone::good : tone::bad},
              {visible(one.name)},
              {format_took(one.took), tone::faint},
              {visible(came_to(one), 600)}});
    text += line.render(style, 2);
    if (!one.well && !one.output.empty()) text += quoted_log(one.output, 12);
  }
  return text;
}

std::string console_health(const host_record& host, const console_style& style) {
  if (!host.health || (host.health->services.empty() && host.health->containers.empty())) return "";
  std::string text = paint(style, tone::strong, "Health") + "\n";
  const auto& services = host.health->services;
  std::size_t widest = 0;
  for (const auto& service : services) widest = std::max(widest, display_width(visible(service.name)));
  for (const auto& service : services) {
    const auto how = standing_of(service, host);
    const auto [word, in] = word_of(how);
    console_table line({{align::left, 8, 8}, {align::left, 40, std::min<std::size_t>(widest, 40)}, {}});
    line.add({{std::string(word), in}, {visible(service.name)}, {seen_words(service, how)}});
    text += line.render(style, 2);
    const auto& last = service.after ? service.after : service.before;
    if (last && !last->healthy && !last->body.empty()) text += quoted("its answer: " + visible(last->body.raw()), 12);
    if (!service.log_tail.empty())
      text += "            the last log lines of its container:\n" + quoted_log(service.log_tail, 12);
  }
  for (const auto& container : host.health->containers) {
    console_table line({{align::left, 8, 8}, {}});
    line.add({{"BROKE", tone::bad}, {fmt::format("container {} {}", container.name, visible(container.what))}});
    text += line.render(style, 2);
    if (!container.log_tail.empty()) text += "            its last log lines:\n" + quoted_log(container.log_tail, 12);
  }
  return text;
}

std::string console_failure(const error& failure, const console_style& style) {
  std::string text =
      paint(style, tone::strong, "What happened") + "\n  " + paint(style, tone::bad, visible(failure.seen, 2000)) + "\n";
  if (!failure.theirs.empty()) {
    text += "  The other side said:\n";
    for (const auto& line : last_lines(failure.theirs.raw(), log_lines_told, 1000)) text += quoted(line, 4);
  }
  return text;
}

namespace {

std::pair<std::string, tone> mark_of(step_end how) {
  switch (how) {
    case step_end::well: return {"ok", tone::good};
    case step_end::lacking: return {"warning", tone::warning};
    case step_end::failed: return {"FAILED", tone::bad};
    case step_end::not_reached: return {"-", tone::faint};
  }
  return {};
}

}  // namespace

std::string console_steps(const host_record& host, const console_style& style) {
  if (host.steps.empty()) return "";
  console_table table({{align::left, 8}, {align::left, 20}, {align::right, 10}, {}});
  for (const auto& step : host.steps) {
    // What the page has said already as "what happened" is not said twice.
    const bool told = host.failure && step.saw == host.failure->seen;
    const auto [mark, colour] = mark_of(step.ended);
    table.add({{mark, colour},
               {visible(step.name)},
               {step.ended == step_end::not_reached ? "" : format_took(step.took), tone::faint},
               {told ? "see above" : visible(step.saw, 600)}});
  }
  return paint(style, tone::strong, "The way") + "\n" + table.render(style, 2);
}

std::string console_advice(const std::vector<std::string>& advice, const console_style& style) {
  if (advice.empty()) return "";
  std::string text = paint(style, tone::strong, "What to do next") + "\n";
  for (const auto& sentence : advice) {
    // Lines are never wrapped: what is to be pasted somewhere stays in one piece.
    const auto lines = last_lines(sentence, 50, 4000);
    for (std::size_t i = 0; i < lines.size(); ++i) text += (i == 0 ? "  - " : "    ") + lines[i] + "\n";
  }
  return text;
}

}  // namespace dropsweep
