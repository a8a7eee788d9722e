#include "inputs/services.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <ranges>
#include <set>

#include "inputs/scalars.hpp"

namespace dropsweep {

namespace {

using scheme = service::scheme;

constexpr std::size_t longest_name = 64, longest_text = 1000;
constexpr span longest_answer = std::chrono::minutes{5};

// A user or password in a URL is a secret that must not be read out by the message about it.
std::string shown_safely(std::string_view text) { return text.contains('@') ? std::string(not_shown) : shown(text); }

using checked = std::expected<void, std::string>;

bool is_http(const service& which) { return which.how == scheme::http || which.how == scheme::https; }

checked set_status(service& which, std::string_view value) {
  if (!is_http(which)) return std::unexpected("has status= for what has no HTTP status");
  for (const auto piece : pieces_of(value)) {
    const auto status = parse_number(piece, 100, 599);
    if (!status) return std::unexpected(fmt::format("has {} for a status, which is not from 100 to 599", shown_safely(piece)));
    which.status.push_back(*status);
  }
  return which.status.empty() ? checked(std::unexpected("has an empty status=")) : checked();
}

std::string unquoted(std::string_view value) {
  if (!value.starts_with('"')) return std::string(value);
  std::string text;
  for (std::size_t at = 1; at + 1 < value.size(); ++at) {
    if (value[at] == '\\' && value[at + 1] == '"') continue;
    text += value[at];
  }
  return text;
}

checked set_contains(service& which, std::string_view value) {
  if (!is_http(which)) return std::unexpected("has contains= for what answers with no text");
  which.contains = unquoted(value);
  if (which.contains->empty()) return std::unexpected("has an empty contains=");
  if (which.contains->size() > longest_text)
    return std::unexpected(fmt::format("has a contains= of more than {} bytes", longest_text));
  return {};
}

checked set_within(service& which, std::string_view value) {
  const auto within = parse_span(value);
  if (!within)
    return std::unexpected(fmt::format("has {} for within=, which is no duration such as 2s or 500ms", shown_safely(value)));
  if (*within > longest_answer) return std::unexpected(fmt::format("has a within= of more than {}", format_span(longest_answer)));
  which.within = *within;
  return {};
}

checked set_from(service& which, std::string_view value) {
  if (value != "droplet" && value != "runner")
    return std::unexpected(fmt::format("has {} for from=, which is droplet or runner", shown_safely(value)));
  if (which.how == scheme::container && value == "runner")
    return std::unexpected("has from=runner for a container, which only the droplet's engine knows");
  which.from = value == "runner" ? service::vantage::runner : service::vantage::droplet;
  return {};
}

checked set_option(service& which, std::string_view word, std::set<std::string_view>& given) {
  const auto equals = word.find('=');
  const auto key = word.substr(0, equals);
  const auto value = equals == std::string_view::npos ? std::string_view() : word.substr(equals + 1);
  if (equals != std::string_view::npos && !given.insert(key).second)
    return std::unexpected(fmt::format("has {} twice", shown_safely(key)));
  if (equals != std::string_view::npos && key == "status") return set_status(which, value);
  if (equals != std::string_view::npos && key == "contains") return set_contains(which, value);
  if (equals != std::string_view::npos && key == "within") return set_within(which, value);
  if (equals != std::string_view::npos && key == "from") return set_from(which, value);
  return std::unexpected(
      fmt::format("has {}, which is none of status=, contains=, within=, from= (a text with blanks goes into quotes: "
                  "contains=\"a b\")",
                  shown_safely(word)));
}

parsed<service> read_service(std::string_view line) {
  const auto words = service_words(line);
  if (!words) return std::unexpected(words.error());
  if (words->size() < 2) return std::unexpected("has no URL after its name");
  const auto name = words->front();
  if (!is_made_of(name, "._/-") || name.size() > longest_name) {
    return std::unexpected(fmt::format("has a name that is not of letters, digits and . _ / - ({} at most)", longest_name));
  }
  auto which = parse_service_url((*words)[1]);
  if (!which) return which;
  which->name = name;
  which->url = (*words)[1];
  std::set<std::string_view> given;
  for (const auto word : std::views::drop(*words, 2)) {
    if (auto set = set_option(*which, word, given); !set) return std::unexpected(std::move(set.error()));
  }
  return which;
}

}  // namespace

parsed<service> parse_service(std::string_view line) {
  auto which = read_service(line);
  if (which) return which;
  return std::unexpected(fmt::format("{} {}; write for example gateway http://127.0.0.1:8000/health status=200 within=2s",
                                     shown_safely(line), which.error()));
}

}  // namespace dropsweep
