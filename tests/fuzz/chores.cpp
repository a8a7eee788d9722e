// `tasks` lines: what is read makes exactly one request or one argument vector, and no message repeats an argument.
#include <algorithm>

#include "fuzz/promise.hpp"
#include "health/http_request.hpp"
#include "inputs/chores.hpp"

namespace dropsweep::fuzz::chores_fuzzer {

namespace {

void must_be_one_request(const service& which) {
  const auto text = request_text(which);
  const auto head = text.substr(0, text.size() - which.request_body.size());
  must(text.ends_with(which.request_body), "another body");
  must(head.ends_with("\r\n\r\n") && head.find("\r\n\r\n") == head.size() - 4, "a head that ends early");
  must(std::ranges::count(head.substr(0, head.find('\r')), ' ') == 2, "a request line of other than three words");
  must(std::ranges::all_of(head, [](char c) { return c == '\r' || c == '\n' || (c >= ' ' && c <= '~'); }), "a byte beyond ASCII");
}

// Each word in quotes that mean nothing in it, read again.
void must_be_the_same_words(const std::vector<std::string>& words) {
  std::string line;
  for (const auto& word : words) {
    line += line.empty() ? "'" : " '";
    for (const char c : word) line += c == '\'' ? std::string("'\\''") : std::string(1, c);
    line += "'";
  }
  must(command_words(line) == words, "quoted and read again they are other words");
}

}  // namespace

FUZZER(chores) {
  const auto line = text_of(data, size);
  const auto read = parse_chore(line);
  if (!read) {
    must_be_visible(read.error());
    return 0;
  }
  must_be_visible(read->name);
  must(read->within > span{} && read->within <= std::chrono::hours{1}, "no time or too much of it");
  if (const auto* program = std::get_if<exec_chore>(&read->what)) {
    must(!program->container.empty() && !program->command.empty() && !program->command.front().empty(), "a program of no name");
    must_be_the_same_words(program->command);
  } else {
    const auto& where = std::get<service>(read->what);
    must(trimmed(line).ends_with(where.request_body), "a body of its own");
    must_be_one_request(where);
  }
  return 0;
}

}  // namespace dropsweep::fuzz::chores_fuzzer
