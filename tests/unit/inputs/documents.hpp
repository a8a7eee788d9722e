// The documents that must agree with the table of inputs, taken apart line by line.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace dropsweep::test {

// Of the repository, by its path there.
std::string document(const std::string& path);

std::vector<std::string> lines(std::string_view text);

// The lines below the one that is `heading`, up to the next that is indented as little.
std::vector<std::string> block(const std::vector<std::string>& all, std::string_view heading);

// `name:` at this indentation -> the lines below it.
std::map<std::string, std::vector<std::string>> entries(const std::vector<std::string>& block, std::size_t indentation);

// The value of `key: "value"`, without its quotes; "" if it is not there.
std::string value_of(const std::vector<std::string>& entry, std::string_view key);

// The cells of each row of the first Markdown table below a heading; without its head.
std::vector<std::vector<std::string>> table_below(std::string_view markdown, std::string_view heading);

// What stands between backticks.
std::vector<std::string> coded(std::string_view cell);

}  // namespace dropsweep::test
