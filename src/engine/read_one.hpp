// How every reader of read_objects.hpp begins and ends.
#pragma once

#include <array>

#include "engine/json_fields.hpp"
#include "engine/read_objects.hpp"

namespace dropsweep {

// What labels take in memory: bytes, and the nodes that hold them. An answer of 8 MiB can be nothing but labels of ten bytes.
inline std::size_t weight_of(const labels& all) {
  constexpr std::size_t node = 112;
  std::size_t weight = 0;
  for (const auto& [key, value] : all) weight += node + key.raw().size() + value.raw().size();
  return weight;
}

// Of all objects of one kind: 50,000 labels of ordinary length.
inline constexpr std::size_t labels_most = 8u << 20;

// A list while it is read; too much of it is a complaint, and from then on nothing is kept.
template <class Object>
class label_budget {
 public:
  void add(std::vector<Object>& objects, Object object, const fields& of) {
    if constexpr (requires { object.labels; }) weight_ += weight_of(object.labels);
    if (weight_ <= labels_most) return objects.push_back(std::move(object));
    of.complain("the objects have more labels than any host's");
    objects.clear();
  }

 private:
  std::size_t weight_ = 0;
};

// The whole body as one object.
template <class Read>
auto read_object(std::string_view body, Read read) -> read_result<decltype(read(std::declval<const fields&>()))> {
  auto document = read_json(body);
  if (!document) return std::unexpected(std::move(document.error()));
  std::string complaint;
  auto object = read(fields(*document, complaint));
  if (!complaint.empty()) return std::unexpected(std::move(complaint));
  return object;
}

// The whole body as a list of objects.
template <class Read>
auto read_objects(std::string_view body, Read read) -> read_result<std::vector<decltype(read(std::declval<const fields&>()))>> {
  static constexpr std::array<std::string_view, 1> whole{""};
  std::vector<decltype(read(std::declval<const fields&>()))> objects;
  label_budget<decltype(read(std::declval<const fields&>()))> budget;
  std::string complaint;
  auto document = read_json(body, whole, [&](std::size_t, json element) {
    const fields of(element, complaint);
    budget.add(objects, read(of), of);
  });
  if (!document) return std::unexpected(std::move(document.error()));
  if (!document->is_array()) return std::unexpected("the answer is no list");
  if (!complaint.empty()) return std::unexpected(std::move(complaint));
  return objects;
}

}  // namespace dropsweep
