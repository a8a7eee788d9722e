#include "unit/inputs/documents.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "inputs/words.hpp"

namespace dropsweep::test {

namespace {

std::size_t indentation_of(std::string_view line) { return std::min(line.find_first_not_of(' '), line.size()); }

}  // namespace

std::string document(const std::string& path) {
  const auto repository = std::filesystem::path(DROPSWEEP_TEST_DATA).parent_path().parent_path();
  const std::ifstream file(repository / path);
  REQUIRE_MESSAGE(file.good(), path);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

std::vector<std::string> lines(std::string_view text) {
  std::vector<std::string> all;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    all.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return all;
}

std::vector<std::string> block(const std::vector<std::string>& all, std::string_view heading) {
  auto at = std::ranges::find(all, heading);
  REQUIRE_MESSAGE(at != all.end(), std::string(heading));
  std::vector<std::string> inside;
  for (++at; at != all.end() && (at->empty() || indentation_of(*at) > indentation_of(heading)); ++at) inside.push_back(*at);
  return inside;
}

std::map<std::string, std::vector<std::string>> entries(const std::vector<std::string>& block, std::size_t indentation) {
  std::map<std::string, std::vector<std::string>> found;
  std::string name;
  for (const auto& line : block) {
    if (trimmed(line).empty() || trimmed(line).starts_with('#')) continue;
    if (indentation_of(line) == indentation) {
      name = line.substr(indentation, line.find(':') - indentation);
      found[name] = {};
    }
    found[name].push_back(line);
  }
  return found;
}

std::string value_of(const std::vector<std::string>& entry, std::string_view key) {
  for (const auto& line : entry) {
    const auto text = trimmed(line);
    if (!text.starts_with(key) || !text.substr(key.size()).starts_with(':')) continue;
    auto value = trimmed(text.substr(key.size() + 1));
    if (value.starts_with('"') && value.ends_with('"')) value = value.substr(1, value.size() - 2);
    return std::string(value);
  }
  return {};
}

std::vector<std::vector<std::string>> table_below(std::string_view markdown, std::string_view heading) {
  std::vector<std::vector<std::string>> rows;
  const auto all = lines(markdown);
  auto at = std::ranges::find(all, heading);
  REQUIRE_MESSAGE(at != all.end(), std::string(heading));
  at = std::find_if(at, all.end(), [](const std::string& line) { return line.starts_with('|'); });
  for (; at != all.end() && at->starts_with('|'); ++at) {
    std::vector<std::string> cells;
    std::istringstream line(at->substr(1));
    for (std::string cell; std::getline(line, cell, '|');) cells.emplace_back(trimmed(cell));
    rows.push_back(std::move(cells));
  }
  REQUIRE(rows.size() > 2);
  rows.erase(rows.begin(), rows.begin() + 2);
  return rows;
}

std::vector<std::string> coded(std::string_view cell) {
  std::vector<std::string> words;
  for (auto open = cell.find('`'); open != std::string_view::npos; open = cell.find('`', open)) {
    const auto close = cell.find('`', open + 1);
    if (close == std::string_view::npos) break;
    words.emplace_back(cell.substr(open + 1, close - open - 1));
    open = close + 1;
  }
  return words;
}

}  // namespace dropsweep::test
