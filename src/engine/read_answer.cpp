#include "engine/read_answer.hpp"

#include <boost/asio/cancel_at.hpp>
#include <boost/beast/core/buffers_to_string.hpp>
#include <boost/beast/http.hpp>

#include "core/bytes.hpp"

namespace dropsweep {

namespace {

namespace http = beast::http;
using parser_type = http::response_parser<http::string_body>;

std::unexpected<answer_failure> failed(std::string what, foreign theirs = {}) {
  return std::unexpected(answer_failure{.what = std::move(what), .theirs = std::move(theirs)});
}

foreign first_bytes(const beast::flat_buffer& buffer) { return beast::buffers_to_string(buffer.data()).substr(0, 80); }

// Gives back what an answer holds of the budget when its reading ends, however it ends.
class share {
 public:
  explicit share(std::shared_ptr<body_budget> of) : of_(std::move(of)) {}
  share(const share&) = delete;
  share& operator=(const share&) = delete;
  ~share() { of_->held -= mine_; }

  bool grow_to(std::size_t size) {
    of_->held += size - mine_;
    mine_ = size;
    return of_->held <= of_->most;
  }

 private:
  std::shared_ptr<body_budget> of_;
  std::size_t mine_ = 0;
};

// What a header says that no Docker Engine says; "" when all is well.
std::string objection(const parser_type& parser) {
  const auto& header = parser.get();
  if (header.version() != 11)
    return fmt::format("the answer is in HTTP/{}.{}, an engine speaks HTTP/1.1", header.version() / 10, header.version() % 10);
  if (header.result_int() < 200) return fmt::format("an interim answer came (status {})", header.result_int());
  // Then its end would be the connection's end, and nobody could tell a whole answer from half of one.
  if (parser.need_eof()) return "the answer does not say how long it is";
  return {};
}

std::unexpected<answer_failure> explain(const boost::system::error_code& code, const parser_type& parser,
                                        const beast::flat_buffer& buffer, const answer_limits& limits, span within, bool late) {
  const bool came = parser.got_some() || buffer.size() > 0;
  if (late) {
    const auto time = format_span(within);
    return failed(came ? fmt::format("the answer was not complete within {}", time) : fmt::format("no answer within {}", time));
  }
  if (code == http::error::header_limit)
    return failed(fmt::format("the answer's header has more than {} bytes", engine_header_most));
  if (code == http::error::buffer_overflow)
    return failed(fmt::format("the answer has more than {} bytes between two pieces of its body", engine_unread_most));
  if (code == http::error::body_limit)
    return failed(fmt::format("the answer has more than {}", format_bytes({static_cast<std::int64_t>(limits.body_most)})));
  if (code == http::error::end_of_stream || code == http::error::partial_message) {
    if (came) return failed("the answer is cut off: the connection was closed in its middle");
    return std::unexpected(
        answer_failure{.what = "the connection was closed before an answer came", .theirs = {}, .nothing_came = true});
  }
  if (code.category() == http::make_error_code(http::error::bad_version).category())
    return failed(fmt::format("what came is no HTTP answer ({})", code.message()), first_bytes(buffer));
  const auto failure = to_net_error(code);
  return std::unexpected(
      answer_failure{.what = failure.detail, .theirs = {}, .nothing_came = !came && failure.what == net_failure::closed});
}

http_response to_response(parser_type& parser) {
  auto message = parser.release();
  const auto field = [&](std::string_view name) { return std::string(std::string_view(message[name]).substr(0, 200)); };
  return {.status = message.result_int(),
          .content_type = field("Content-Type"),
          .api_version = field("Api-Version"),
          .date = field("Date"),
          .podman = message.find("Libpod-Api-Version") != message.end(),
          .body = std::move(message.body())};
}

}  // namespace

task<std::expected<answer_read, answer_failure>> read_answer(byte_stream& stream, beast::flat_buffer& buffer,
                                                             answer_limits limits, span within) {
  const deadline until = after(within);
  parser_type parser;
  parser.header_limit(engine_header_most);
  parser.body_limit(limits.body_most);
  share held(limits.budget);
  bool judged = false;
  while (!parser.is_done()) {
    auto [code, size] =
        co_await http::async_read_some(stream, buffer, parser, asio::cancel_at(until, asio::as_tuple(asio::use_awaitable)));
    if (parser.is_header_done() && !judged) {
      judged = true;
      if (auto wrong = objection(parser); !wrong.empty()) co_return failed(std::move(wrong));
    }
    if (code) {
      const bool late = code == asio::error::operation_aborted && std::chrono::steady_clock::now() >= until;
      co_return explain(code, parser, buffer, limits, within, late);
    }
    if (parser.is_header_done() && !held.grow_to(parser.get().body().size()))
      co_return failed("the answers that came at the same time are too large together");
  }
  const bool last = !parser.get().keep_alive();
  co_return answer_read{to_response(parser), last};
}

}  // namespace dropsweep
