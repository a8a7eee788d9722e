#include "report/json_stream.hpp"

namespace dropsweep {

namespace {

constexpr std::size_t written_at_once = 64u << 10;

}  // namespace

void json_stream::begin(char open, char close) {
  before_value();
  unwritten_ += open;
  open_.push_back({.close = close});
}

void json_stream::end() {
  const auto ended = open_.back();
  open_.pop_back();
  if (!ended.empty) new_line();
  unwritten_ += ended.close;
  if (!open_.empty()) return flush_above(written_at_once);
  unwritten_ += '\n';
  flush_above(0);
}

void json_stream::key(std::string_view name) {
  before_value();
  unwritten_ += indented(json(name)) + ": ";
  after_key_ = true;
}

void json_stream::put(const json& value) {
  before_value();
  // In JSON's texts a line break is an escape: each one here is between values.
  for (const char letter : indented(value)) {
    unwritten_ += letter;
    if (letter == '\n') unwritten_.append(2 * open_.size(), ' ');
  }
  flush_above(written_at_once);
}

void json_stream::put(std::string_view name, const json& value) {
  key(name);
  put(value);
}

void json_stream::before_value() {
  if (std::exchange(after_key_, false) || open_.empty()) return;
  if (!std::exchange(open_.back().empty, false)) unwritten_ += ',';
  new_line();
}

void json_stream::new_line() { unwritten_.append(1, '\n').append(2 * open_.size(), ' '); }

void json_stream::flush_above(std::size_t bytes) {
  if (unwritten_.size() <= bytes) return;
  to_(unwritten_);
  unwritten_.clear();
}

}  // namespace dropsweep
