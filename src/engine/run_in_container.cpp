// A program in a container. What it prints comes on a connection of its own, whose end is the program's (Engine API, "Exec"); its
// exit code is asked for afterwards.
#include <array>
#include <boost/asio/cancel_at.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http.hpp>

#include "engine/answers.hpp"
#include "engine/engine.hpp"
#include "engine/http_lanes.hpp"
#include "engine/log_frames.hpp"
#include "engine/paths.hpp"
#include "engine/read_one.hpp"

namespace dropsweep {

namespace http = boost::beast::http;

namespace {

constexpr std::size_t output_most = 4096;
constexpr std::size_t header_most = 16u << 10;

std::string without_invalid_utf8(const json& document) { return document.dump(-1, ' ', false, json::error_handler_t::replace); }

std::string request_to_make(const std::vector<std::string>& command) {
  return without_invalid_utf8({{"AttachStdout", true}, {"AttachStderr", true}, {"Cmd", command}});
}

std::unexpected<error> failed(std::string seen, foreign theirs = {}) {
  return std::unexpected(error{.code = exit_code::engine, .step = "tasks", .seen = std::move(seen), .theirs = std::move(theirs)});
}

// Reads to the end of the connection. Not an error when the time is up: the output so far is in `reader`.
task<result<void>> read_output(byte_stream& stream, deadline until, frame_reader& reader) {
  beast::flat_buffer buffer{header_most + 4096};
  http::response_parser<http::buffer_body> parser;
  parser.header_limit(header_most);
  parser.body_limit(boost::none);
  const auto patience = [&] { return asio::cancel_at(until, asio::as_tuple(asio::use_awaitable)); };
  auto [bad_header, header_size] = co_await http::async_read_header(stream, buffer, parser, patience());
  if (bad_header == asio::error::operation_aborted) co_return result<void>{};
  if (bad_header) co_return failed(fmt::format("the engine did not start the program: {}.", to_net_error(bad_header).detail));
  const unsigned status = parser.get().result_int();
  std::array<char, 4096> piece;
  // A read that need not wait is over before anybody looks at its timer: of pieces that keep coming it never ends one.
  while (!parser.is_done() && std::chrono::steady_clock::now() < until) {
    auto& body = parser.get().body();
    body.data = piece.data();
    body.size = piece.size();
    body.more = true;
    auto [code, size] = co_await http::async_read_some(stream, buffer, parser, patience());
    reader.take({piece.data(), piece.size() - body.size});
    if (code && code != http::error::need_buffer) break;  // the program's end, or ours
  }
  if (status >= 300) co_return failed(fmt::format("the engine did not start the program: status {}.", status));
  co_return result<void>{};
}

struct exec_state {
  bool running = false;
  std::int64_t exit_code = 0;
};

read_result<exec_state> read_exec(std::string_view body) {
  return read_object(
      body, [](const fields& of) { return exec_state{.running = of.flag("Running"), .exit_code = of.number("ExitCode", -1)}; });
}

read_result<object_id> read_exec_id(std::string_view body) {
  return read_object(body, [](const fields& of) { return of.id("Id", &is_object_id); });
}

}  // namespace

task<result<program_end>> engine::run_in_container(object_id id, std::vector<std::string> command, span within) {
  if (!is_object_id(id)) co_return failed("not a container's id.");
  const auto until = after(within);
  auto made = co_await lanes_->send_once(http_method::post, versioned("/containers/" + id + "/exec"), request_to_make(command));
  if (!made) co_return std::unexpected(std::move(made.error().why));
  if (made->status >= 300) co_return failed(fmt::format("the engine refused: status {}.", made->status), engine_words(*made));
  const auto exec = read_exec_id(made->body);
  if (!exec || exec->empty()) co_return failed("the engine's answer is not understood.");

  auto stream = co_await lanes_->open_apart();
  if (!stream) co_return std::unexpected(std::move(stream.error()));
  const http_exchange start{.method = http_method::post,
                            .path = versioned("/exec/" + *exec + "/start"),
                            .body = without_invalid_utf8({{"Detach", false}, {"Tty", false}})};
  const auto request = start.serialised();
  auto [unsent, size] = co_await asio::async_write(**stream, asio::buffer(request), asio::as_tuple(asio::use_awaitable));
  if (unsent) co_return failed(fmt::format("the engine did not start the program: {}.", to_net_error(unsent).detail));
  frame_reader reader(output_most);
  const auto read = co_await read_output(**stream, until, reader);
  (*stream)->close();
  if (!read) co_return std::unexpected(read.error());

  program_end end{.exit_code = {}, .output = foreign(last_lines(reader.text(), output_most))};
  const auto path = versioned("/exec/" + *exec + "/json");
  const auto state = read_answer_to(path, co_await lanes_->get(path), &read_exec);
  if (!state) co_return std::unexpected(state.error());
  if (!state->running) end.exit_code = static_cast<int>(state->exit_code);
  co_return end;
}

}  // namespace dropsweep
