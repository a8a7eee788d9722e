// Members of a JSON object, read without a surprise. What is missing or null is the default. A member of the wrong type is noted
// when something stands on it (names, ids, states, what is mounted: were they quietly empty, something in use could look unused),
// and the default when it only informs (numbers, dates).
#pragma once

#include <functional>

#include "core/bytes.hpp"
#include "core/time.hpp"
#include "engine/json_text.hpp"
#include "model/objects.hpp"

namespace dropsweep {

class fields {
 public:
  // Both outlive this object. The first complaint stays: "Mounts is not a list".
  fields(const json& object, std::string& complaint);

  bool has(const char* key) const;  // there and not null
  foreign text(const char* key) const;
  bool flag(const char* key) const;
  dropsweep::labels labels(const char* key) const;
  fields object(const char* key) const;                                                        // an empty one where there is none
  void each_object(const char* key, const std::function<void(const fields&)>& read) const;     // of a list
  void each_text(const char* key, const std::function<void(const std::string&)>& read) const;  // of a list
  void each_member(const char* key,
                   const std::function<void(const std::string&, const fields&)>& read) const;  // of an object of objects
  void each_key(const char* key, const std::function<void(const std::string&)>& read) const;
  const json* list(const char* key) const;

  // An id that must be one; "" when there is none at all.
  std::string id(const char* key, bool (*is_one)(std::string_view)) const;

  // Words of the engine that become plain text of ours: letters, digits and "._:/@+~-"; anything else becomes "?".
  std::string word(const char* key) const;

  std::int64_t number(const char* key, std::int64_t otherwise = 0) const;
  byte_count size(const char* key) const;                       // unknown (-1) is 0
  std::optional<byte_count> known_size(const char* key) const;  // unknown (-1) is nullopt
  std::optional<instant> time(const char* key) const;  // RFC 3339 or seconds since 1970; year 1 and 1970 itself are unknown

  void complain(std::string what) const;

 private:
  const json* find(const char* key) const;

  const json& object_;
  std::string& complaint_;
};

}  // namespace dropsweep
