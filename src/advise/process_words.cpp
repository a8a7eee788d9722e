#include "advise/process_words.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>
#include <vector>

namespace dropsweep {

namespace {

// By the program's name without its folder and version ("/usr/local/bin/python3.12", "gunicorn:" as a title).
constexpr std::array<std::pair<std::string_view, std::string_view>, 26> runtimes{{
    {"python", "Python"}, {"pypy", "Python"},  {"gunicorn", "Python"},     {"uvicorn", "Python"}, {"hypercorn", "Python"},
    {"celery", "Python"}, {"uwsgi", "Python"}, {"daphne", "Python"},       {"node", "Node.js"},   {"nodejs", "Node.js"},
    {"npm", "Node.js"},   {"yarn", "Node.js"}, {"next-server", "Node.js"}, {"bun", "Bun"},        {"deno", "Deno"},
    {"ruby", "Ruby"},     {"puma", "Ruby"},    {"unicorn", "Ruby"},        {"sidekiq", "Ruby"},   {"java", "JVM"},
    {"php", "PHP"},       {"php-fpm", "PHP"},  {"dotnet", ".NET"},         {"perl", "Perl"},      {"beam.smp", "Erlang VM"},
    {"mono", "Mono"},
}};

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  while (!text.empty()) {
    const auto end = std::min(text.find(' '), text.size());
    if (end > 0) words.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

std::string_view program_of(std::string_view command) {
  auto name = command.substr(0, std::min(command.find(' '), command.size()));
  if (const auto slash = name.rfind('/'); slash != name.npos) name.remove_prefix(slash + 1);
  if (name.ends_with(':')) name.remove_suffix(1);
  const auto last = name.find_last_not_of("0123456789.");
  return last == name.npos ? name : name.substr(0, last + 1);
}

std::optional<std::int64_t> number_in(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failed != std::errc{} || end != text.data() + text.size() || number <= 0 || number > 1'000'000) return std::nullopt;
  return number;
}

// "10.0.0.1(41234)", "[local]", "db.internal(5)": what stands third in a connection's title.
std::string_view client_in(std::string_view word) {
  if (word == "[local]") return word;
  const auto open = word.find('(');
  if (open == 0 || open == word.npos || !word.ends_with(')')) return {};
  const auto port = word.substr(open + 1, word.size() - open - 2);
  return !port.empty() && port.find_first_not_of("0123456789") == port.npos ? word.substr(0, open) : std::string_view();
}

}  // namespace

std::string_view runtime_of(std::string_view command) {
  const auto program = program_of(command);
  const auto found = std::ranges::find(runtimes, program, [](const auto& one) { return one.first; });
  return found == runtimes.end() ? std::string_view() : found->second;
}

std::optional<database_connection> connection_of(std::string_view command) {
  constexpr std::string_view title = "postgres: ";
  if (!command.starts_with(title)) return std::nullopt;
  auto words = words_of(command.substr(title.size()));
  if (!words.empty() && words.front().ends_with(':')) words.erase(words.begin());  // the cluster's name
  // A walsender is a replica's, and has no place in the pool.
  if (words.size() < 4 || words.front() == "walsender") return std::nullopt;
  const auto client = client_in(words[2]);
  if (client.empty()) return std::nullopt;
  database_connection it{.state = connection_state::active, .user = words[0], .client = client};
  if (words[3] == "idle")
    it.state = words.size() > 5 && words[4] == "in" && words[5].starts_with("transaction") ? connection_state::idle_in_transaction
                                                                                           : connection_state::idle;
  return it;
}

bool is_postgres(std::string_view command) {
  const auto program = program_of(command);
  return program == "postgres" || program == "postmaster";
}

std::optional<std::int64_t> max_connections_of(std::string_view command) {
  const auto words = words_of(command);
  for (std::size_t i = 0; i < words.size(); ++i) {
    auto word = words[i];
    if (word == "-N" && i + 1 < words.size()) return number_in(words[i + 1]);
    if (word.starts_with("--")) word.remove_prefix(2);
    for (const std::string_view key : {"max_connections=", "max-connections="}) {
      if (word.starts_with(key)) return number_in(word.substr(key.size()));
    }
  }
  return std::nullopt;
}

}  // namespace dropsweep
