// `keep` lines: a rule is what its line says, and a line that protects nothing is an error.
#include "inputs/keep_lines.hpp"
#include "fuzz/promise.hpp"

namespace dropsweep::fuzz::keep_lines_fuzzer {

FUZZER(keep_lines) {
  const auto text = text_of(data, size);
  for (const auto line : lines_of(text)) {
    must(!line.empty() && line == trimmed(line) && !line.contains('\n') && line.front() != '#', "no line of a list");
    const auto rule = parse_keep_line(line);
    if (!rule) {
      must_be_visible(rule.error());
      continue;
    }
    must(rule->as_given == line, "the report would name another line");
    must(!rule->pattern.empty() && !has_blank_or_control(rule->pattern) && line.contains(rule->pattern), "a pattern of its own");
    must(rule->pattern.size() <= 512, "a pattern too long to be matched quickly");
    must(!rule->value || rule->what == keep_rule::subject::label, "a value of what has none");
    must(!rule->value || line.ends_with(*rule->value), "a value of its own");
    must(parse_keep_line(rule->as_given) == rule, "read again it is another rule");
  }
  return 0;
}

}  // namespace dropsweep::fuzz::keep_lines_fuzzer
