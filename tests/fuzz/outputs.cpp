// The step outputs: NAME, NUL, VALUE, NUL and so on. The runner reads back exactly what was written, or nothing is.
#include <algorithm>
#include <map>

#include "fuzz/promise.hpp"
#include "report/writer.hpp"
#include "unit/report/runner_rules.hpp"

namespace dropsweep::fuzz::outputs_fuzzer {

namespace {

constexpr std::string_view delimiter = "ghadelimiter_0f";
constexpr std::string_view name_letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";

}  // namespace

FUZZER(outputs) {
  std::vector<std::pair<std::string, std::string>> pairs;
  std::map<std::string, std::string> wanted;
  bool possible = true;
  for (auto text = text_of(data, size); !text.empty();) {
    const std::string name(take_until(text, '\0')), value(take_until(text, '\0'));
    possible =
        possible && !name.empty() && name.find_first_not_of(name_letters) == std::string::npos && !value.contains(delimiter);
    wanted[name] = value;
    pairs.emplace_back(name, value);
  }
  try {
    const auto read = test::parse_outputs(output_records(pairs, delimiter));
    must(possible, "a name or a value was written that cannot be");
    must(read && *read == wanted, "the runner reads something else");
  } catch (const std::invalid_argument&) {
    must(!possible, "a pair was refused");
  }
  return 0;
}

}  // namespace dropsweep::fuzz::outputs_fuzzer
