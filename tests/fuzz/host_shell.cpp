// The shell on the host, "PIECE\n" and what it says: an answer is what stands between the marks, whatever a login shell printed
// before them, whole or byte by byte; what never ends is bounded.
#include "survey/host_shell.hpp"
#include "fuzz/scripted_stream.hpp"

namespace dropsweep::fuzz::host_shell_fuzzer {

namespace {

constexpr std::size_t answer_most = 2000, noise_most = 16 * 1024;

struct scripted_shell final : script_runner {
  script says;
  std::shared_ptr<testing::far_end> far;
  std::string heard;

  task<net_result<std::unique_ptr<byte_stream>>> start(std::string_view, deadline) override {
    must(far == nullptr, "a second shell");
    far = far_end_of(says);
    far->hears = [this](std::string_view bytes) { heard += bytes; };
    co_return std::make_unique<testing::memory_stream>(co_await asio::this_coro::executor, far);
  }
};

using answers = std::array<std::optional<std::string>, 2>;

answers ask_twice(const script& says) {
  scripted_shell runner;
  runner.says = says;
  auto both = testing::run([&]() -> task<answers> {
    host_shell shell(co_await asio::this_coro::executor, runner);
    const auto until = after(std::chrono::minutes{1});
    answers all;
    for (auto& one : all) {
      auto answer = co_await shell.ask("probe /var/lib/docker\nlock x", "", answer_most, until);
      if (answer) one = *answer;
    }
    co_return all;
  });
  must(runner.heard.starts_with("probe /var/lib/docker?lock x\n"), "a line end in an argument became a request");
  must(says.says.size() - runner.far->saying.size() <= 2 * (answer_most + noise_most + (16u << 10)), "it reads on and on");
  return both;
}

// The first begin mark, and the first end mark behind it.
std::optional<std::string> reference(std::string_view& text) {
  const auto begin = text.find(begin_mark);
  if (begin == std::string_view::npos) return std::nullopt;
  const auto first = begin + begin_mark.size(), end = text.find(end_mark, first);
  if (end == std::string_view::npos) return std::nullopt;
  const std::string answer(text.substr(first, end - first));
  text.remove_prefix(end + end_mark.size());
  return answer;
}

}  // namespace

FUZZER(host_shell) {
  auto text = text_of(data, size);
  const auto piece = number_in(take_line(text), 1);
  const auto in_pieces = ask_twice({.says = std::string(text), .piece = piece});
  const auto at_once = ask_twice({.says = std::string(text)});
  if (text.size() > answer_most) return 0;  // where it is cut off depends on what came together
  must(in_pieces == at_once, "at once it is something else than in pieces");
  for (const auto& answer : at_once) {
    const auto wanted = reference(text);
    must(answer == wanted, "another answer than stands between the marks");
    if (!wanted) break;
  }
  return 0;
}

}  // namespace dropsweep::fuzz::host_shell_fuzzer
