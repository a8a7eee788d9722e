#include "report/plan_file.hpp"

#include <fmt/format.h>

#include "report/json_stream.hpp"
#include "report/words.hpp"

namespace dropsweep {

namespace {

// To the millisecond, so that a plan comes back as it went.
std::string exact(instant moment) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(moment);
  auto text = format_instant(seconds);
  if (const auto rest = (moment - seconds).count(); rest != 0) text.insert(text.size() - 1, fmt::format(".{:03}", rest));
  return text;
}

// No cutting here: a name that the reader refuses as too long must not become another name.
json raw_texts(const std::vector<foreign>& all) {
  auto list = json::array();
  for (const auto& one : all) list.push_back(one.raw());
  return list;
}

json to_json(const item& one) {
  json value{{"kind", machine_word(one.kind)}, {"id", one.id}, {"name", one.name.raw()}};
  if (!one.tags.empty()) value["tags"] = raw_texts(one.tags);
  value["size"] = one.size.value;
  value["looks"] = one.looks;
  if (!one.after.empty()) value["after"] = one.after;
  value["reason"] = one.reason;
  return value;
}

void write(json_stream& out, const std::string& host, const plan& what) {
  const auto items = [&](const item& one) { out.put(to_json(one)); };
  out.begin_object();
  out.put("host", host);
  out.put("mode", name(what.mode));
  out.put("engine_id", what.engine_id);
  out.put("made", exact(what.made));
  out.list("remove", what.remove, items);
  out.list("keep", what.keep, items);
  out.end();
}

}  // namespace

void write_plan_file(const std::map<std::string, const plan*>& plans, text_sink to) {
  json_stream out(std::move(to));
  out.begin_object();
  out.put("dropsweep_plan", 1);
  out.list("hosts", plans, [&](const auto& of) { write(out, of.first, *of.second); });
  out.end();
}

}  // namespace dropsweep
