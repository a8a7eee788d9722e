// How answers and failures of HTTP are said.
#include <fmt/format.h>

#include <algorithm>
#include <boost/asio/ssl/error.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/status.hpp>

#include "health/http_answer.hpp"

namespace dropsweep {

namespace http = boost::beast::http;

namespace {

std::string wanted_words(const std::vector<unsigned>& wanted) {
  if (wanted.empty()) return "200 to 299";
  std::string text;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (i > 0) text += i + 1 == wanted.size() ? " or " : ", ";
    text += std::to_string(wanted[i]);
  }
  return text;
}

std::string_view received(const conversation& talk) {
  return {static_cast<const char*>(talk.received.data().data()), talk.received.size()};
}

bool starts_like_http(std::string_view bytes) {
  constexpr std::string_view start = "HTTP/1.";
  return start.starts_with(bytes.substr(0, start.size()));
}

net_error not_http(std::string_view bytes) {
  // A TLS alert (RFC 8446, 5.1): a TLS server's answer to plain text.
  if (bytes.starts_with("\x15\x03"))
    return {net_failure::other, "the answer is TLS, not HTTP: is the address https:// instead?", {}};
  return {net_failure::other, fmt::format("the answer is no HTTP: it starts with \"{}\"", visible(bytes.substr(0, 60))), {}};
}

}  // namespace

bool is_wanted(const service& which, unsigned status) {
  if (which.status.empty()) return status >= 200 && status <= 299;
  return std::ranges::find(which.status, status) != which.status.end();
}

std::string status_words(const service& which, unsigned status) {
  if (!is_wanted(which, status)) return fmt::format("status {}, wanted {}", status, wanted_words(which.status));
  // The standard's own phrase: the one in the answer is the other side's and says nothing more.
  const auto known = http::int_to_status(status);
  if (known == http::status::unknown) return fmt::format("status {}", status);
  const auto phrase = http::obsolete_reason(known);
  return fmt::format("{} {}", status, std::string_view(phrase.data(), phrase.size()));
}

net_error header_failure(const boost::system::error_code& code, const conversation& talk) {
  const auto bytes = received(talk);
  if (code == asio::error::operation_aborted) return to_net_error(code);
  if (!bytes.empty() && !starts_like_http(bytes) && (code == asio::error::eof || code == http::error::bad_version))
    return not_http(bytes);
  if (code == asio::error::eof || code == http::error::end_of_stream || code == http::error::partial_message) {
    return {net_failure::closed,
            talk.at == conversation::stage::waiting ? "the other side closed the connection without an answer"
                                                    : "the other side closed the connection in the middle of the answer's header",
            {}};
  }
  if (code == http::error::header_limit || code == http::error::buffer_overflow)
    return {net_failure::other, fmt::format("the answer's header is longer than {} KiB", header_most >> 10), {}};
  if (code.category() == make_error_code(http::error::bad_version).category())
    return {net_failure::other, fmt::format("the answer is no proper HTTP: {}", code.message()), {}};
  if (code.category() == asio::error::get_ssl_category())
    return {net_failure::other, fmt::format("the other side ended TLS: {}", code.message()), {}};
  return to_net_error(code);
}

}  // namespace dropsweep
