#include "engine/answers.hpp"

#include "engine/json_fields.hpp"

namespace dropsweep {

namespace {

constexpr std::size_t words_most = 1000;

}  // namespace

foreign engine_words(const http_response& answer) {
  if (answer.body.starts_with('{')) {
    if (const auto document = read_json(answer.body)) {
      std::string ignored;
      if (auto message = fields(*document, ignored).text("message").raw(); !message.empty()) return message.substr(0, words_most);
    }
  }
  return answer.body.substr(0, words_most);
}

error unexpected_status(std::string_view path, const http_response& answer) {
  return engine_error({.path = std::string(path)}, fmt::format("the engine answered with status {}", answer.status),
                      engine_words(answer));
}

error unreadable(std::string_view path, std::string_view complaint) {
  return engine_error({.path = std::string(path)}, visible(complaint, 400));
}

}  // namespace dropsweep
