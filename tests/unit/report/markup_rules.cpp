#include "markup_rules.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <set>

#include "runner_rules.hpp"

namespace dropsweep::test {

namespace {

constexpr std::string_view comment = "<!-- -->";

// Our own markup is taken away one kind at a time; what is left in `outside` is text as GitHub's filters see it.
struct parted_page {
  std::vector<std::string> outside;       // line by line, without code
  std::vector<std::string> inside;        // of each <code>
  std::vector<std::string> broken_lines;  // a <code> that does not end
};

void part_line(std::string_view line, parted_page& page) {
  std::string outside;
  for (auto at = line.find("<code>"); at != std::string_view::npos; at = line.find("<code>")) {
    const auto end = line.find("</code>", at);
    if (end == std::string_view::npos) return page.broken_lines.emplace_back(line), void();
    outside += line.substr(0, at);
    page.inside.emplace_back(line.substr(at + 6, end - at - 6));
    line.remove_prefix(end + 7);
  }
  page.outside.push_back(outside.append(line));
}

std::size_t backticks_at_the_start(std::string_view line) { return std::min(line.find_first_not_of('`'), line.size()); }

parted_page part(std::string_view markdown) {
  parted_page page;
  std::size_t fence = 0;  // how many backticks end the block that is open
  for (const auto& line : lines_of(markdown)) {
    const auto ticks = backticks_at_the_start(line);
    if (fence > 0) {
      if (ticks >= fence && ticks == line.size()) fence = 0;
    } else if (ticks >= 3) {
      fence = ticks;
    } else {
      part_line(line, page);
    }
  }
  if (fence > 0) page.broken_lines.emplace_back("a code block does not end");
  return page;
}

bool is_ours(std::string_view tag) {
  static const std::set<std::string_view> ours{"<details", "</details", "<summary", "</summary", "<br", "<sub", "</sub"};
  return ours.contains(tag);
}

bool holds_markup(std::string_view line) {
  for (auto at = line.find('<'); at != std::string_view::npos; at = line.find('<', at + 1)) {
    if (!is_ours(line.substr(at, line.find_first_of("> ", at) - at))) return true;
  }
  if (line.find_first_of("@$~`_\\=") != std::string_view::npos) return true;
  for (const std::string_view bad : {"](", "://", "www.", "mailto", "octo/", "GH-", ":rotating"}) {
    if (line.contains(bad)) return true;
  }
  return false;
}

// Letters, digits, spaces, what is beyond ASCII, entities, and the comment that parts links.
bool is_inert(std::string code) {
  for (auto at = code.find(comment); at != std::string::npos; at = code.find(comment)) code.erase(at, comment.size());
  for (std::string_view rest = code; !rest.empty();) {
    const auto letter = static_cast<unsigned char>(rest.front());
    if (rest.starts_with("&#") && rest.find(';') <= 5) {
      rest.remove_prefix(rest.find(';') + 1);
    } else if (letter > 0x7F || letter == ' ' || std::isalnum(letter) != 0) {
      rest.remove_prefix(1);
    } else {
      return false;
    }
  }
  return true;
}

}  // namespace

std::vector<std::string> foreign_markup_in(std::string_view markdown) {
  auto page = part(markdown);
  auto found = std::move(page.broken_lines);
  std::ranges::copy_if(page.outside, std::back_inserter(found), holds_markup);
  std::ranges::copy_if(page.inside, std::back_inserter(found), [](const std::string& code) { return !is_inert(code); });
  return found;
}

std::vector<std::string> uneven_rows_in(std::string_view markdown) {
  std::vector<std::string> found;
  std::ptrdiff_t columns = 0;
  bool fenced = false;
  for (const auto& line : lines_of(markdown)) {
    if (line.starts_with("```")) fenced = !fenced;
    if (fenced || !line.starts_with("|")) {
      columns = 0;
      continue;
    }
    const auto bars = std::ranges::count(line, '|');
    if (columns == 0) columns = bars;
    if (bars != columns) found.push_back(line);
  }
  return found;
}

std::string readable(std::string_view markup) {
  std::string text;
  while (!markup.empty()) {
    if (markup.starts_with('<')) {
      markup.remove_prefix(std::min(markup.find('>'), markup.size() - 1) + 1);
    } else if (markup.starts_with("&#")) {
      markup.remove_prefix(2);
      text += static_cast<char>(std::stoi(std::string(markup.substr(0, markup.find(';')))));
      markup.remove_prefix(std::min(markup.find(';'), markup.size() - 1) + 1);
    } else {
      text += markup.front();
      markup.remove_prefix(1);
    }
  }
  return text;
}

}  // namespace dropsweep::test
