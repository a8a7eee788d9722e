// Patterns of `keep` lines and names of images, "PATTERN\nNAME": against the textbook's recursion, and what a person means who
// protects an image by its own name.
#include <vector>

#include "core/glob.hpp"
#include "fuzz/promise.hpp"
#include "model/reference_names.hpp"

namespace dropsweep::fuzz::globs_fuzzer {

namespace {

// matches[p][t]: the pattern from p on matches the text from t on.
bool reference(std::string_view pattern, std::string_view text) {
  std::vector matches(pattern.size() + 1, std::vector<bool>(text.size() + 1, false));
  matches[pattern.size()][text.size()] = true;
  for (std::size_t p = pattern.size(); p-- > 0;) {
    for (std::size_t t = text.size() + 1; t-- > 0;) {
      const bool more = t < text.size();
      if (pattern[p] == '*') {
        matches[p][t] = matches[p + 1][t] || (more && matches[p][t + 1]);
      } else {
        matches[p][t] = more && (pattern[p] == '?' || pattern[p] == text[t]) && matches[p + 1][t + 1];
      }
    }
  }
  return matches[0][0];
}

}  // namespace

FUZZER(globs) {
  auto name = text_of(data, size);
  const auto pattern = take_line(name);
  if (pattern.size() * name.size() > 1 << 16) return 0;
  must(glob_matches(pattern, name) == reference(pattern, name), "the two disagree");

  const auto spelled = spellings(name);
  must(spelled.size() <= 19, "too many spellings");
  must(names_image(name, spelled), "a name that does not name itself");
  must(names_image("*", spelled), "everything that is not this");
  // A pattern never protects less when it is written for the image as any engine spells it.
  if (glob_matches(pattern, name)) must(names_image(pattern, spelled), "the plain name is matched and its spellings are not");
  return 0;
}

}  // namespace dropsweep::fuzz::globs_fuzzer
