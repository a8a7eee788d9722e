// JSON of any length, written out piece by piece: no more of it is ever in memory than one object of a list. Byte for byte what
// `indented` makes of the whole.
#pragma once

#include <functional>
#include <ranges>
#include <string>
#include <string_view>
#include <vector>

#include "report/json_values.hpp"
#include "report/writer.hpp"

namespace dropsweep {

class json_stream {
 public:
  explicit json_stream(text_sink to) : to_(std::move(to)) {}

  void begin_object() { begin('{', '}'); }
  void begin_list() { begin('[', ']'); }
  void end();  // of the innermost; of the outermost: a line break, and everything is out

  void key(std::string_view name);  // in an object, before each value
  void put(const json& value);
  void put(std::string_view name, const json& value);

  // `write` puts one value for each.
  template <std::ranges::range Range>
  void list(std::string_view name, const Range& all, auto write) {
    key(name);
    begin_list();
    for (const auto& one : all) write(one);
    end();
  }

 private:
  struct level {
    char close;
    bool empty = true;
  };

  void begin(char open, char close);
  void before_value();
  void new_line();
  void flush_above(std::size_t bytes);

  text_sink to_;
  std::string unwritten_;
  std::vector<level> open_;
  bool after_key_ = false;
};

}  // namespace dropsweep
