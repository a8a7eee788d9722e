#include "health/http_answer.hpp"

#include <fmt/format.h>

#include <array>
#include <boost/asio/write.hpp>
#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>

#include "core/bytes.hpp"
#include "health/body_reader.hpp"
#include "health/http_request.hpp"

namespace dropsweep {

namespace http = boost::beast::http;
using boost::system::error_code;

namespace {

using answer_parser = http::response_parser<http::buffer_body>;

// 100 to 199 precede the real answer (103 Early Hints comes unasked); more than a few are no conversation.
constexpr unsigned interim_most = 5;
// What one body may cost on the wire: chunks of one byte with long extensions are a body of megabytes for each kilobyte of
// content.
constexpr std::size_t wire_most = 4 * body_most;

// Beast's parser says nothing about a stranger's first line until a whole header is there; a banner of SSH or an error of Redis
// is all that ever comes. So the first seven bytes are looked at as they come.
task<error_code> read_start(byte_stream& stream, conversation& talk) {
  constexpr std::string_view start = "HTTP/1.";
  while (talk.received.size() < start.size()) {
    auto [code, count] = co_await stream.async_read_some(talk.received.prepare(4096), asio::as_tuple(asio::use_awaitable));
    if (code) co_return code;
    talk.received.commit(count);
    talk.at = conversation::stage::header;
    const std::string_view bytes(static_cast<const char*>(talk.received.data().data()), talk.received.size());
    if (!start.starts_with(bytes.substr(0, start.size()))) co_return make_error_code(http::error::bad_version);
  }
  co_return error_code();
}

task<error_code> read_header(byte_stream& stream, conversation& talk, std::optional<answer_parser>& parser) {
  for (unsigned interim = 0;; ++interim) {
    if (const auto code = co_await read_start(stream, talk)) co_return code;
    parser.emplace();
    parser->header_limit(header_most);
    parser->body_limit(boost::none);  // an announced size costs nothing; what is read is counted below
    auto [code, count] = co_await http::async_read_header(stream, talk.received, *parser, asio::as_tuple(asio::use_awaitable));
    if (code) co_return code;
    if (parser->get().result_int() >= 200 || interim == interim_most) co_return code;
  }
}

task<error_code> read_body(byte_stream& stream, conversation& talk, answer_parser& parser, body_reader& reader) {
  talk.at = conversation::stage::body;
  std::array<char, 4096> piece;
  std::size_t wire = 0;
  while (!parser.is_done() && !reader.satisfied() && wire < wire_most) {
    auto& body = parser.get().body();
    body.data = piece.data();
    body.size = piece.size();
    body.more = true;
    auto [code, count] = co_await http::async_read_some(stream, talk.received, parser, asio::as_tuple(asio::use_awaitable));
    wire += count;
    reader.take({piece.data(), piece.size() - body.size});
    talk.body_read = reader.seen();
    if (code && code != http::error::need_buffer) co_return code;
  }
  co_return error_code();
}

observation unwanted(const service& which, const answer_parser& parser) {
  auto saw = status_words(which, parser.get().result_int());
  const auto to = parser.get().find(http::field::location);
  if (parser.get().result_int() / 100 == 3 && to != parser.get().end()) {
    saw += fmt::format("; it redirects to {}, which is not followed", visible({to->value().data(), to->value().size()}, 100));
  }
  return {.saw = std::move(saw)};
}

// `code` is why the body ended before the text was found; no error: it ended by itself or at our limit.
observation judge_body(const service& which, std::string status, const body_reader& reader, const error_code& code) {
  if (reader.found()) return {.healthy = true, .saw = std::move(status)};
  const auto seen = format_bytes({static_cast<std::int64_t>(reader.seen())});
  const auto text = visible(*which.contains, 60);
  std::string why;
  if (code) {
    why = fmt::format("the body broke off after {}, and \"{}\" was not in it", seen, text);
  } else if (reader.seen() >= body_most) {
    why = fmt::format("the first {} KiB of the body do not contain \"{}\"", body_most >> 10, text);
  } else {
    why = fmt::format("the body ({}) does not contain \"{}\"", seen, text);
  }
  return {.saw = fmt::format("{}, but {}", status, why), .body = foreign(reader.excerpt())};
}

}  // namespace

task<net_result<observation>> ask_http(byte_stream& stream, const service& which, conversation& talk) {
  const std::string request = request_text(which);
  talk.at = conversation::stage::waiting;
  auto [unsent, count] = co_await asio::async_write(stream, asio::buffer(request), asio::as_tuple(asio::use_awaitable));
  if (unsent) co_return std::unexpected(header_failure(unsent, talk));

  std::optional<answer_parser> parser;
  if (const auto code = co_await read_header(stream, talk, parser)) co_return std::unexpected(header_failure(code, talk));
  const unsigned status = parser->get().result_int();

  if (!is_wanted(which, status)) {
    body_reader reader(std::nullopt);
    talk.verdict = unwanted(which, *parser);
    const auto code = co_await read_body(stream, talk, *parser, reader);
    if (code == asio::error::operation_aborted) co_return std::unexpected(to_net_error(code));
    talk.verdict->body = foreign(reader.excerpt());
    co_return *talk.verdict;
  }
  if (!which.contains && !which.keep_answer) co_return observation{.healthy = true, .saw = status_words(which, status)};

  body_reader reader(which.contains);
  const auto code = co_await read_body(stream, talk, *parser, reader);
  if (code == asio::error::operation_aborted && !reader.found()) co_return std::unexpected(to_net_error(code));
  if (!which.contains)
    co_return observation{.healthy = true, .saw = status_words(which, status), .body = foreign(reader.excerpt())};
  co_return judge_body(which, status_words(which, status), reader, code);
}

}  // namespace dropsweep
