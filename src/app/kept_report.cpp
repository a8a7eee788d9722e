#include "app/kept_report.hpp"

#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "report/verdict_line.hpp"
#include "report/writer.hpp"
#include "schedule/history.hpp"

namespace dropsweep {

namespace {

namespace files = std::filesystem;

constexpr std::string_view note_ending = ".result";

// "20261129T030000Z-4711": in the order of time, and by the process, which is looked for while there is no end.
std::string name_of(instant started) {
  auto name = format_instant(started);
  std::erase_if(name, [](char c) { return c == '-' || c == ':'; });
  return fmt::format("{}-{}", name, ::getpid());
}

void write_note(const std::string& stem, const run_note& note) {
  const auto written = replace_file(stem + std::string(note_ending), [&](const text_sink& to) { to(note_of(note)); });
  if (!written) print(fmt::format("dropsweep: {}\n", one_line(written.error())));
}

void remove_the_oldest(const std::string& folder) {
  std::error_code failed;
  std::vector<files::path> notes;
  for (const auto& one : files::directory_iterator(folder, failed)) {
    if (one.path().extension() == note_ending) notes.push_back(one.path());
  }
  std::ranges::sort(notes);
  for (std::size_t i = 0; i + reports_kept < notes.size(); ++i) {
    files::remove(notes[i].replace_extension(".json"), failed);
    files::remove(notes[i].replace_extension(note_ending), failed);
  }
}

}  // namespace

kept_report::kept_report(std::string folder, instant started)
    : folder_(std::move(folder)), stem_(folder_ + "/" + name_of(started)), started_(started) {
  std::error_code failed;
  if (files::create_directories(folder_, failed)) files::permissions(folder_, files::perms::owner_all, failed);
  write_note(stem_, {.started = started_});
}

void kept_report::end(const run_record& run) const {
  const auto verdict = plain_verdict(run);
  const bool asked = !run.hosts.empty() && run.hosts.front().health;
  write_note(stem_, {.started = started_,
                     .ended = started_ + run.took,
                     .exit_code = static_cast<int>(run.code),
                     .result = name(run.result),
                     .health = asked ? name(run.hosts.front().health->overall) : name(overall_health::unchecked),
                     .verdict = verdict});
  remove_the_oldest(folder_);
}

}  // namespace dropsweep
