#include "health/body_reader.hpp"

#include <algorithm>

#include "health/conversation.hpp"

namespace dropsweep {

body_reader::body_reader(std::optional<std::string> needle) : needle_(std::move(needle)) {
  found_ = needle_ && needle_->empty();  // every body contains the empty text
}

void body_reader::take(std::string_view piece) {
  piece = piece.substr(0, body_most - std::min(body_most, seen_));
  seen_ += piece.size();
  excerpt_.append(piece.substr(0, excerpt_most - excerpt_.size()));
  if (!needle_ || found_) return;
  tail_.append(piece);
  found_ = tail_.contains(*needle_);
  if (tail_.size() >= needle_->size()) tail_.erase(0, tail_.size() - (needle_->size() - 1));
}

bool body_reader::satisfied() const noexcept {
  if (seen_ >= body_most) return true;
  return needle_ ? found_ : excerpt_.size() >= excerpt_most;
}

}  // namespace dropsweep
