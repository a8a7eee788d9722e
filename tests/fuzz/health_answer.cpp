// What answers a health probe, "SERVICES LINE\nPIECE\n" and its bytes: a verdict of one line about few bytes, the same whole or
// byte by byte, and never healthy without the status and the text that were asked for.
#include "fuzz/scripted_stream.hpp"
#include "health/http_answer.hpp"
#include "inputs/services.hpp"

namespace dropsweep::fuzz::health_answer_fuzzer {

namespace {

observation ask(const service& which, const script& says) {
  conversation talk;
  const auto far = far_end_of(says);
  const auto answer = testing::run([&]() -> task<net_result<observation>> {
    testing::memory_stream stream(co_await asio::this_coro::executor, far);
    co_return co_await ask_http(stream, which, talk);
  });
  must(talk.received.capacity() <= header_most + 4096, "more is held than one header");
  if (answer) {
    must_be_visible(answer->saw);
    must(answer->saw.size() <= 500 && answer->body.raw().size() <= excerpt_most, "more is told than fits a line");
    must(!answer->saw.empty(), "a verdict without a word");
    return *answer;
  }
  must_be_visible(answer.error().detail);
  must_be_visible(late_answer(talk, which).saw);
  return {.saw = answer.error().detail};
}

void must_have_answered(const service& which, std::string_view bytes) {
  must(bytes.contains("HTTP/1."), "healthy without HTTP");
  bool any = false;
  for (unsigned status = 100; status <= 599; ++status)
    any = any || (is_wanted(which, status) && bytes.contains(std::to_string(status)));
  must(any, "healthy without a status that is wanted");
  // In chunks a text may stand in several pieces.
  const bool in_chunks = bytes.contains("hunked") || bytes.contains("HUNKED");
  if (which.contains && !in_chunks) must(bytes.contains(*which.contains), "healthy without the text");
}

}  // namespace

FUZZER(health_answer) {
  auto bytes = text_of(data, size);
  const auto read = parse_service(take_line(bytes));
  const auto which = read && read->how != service::scheme::container ? *read : *parse_service("a http://a/ contains=ready");
  const auto piece = number_in(take_line(bytes), 1);
  const auto in_pieces = ask(which, {.says = std::string(bytes), .piece = piece});
  const auto at_once = ask(which, {.says = std::string(bytes)});
  must(in_pieces.healthy == at_once.healthy, "at once it is something else than in pieces");
  if (at_once.healthy) must_have_answered(which, bytes);
  return 0;
}

}  // namespace dropsweep::fuzz::health_answer_fuzzer
