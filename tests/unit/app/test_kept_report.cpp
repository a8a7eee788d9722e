#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "app/kept_report.hpp"
#include "schedule/history.hpp"
#include "unit/temporary_folder.hpp"

using namespace dropsweep;
namespace files = std::filesystem;

namespace {

std::string text_of(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

instant day(int number) { return instant(std::chrono::days{20'000 + number}); }

// As the host's shell shows it.
scheduled_run read_back(const std::string& note) { return read_history("clock 1800000000\nrun x\n" + note)->runs.at(0); }

}  // namespace

TEST_CASE("A run is noted when it begins and again when it ends") {
  const test::temporary_folder place;
  const kept_report kept(place / "a/reports", day(0));
  auto note = kept.path();
  note.replace(note.rfind(".json"), std::string::npos, ".result");
  CHECK_FALSE(read_back(text_of(note)).ended);
  CHECK((files::status(place / "a/reports").permissions() & files::perms::group_all) == files::perms::none);

  run_record run{.hosts = {{.host = "unix:///run/docker.sock", .result = run_result::clean}}, .result = run_result::partial};
  run.code = exit_code::partial;
  run.fails_step = false;  // by `fail-on`
  run.took = std::chrono::seconds{7};
  kept.end(run);
  const auto seen = read_back(text_of(note));
  CHECK(seen.started == day(0));
  CHECK(seen.ended == day(0) + std::chrono::seconds{7});
  CHECK(seen.exit_code == 7);
  CHECK(seen.result == foreign("partial"));
}

TEST_CASE("The last twenty reports stay, and whatever else is in the folder") {
  const test::temporary_folder place;
  std::ofstream(place / "mine.json") << "mine";
  for (int number = 0; number < 25; ++number) {
    const kept_report kept(place.path.string(), day(number));
    std::ofstream(kept.path()) << number;
    kept.end({});
  }
  std::size_t notes = 0, reports = 0;
  for (const auto& one : files::directory_iterator(place.path)) {
    notes += one.path().extension() == ".result";
    reports += one.path().extension() == ".json";
  }
  CHECK(notes == reports_kept);
  CHECK(reports == reports_kept + 1);
  CHECK(files::exists(place / "mine.json"));
  CHECK(files::exists(kept_report(place.path.string(), day(24)).path()));
}
