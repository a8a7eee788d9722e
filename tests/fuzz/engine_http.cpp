// The engine's HTTP, as the real connections read it: "HOW PIECE\n", then what the engine sends.
//   raw, reset: these bytes on the first connection, and its end; nothing at all on later ones. Whatever they are, every request
//     ends, within bounds, and in the same way whether the bytes come one by one or at once.
//   sized, chunked: bodies with a NUL between them, sent as proper answers. Each request gets its own body, whole.
#include <fmt/format.h>

#include <tuple>

#include "engine/http_lanes.hpp"
#include "fuzz/scripted_stream.hpp"
#include "net/together.hpp"

namespace dropsweep::fuzz::engine_http_fuzzer {

namespace {

constexpr std::size_t body_most = 4096, bodies_most = 50;

class scripted_engine {
 public:
  explicit scripted_engine(script first) : first_(std::move(first)) {}

  stream_opener opener(asio::any_io_executor executor) {
    return [this, executor](deadline) -> task<result<std::unique_ptr<byte_stream>>> {
      must(++connections <= 10, "it connects again and again");
      auto far = far_end_of(connections == 1 ? first_ : script{});
      far->hears = [this](std::string_view bytes) { heard += bytes; };
      co_return std::make_unique<testing::memory_stream>(executor, std::move(far));
    };
  }

  std::string heard;
  unsigned connections = 0;

 private:
  script first_;
};

using seen = std::optional<std::pair<unsigned, std::string>>;

template <class Answer>
seen what_came(const Answer& answer) {
  if (!answer) return std::nullopt;
  must(answer->status >= 200 && answer->status <= 999, "no status of an answer");
  must(answer->body.size() <= body_most, "a body beyond the limit");
  must(answer->content_type.size() <= 200 && answer->api_version.size() <= 200 && answer->date.size() <= 200, "a long header");
  return std::pair(answer->status, answer->body);
}

std::shared_ptr<http_lanes> lanes_to(scripted_engine& engine, const asio::any_io_executor& executor) {
  return std::make_shared<http_lanes>(executor, engine.opener(executor), engine_limits{.streams = 1, .body_most = body_most});
}

std::array<seen, 3> talk(script says) {
  scripted_engine engine(std::move(says));
  auto all = testing::run([&]() -> task<std::array<seen, 3>> {
    const auto lanes = lanes_to(engine, co_await asio::this_coro::executor);
    const auto [a, b, gone] = co_await together(lanes->get("/a"), lanes->get("/b"), lanes->send_once(http_method::remove, "/c"));
    if (!a) must_be_visible(one_line(a.error()));
    if (!gone) must_be_visible(one_line(gone.error().why));
    must(gone.has_value() || gone.error().was_sent || !engine.heard.contains("DELETE"), "a removal that was heard and not sent");
    co_return std::array<seen, 3>{what_came(a), what_came(b), what_came(gone)};
  });
  return all;
}

std::vector<std::string> get_each(script says, std::size_t count) {
  scripted_engine engine(std::move(says));
  std::vector<std::string> bodies(count);
  testing::run([&]() -> task<int> {
    const auto lanes = lanes_to(engine, co_await asio::this_coro::executor);
    co_await lanes->get_each(
        count, [](std::size_t) { return std::string("/x"); },
        [&](std::size_t index, result<http_response> answer) {
          if (!answer) must(false, one_line(answer.error()));
          bodies[index] = answer->body;
        });
    co_return 0;
  });
  must(engine.connections == 1, "a second connection");
  return bodies;
}

std::string sized(std::string_view body) {
  return fmt::format("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{}", body.size(), body);
}

std::string chunked(std::string_view body, std::size_t piece) {
  std::string text = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
  for (; !body.empty(); body.remove_prefix(std::min(piece, body.size())))
    text += fmt::format("{:x}\r\n{}\r\n", std::min(piece, body.size()), body.substr(0, piece));
  return text + "0\r\n\r\n";
}

void must_come_whole(std::string_view text, bool in_chunks, std::size_t piece) {
  std::vector<std::string> bodies;
  std::string says;
  while (!text.empty() && bodies.size() < bodies_most) {
    bodies.emplace_back(take_until(text, '\0').substr(0, body_most));
    says += in_chunks ? chunked(bodies.back(), piece) : sized(bodies.back());
  }
  if (!bodies.empty()) must(get_each({.says = says, .piece = piece}, bodies.size()) == bodies, "another body than was sent");
}

}  // namespace

FUZZER(engine_http) {
  auto text = text_of(data, size);
  auto first = take_line(text);
  const auto how = take_until(first, ' ');
  const auto piece = number_in(first, 1);
  if (how == "sized" || how == "chunked") {
    must_come_whole(text, how == "chunked", piece);
    return 0;
  }
  script says{.says = std::string(text), .piece = piece};
  if (how == "reset") says.ends = asio::error::connection_reset;
  const auto in_pieces = talk(says);
  says.piece = 1u << 16;
  must(talk(says) == in_pieces, "at once it is something else than in pieces");
  return 0;
}

}  // namespace dropsweep::fuzz::engine_http_fuzzer
