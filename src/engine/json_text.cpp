#include "engine/json_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace dropsweep {

namespace {

class bounded_reader final : public nlohmann::json_sax<json> {
 public:
  bounded_reader(std::span<const std::string_view> lists, const element_reader& read) : lists_(lists), read_(read) {}

  bool null() override { return add(nullptr); }
  bool boolean(bool value) override { return add(value); }
  bool number_integer(number_integer_t value) override { return add(value); }
  bool number_unsigned(number_unsigned_t value) override { return add(value); }
  bool number_float(number_float_t value, const string_t&) override { return add(value); }
  bool string(string_t& value) override { return add(std::move(value)); }
  bool binary(binary_t&) override { return false; }  // not in text
  bool key(string_t& name) override {
    open_.back().key = std::move(name);
    return true;
  }
  bool start_object(std::size_t) override { return begin(json::object()); }
  bool start_array(std::size_t) override { return begin(json::array()); }
  bool end_object() override { return end(); }
  bool end_array() override { return end(); }
  bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception&) override {
    return fail(fmt::format("the answer is no JSON (at byte {})", position));
  }

  json take_document() { return std::move(document_); }
  std::string take_complaint() { return std::move(complaint_); }

 private:
  struct level {
    json value;
    std::string key;                // of the member that comes next
    std::size_t list = not_a_list;  // which of lists_ this array is
    std::size_t values_before = 0;
  };
  static constexpr auto not_a_list = static_cast<std::size_t>(-1);

  bool fail(std::string complaint) {
    complaint_ = std::move(complaint);
    return false;
  }

  bool begin(json empty) {
    if (open_.size() >= json_depth_most) return fail(fmt::format("the answer is nested deeper than {} levels", json_depth_most));
    level next{.value = std::move(empty), .values_before = values_};
    if (next.value.is_array()) next.list = list_at(path());
    open_.push_back(std::move(next));
    return true;
  }

  bool end() {
    level ended = std::move(open_.back());
    open_.pop_back();
    if (open_.empty() || open_.back().list == not_a_list) return add(std::move(ended.value));
    if (!ended.value.is_object()) return fail("a list holds something that is no object");
    values_ = ended.values_before;
    if (++objects_ > json_objects_most) return fail(fmt::format("the answer lists more than {} objects", json_objects_most));
    read_(open_.back().list, std::move(ended.value));
    return true;
  }

  bool add(json value) {
    if (++values_ > json_values_most || ++values_in_all_ > json_values_in_all)
      return fail(
          fmt::format("the answer has more than {} values", values_ > json_values_most ? json_values_most : json_values_in_all));
    if (open_.empty()) {
      document_ = std::move(value);
      return true;
    }
    auto& parent = open_.back();
    if (parent.list != not_a_list) return fail("a list holds something that is no object");
    if (parent.value.is_array()) {
      parent.value.push_back(std::move(value));
    } else {
      parent.value[parent.key] = std::move(value);
    }
    return true;
  }

  std::string path() const {
    std::string keys;
    for (const auto& above : open_) keys += (keys.empty() ? "" : "/") + above.key;
    return keys;
  }

  std::size_t list_at(const std::string& where) const {
    const auto found = std::ranges::find(lists_, std::string_view(where));
    return found == lists_.end() ? not_a_list : static_cast<std::size_t>(found - lists_.begin());
  }

  std::span<const std::string_view> lists_;
  const element_reader& read_;
  std::vector<level> open_;
  std::size_t values_ = 0, values_in_all_ = 0, objects_ = 0;
  json document_;
  std::string complaint_;
};

}  // namespace

std::expected<json, std::string> read_json(std::string_view text, std::span<const std::string_view> lists,
                                           const element_reader& read) {
  bounded_reader reader(lists, read);
  if (!json::sax_parse(text, &reader)) {
    auto complaint = reader.take_complaint();
    return std::unexpected(complaint.empty() ? "the answer is no JSON" : std::move(complaint));
  }
  return reader.take_document();
}

}  // namespace dropsweep
