#include "report/json_advice.hpp"

namespace dropsweep {

namespace {

json or_null(const std::optional<memory_pressure>& pressure) {
  if (!pressure) return nullptr;
  return {{"some_10s_percent", pressure->some_10s},
          {"some_60s_percent", pressure->some_60s},
          {"some_300s_percent", pressure->some_300s},
          {"full_300s_percent", pressure->full_300s}};
}

using dropsweep::or_null;

json to_json(const memory_line& one) {
  return {{"name", json_text(one.name)},     {"used_bytes", or_null(one.used)},   {"page_cache_bytes", or_null(one.cache)},
          {"peak_bytes", or_null(one.peak)}, {"limit_bytes", or_null(one.limit)}, {"memory_kills", or_null(one.kills)}};
}

json to_json(const trend_numbers& trend) {
  return {{"earlier_runs", trend.runs},
          {"over_ms", trend.over ? json(trend.over->count()) : json(nullptr)},
          {"disk_bytes_a_day", or_null(trend.disk_a_day)},
          {"memory_bytes_a_day", or_null(trend.memory_a_day)},
          {"days_until_disk_full", or_null(trend.days_until_disk_full)},
          {"days_until_memory_full", or_null(trend.days_until_memory_full)},
          {"grew", json_texts(trend.grew)}};
}

json to_json(const finding& one) {
  auto snippets = json::array();
  for (const auto& what : one.snippets)
    snippets.push_back({{"place", json_text(what.place)}, {"text", json_text(what.text, 16 << 10)}});
  return {{"rule", json_text(one.rule)},          {"topic", name(one.topic)},
          {"urgency", name(one.how_soon)},        {"what", json_text(one.what)},
          {"evidence", json_texts(one.evidence)}, {"bytes", or_null(one.bytes)},
          {"costs", json_text(one.costs)},        {"to_do", json_text(one.to_do)},
          {"snippets", std::move(snippets)}};
}

}  // namespace

void write(json_stream& out, const advice_page& page) {
  out.begin_object();
  out.put("memory", {{"total_bytes", or_null(page.memory_total)},
                     {"used_bytes", or_null(page.memory_used)},
                     {"page_cache_bytes", or_null(page.page_cache)},
                     {"swap_total_bytes", or_null(page.swap_total)},
                     {"swap_used_bytes", or_null(page.swap_used)},
                     {"pressure", or_null(page.pressure)}});
  out.list("containers", page.containers, [&](const memory_line& one) { out.put(to_json(one)); });
  out.put("trend", to_json(page.trend));
  out.list("findings", page.findings, [&](const finding& one) { out.put(to_json(one)); });
  out.put("unknown", json_texts(page.unknown));
  out.end();
}

}  // namespace dropsweep
