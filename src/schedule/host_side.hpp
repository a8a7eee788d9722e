// What was found of a schedule on a host: schedule_script's answer to "look", and how it differs from what is wanted.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/foreign.hpp"
#include "schedule/files.hpp"

namespace dropsweep {

struct file_there {
  std::string mode, owner;
  std::string sum;  // SHA-256, 64 hexadecimal digits
};

struct host_side {
  bool root = false;
  bool sums = false;    // it has a program that makes them
  std::string machine;  // `uname -m`
  timekeeper by = timekeeper::none;
  foreign why_none;                                      // what was looked for
  std::map<std::string, file_there, std::less<>> files;  // by place::name
  std::set<std::string, std::less<>> not_ours;           // places where somebody else's file is
  std::set<std::string, std::less<>> exposed;            // files in a folder that others than root may change
  bool enabled = false, active = false;                  // the timer of systemd, as its file is now
  foreign version;                                       // what the program says of itself
};

// nullopt: it is no such answer.
std::optional<host_side> read_host_side(std::string_view answer);

// For root alone to change, as its folder is, with the mode that belongs to it.
bool is_guarded(const host_side& there, const place& where);

// The same bytes, for root alone to change, with the mode that belongs to it. `sum`: of the wanted text.
bool is_as_wanted(const host_side& there, const place& where, std::string_view sum);

// Of another timekeeper than this one: what would start the sweep a second time.
std::vector<place> left_over(const host_side& there);

}  // namespace dropsweep
