// What the program writes to files piece by piece, as one text.
#pragma once

#include "report/plan_file.hpp"
#include "report/render.hpp"

namespace dropsweep::test {

inline std::string render_json(const run_record& run) {
  std::string text;
  write_json(run, [&](std::string_view piece) { text += piece; });
  return text;
}

inline std::string render_plan_file(const plans_by_host& plans) {
  std::map<std::string, const plan*> pages;
  for (const auto& [host, what] : plans) pages.emplace(host, &what);
  std::string text;
  write_plan_file(pages, [&](std::string_view piece) { text += piece; });
  return text;
}

}  // namespace dropsweep::test
