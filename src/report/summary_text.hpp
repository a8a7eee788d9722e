// A summary that keeps below its limit: fixed text, and lists that can be cut from their ends. The longest lists are cut first,
// and each says how much is missing: a summary that is too large is dropped whole by the runner, which helps nobody.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace dropsweep {

// The rows of a list, in the order of their worth. A host may have a hundred times as many as a summary shows: what can never be
// shown is counted and not kept.
class summary_rows {
 public:
  void push_back(std::string row);
  const std::vector<std::string>& kept() const { return kept_; }
  std::size_t size() const { return size_; }

 private:
  std::vector<std::string> kept_;
  std::size_t size_ = 0, bytes_ = 0;
};

class summary_text {
 public:
  void add(std::string fixed);
  // `open` and `close` stay whatever is cut.
  void add_list(std::string open, summary_rows rows, std::string close);

  // At most `limit` bytes, which are at most summary_limit.
  std::string render(std::size_t limit) const;

 private:
  struct block {
    std::string open;
    summary_rows rows;
    std::string close;
  };

  static std::size_t rows_within(const block& list, std::size_t bytes);
  std::size_t size_with(std::size_t bytes_per_list) const;
  std::string text_with(std::size_t bytes_per_list) const;
  std::string what_fits(std::size_t limit) const;

  std::vector<block> blocks_;
};

}  // namespace dropsweep
