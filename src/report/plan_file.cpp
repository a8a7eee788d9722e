#include "report/plan_file.hpp"

#include <fmt/format.h>

#include "report/json_values.hpp"
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

json to_json(const std::string& host, const plan& what) {
  auto remove = json::array(), keep = json::array();
  for (const auto& one : what.remove) remove.push_back(to_json(one));
  for (const auto& one : what.keep) keep.push_back(to_json(one));
  return {
      {"host", host}, {"mode", name(what.mode)}, {"engine_id", what.engine_id}, {"made", exact(what.made)}, {"remove", remove},
      {"keep", keep}};
}

}  // namespace

std::string render_plan_file(const plans_by_host& plans) {
  auto hosts = json::array();
  for (const auto& [host, what] : plans) hosts.push_back(to_json(host, what));
  return dumped({{"dropsweep_plan", 1}, {"hosts", std::move(hosts)}});
}

}  // namespace dropsweep
