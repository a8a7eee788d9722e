// How every reader of read_objects.hpp begins and ends.
#pragma once

#include <array>

#include "engine/json_fields.hpp"
#include "engine/read_objects.hpp"

namespace dropsweep {

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
  std::string complaint;
  auto document = read_json(body, whole, [&](std::size_t, json element) {
    const fields of(element, complaint);
    objects.push_back(read(of));
  });
  if (!document) return std::unexpected(std::move(document.error()));
  if (!document->is_array()) return std::unexpected("the answer is no list");
  if (!complaint.empty()) return std::unexpected(std::move(complaint));
  return objects;
}

}  // namespace dropsweep
