#include "inputs/chores.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "inputs/scalars.hpp"
#include "inputs/services.hpp"

namespace dropsweep {

namespace {

constexpr span usual_patience_for_a_program = std::chrono::minutes{2}, usual_patience_for_an_answer = std::chrono::seconds{30};
constexpr span longest = std::chrono::hours{1};
constexpr std::size_t longest_line = 32u << 10;
constexpr std::array<std::string_view, 5> methods{"GET", "POST", "PUT", "PATCH", "DELETE"};
constexpr std::string_view within_option = "within=", body_option = "body=";

parsed<span> read_within(std::string_view value) {
  const auto within = parse_duration(value);
  if (!within || *within > longest || *within == span{0})
    return std::unexpected(fmt::format("has {} for within=, which is no duration such as 30s or 2m, at most {}", shown(value),
                                       format_span(longest)));
  return *within;
}

// Takes the first word off.
std::string_view next_word(std::string_view& text) {
  text = trimmed(text);
  const auto end = std::min(text.find_first_of(" \t"), text.size());
  const auto word = text.substr(0, end);
  text.remove_prefix(end);
  return word;
}

// "CONTAINER within=2m: COMMAND ARGUMENT..."
parsed<chore> read_exec(std::string_view rest) {
  const auto colon = std::min(rest.find(": "), rest.find(":\t"));
  if (colon == std::string_view::npos) return std::unexpected("has no colon between the container and the command");
  auto head = rest.substr(0, colon);
  chore read{.within = usual_patience_for_a_program};
  exec_chore program{.container = std::string(next_word(head))};
  if (!is_made_of(program.container, "_.-") || program.container.starts_with('-'))
    return std::unexpected("names no container after exec");
  for (auto option = next_word(head); !option.empty(); option = next_word(head)) {
    if (!option.starts_with(within_option))
      return std::unexpected(fmt::format("has {} in front of its colon, where only within= may stand", shown(option)));
    const auto within = read_within(option.substr(within_option.size()));
    if (!within) return std::unexpected(within.error());
    read.within = *within;
  }
  auto words = command_words(rest.substr(colon + 1));
  if (!words) return std::unexpected(fmt::format("{} in its command", words.error()));
  if (words->empty() || words->front().empty()) return std::unexpected("has no command after its colon");
  read.name = fmt::format("exec {}: {}", program.container, visible(words->front(), 100));
  program.command = std::move(*words);
  read.what = std::move(program);
  return read;
}

// "METHOD URL within=30s body=JSON"
parsed<chore> read_http(std::string_view rest) {
  const auto method = next_word(rest);
  if (!std::ranges::contains(methods, method))
    return std::unexpected("has no method of GET, POST, PUT, PATCH, DELETE after http");
  const auto url = next_word(rest);
  auto where = parse_service_url(url);
  if (!where) return std::unexpected(std::move(where.error()));
  if (where->how != service::scheme::http && where->how != service::scheme::https)
    return std::unexpected("has a URL that begins with neither http:// nor https://");
  chore read{.within = usual_patience_for_an_answer};
  for (rest = trimmed(rest); !rest.empty(); rest = trimmed(rest)) {
    if (rest.starts_with(body_option)) {
      where->request_body = rest.substr(body_option.size());
      break;
    }
    const auto option = next_word(rest);
    if (!option.starts_with(within_option)) return std::unexpected("has something else than within= and body= after its URL");
    const auto within = read_within(option.substr(within_option.size()));
    if (!within) return std::unexpected(within.error());
    read.within = *within;
  }
  where->method = method;
  where->within = read.within;
  where->keep_answer = true;
  where->from = service::vantage::droplet;
  read.name = fmt::format("{} {}", method, visible(url.substr(0, url.find('?')), 200));
  where->name = read.name;
  read.what = std::move(*where);
  return read;
}

parsed<chore> read_chore(std::string_view line) {
  if (line.size() > longest_line) return std::unexpected(fmt::format("has more than {} bytes", longest_line));
  if (std::ranges::any_of(line, [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\t'; }))
    return std::unexpected("has a control character in it");
  auto rest = line;
  const auto kind = next_word(rest);
  if (kind == "exec") return read_exec(rest);
  if (kind == "http") return read_http(rest);
  return std::unexpected("begins with neither exec nor http");
}

}  // namespace

parsed<chore> parse_chore(std::string_view line) {
  auto read = read_chore(line);
  if (read) return read;
  auto start = line;
  const auto first = next_word(start);
  return std::unexpected(
      fmt::format("the line that begins with {} {}; write for example exec db within=2m: psql -U app -c 'DELETE FROM old', "
                  "or http POST http://127.0.0.1:6333/collections/a/points/delete within=30s body={{\"filter\":{{}}}}",
                  shown(first.substr(0, 20)), read.error()));
}

}  // namespace dropsweep
