#include "report/writer.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <stdexcept>

#include "golden.hpp"
#include "unit/temporary_folder.hpp"

using namespace dropsweep;
using namespace dropsweep::test;

namespace {

std::ptrdiff_t entries(const temporary_folder& folder) {
  return std::distance(std::filesystem::directory_iterator(folder.path), std::filesystem::directory_iterator{});
}

std::function<void(text_sink)> saying(std::string_view text) {
  return [text](const text_sink& to) { to(text); };
}

}  // namespace

TEST_CASE("A value that contains the delimiter is refused") {
  CHECK_THROWS_AS(output_records({{"result", "a\nDELIMITER\nforged=1"}}, "DELIMITER"), std::invalid_argument);
  CHECK_THROWS_AS(output_records({{"result", "clean"}}, ""), std::invalid_argument);
}

TEST_CASE("A name that could open a record of its own is refused") {
  CHECK_THROWS_AS(output_records({{"a=b", "1"}}, "D"), std::invalid_argument);
  CHECK_THROWS_AS(output_records({{"a\nb", "1"}}, "D"), std::invalid_argument);
  CHECK_THROWS_AS(output_records({{"", "1"}}, "D"), std::invalid_argument);
}

TEST_CASE("Delimiters are never the same twice") {
  CHECK(random_delimiter() != random_delimiter());
  CHECK(random_delimiter().starts_with("ghadelimiter_"));
}

TEST_CASE("Appending keeps what is there") {
  const temporary_folder folder;
  CHECK(append_once(folder / "out", "a=1\n"));
  CHECK(append_once(folder / "out", "b=2\n"));
  CHECK(read_all(folder / "out") == "a=1\nb=2\n");
}

TEST_CASE("What cannot be written is an error that names the file") {
  const auto failed = append_once("/nowhere/out", "a");
  REQUIRE_FALSE(failed);
  CHECK(failed.error().seen.contains("/nowhere/out"));
  CHECK_FALSE(replace_file("/nowhere/out", saying("a")));
  CHECK_FALSE(append_once("/dev/full", "a"));
}

TEST_CASE("Replacing leaves one private file and nothing beside it") {
  const temporary_folder folder;
  CHECK(replace_file(folder / "report.json", saying("old and long")));
  CHECK(replace_file(folder / "report.json", saying("new")));
  CHECK(read_all(folder / "report.json") == "new");
  CHECK(entries(folder) == 1);
  struct stat seen{};
  REQUIRE(stat((folder / "report.json").c_str(), &seen) == 0);
  CHECK((seen.st_mode & 0777) == 0600);
}

TEST_CASE("A link stays a link, its target is replaced") {
  const temporary_folder folder;
  CHECK(replace_file(folder / "target", saying("old")));
  REQUIRE(symlink("target", (folder / "link").c_str()) == 0);
  CHECK(replace_file(folder / "link", saying("new")));
  CHECK(std::filesystem::is_symlink(folder / "link"));
  CHECK(read_all(folder / "target") == "new");
}

TEST_CASE("A device is written to, never replaced") {
  CHECK(replace_file("/dev/null", saying("gone")));
  CHECK(std::filesystem::is_character_file("/dev/null"));
}

TEST_CASE("When replacing fails, nothing is left behind") {
  const temporary_folder folder;
  std::filesystem::create_directory(folder / "busy");
  std::filesystem::create_directory((folder / "busy") + "/inside");
  CHECK_FALSE(replace_file(folder / "busy", saying("x")));
  CHECK(entries(folder) == 1);
}
