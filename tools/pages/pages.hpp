// The pages that a distribution or a shell wants of a program, made from the table of inputs like --help.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "inputs/table.hpp"

namespace dropsweep {

std::string man_page(std::string_view date);  // "2026-01-31": a page has the date of what it tells of, not of its making
std::string bash_completion();
std::string zsh_completion();
std::string fish_completion();

// What a shell has to know of an input to complete it.
bool is_file(const input& what);  // its value is one here; a PATH is one of the host
bool is_no_option(const input& what);
bool is_list_with_commas(const input& what);
std::vector<std::string> spellings(const input& what);  // "-v", "--verbose"
std::vector<const input*> options_of(command which);
std::string joined(const std::vector<std::string_view>& words, std::string_view between);

// Markdown's backticks mean nothing in a shell.
std::string without_backticks(std::string_view text);

}  // namespace dropsweep
