// A summary that keeps below its limit: fixed text, and lists that can be cut from their ends. The longest lists are cut first,
// and each says how much is missing: a summary that is too large is dropped whole by the runner, which helps nobody.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace dropsweep {

class summary_text {
 public:
  void add(std::string fixed);
  // `rows` in the order of their worth; `open` and `close` stay whatever is cut.
  void add_list(std::string open, std::vector<std::string> rows, std::string close);

  // At most `limit` bytes.
  std::string render(std::size_t limit) const;

 private:
  struct block {
    std::string open;
    std::vector<std::string> rows;
    std::string close;
  };

  static std::size_t rows_within(const block& list, std::size_t bytes);
  std::size_t size_with(std::size_t bytes_per_list) const;
  std::string text_with(std::size_t bytes_per_list) const;
  std::string what_fits(std::size_t limit) const;

  std::vector<block> blocks_;
};

}  // namespace dropsweep
