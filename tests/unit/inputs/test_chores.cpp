#include <doctest/doctest.h>

#include "inputs/chores.hpp"
#include "unit/inputs/given.hpp"

using namespace dropsweep;
using namespace std::chrono_literals;

namespace {

using words = std::vector<std::string>;

std::string why_not(std::string_view line) {
  const auto read = parse_chore(line);
  return read ? "accepted" : read.error();
}

}  // namespace

TEST_CASE("Words are parted as a person quotes them, and nothing is expanded") {
  CHECK(command_words("psql -U app") == words{"psql", "-U", "app"});
  CHECK(command_words("  a\t b  ") == words{"a", "b"});
  CHECK(command_words(R"(psql -c "DELETE FROM old WHERE name = 'a b'")") ==
        words{"psql", "-c", "DELETE FROM old WHERE name = 'a b'"});
  CHECK(command_words(R"('a\b "c"' "d\"e\\f\g" h\ i)") == words{R"(a\b "c")", R"(d"e\f\g)", "h i"});
  CHECK(command_words(R"(x="1 2"'3 4' "" $HOME * ;)") == words{"x=1 23 4", "", "$HOME", "*", ";"});
  CHECK(command_words("'a") == std::unexpected("has a quote that does not end"));
  CHECK(command_words("a\\") == std::unexpected("ends with a backslash"));
}

TEST_CASE("exec names a container, a deadline and an argument vector") {
  const auto read = parse_chore(R"(exec shop-db-1 within=5m: psql -c "DELETE FROM a:b")");
  REQUIRE(read);
  const auto& program = std::get<exec_chore>(read->what);
  CHECK(program.container == "shop-db-1");
  CHECK(program.command == words{"psql", "-c", "DELETE FROM a:b"});
  CHECK(read->within == 5min);
  CHECK(read->name == "exec shop-db-1: psql");
  CHECK(parse_chore("exec db: vacuum")->within == 2min);
}

TEST_CASE("http names a method, a URL, a deadline and a body that goes on to the line's end") {
  const auto read = parse_chore(R"(http POST http://127.0.0.1:6333/c/delete?wait=true within=10s body={"a": [1, 2]})");
  REQUIRE(read);
  const auto& where = std::get<service>(read->what);
  CHECK(where.method == "POST");
  CHECK(where.request_body == R"({"a": [1, 2]})");
  CHECK(where.path == "/c/delete?wait=true");
  CHECK(where.port == 6333);
  CHECK(where.within == 10s);
  CHECK(where.from == service::vantage::droplet);
  CHECK(read->name == "POST http://127.0.0.1:6333/c/delete");
  // From the droplet, whatever the address.
  CHECK(std::get<service>(parse_chore("http GET https://shop.example/clean")->what).from == service::vantage::droplet);
}

TEST_CASE("A line that says no task is refused with an example") {
  CHECK(why_not("run db: x").contains("begins with neither exec nor http; write for example exec db"));
  CHECK(why_not("exec db psql").contains("has no colon"));
  CHECK(why_not("exec : psql").contains("names no container"));
  CHECK(why_not("exec db within=0s: psql").contains("no duration"));
  CHECK(why_not("exec db within=2h: psql").contains("at most 1h"));
  CHECK(why_not("exec db user=root: psql").contains("only within="));
  CHECK(why_not("exec db: ").contains("has no"));
  CHECK(why_not("exec db: 'psql").contains("has a quote that does not end in its command"));
  CHECK(why_not("http BREW http://a/").contains("has no method"));
  CHECK(why_not("http GET tcp://a:1").contains("neither http:// nor https://"));
  CHECK(why_not("http GET http://a/ soon").contains("something else than within= and body="));
  CHECK(why_not("http POST http://user:swordfish@a/").contains("a user or a password"));
  CHECK(why_not("exec db: a\rb").contains("control character"));
}

TEST_CASE("No message and no name shows an argument, a body or a query: a password may stand there") {
  for (const std::string_view line : {"exec db psql postgres://app:swordfish@db/app", "exec db: psql 'swordfish",
                                      "http POST http://a/ swordfish", "http POST http://u:swordfish@a/"}) {
    CAPTURE(line);
    CHECK_FALSE(why_not(line).contains("swordfish"));
  }
  CHECK_FALSE(parse_chore("exec db: psql swordfish")->name.contains("swordfish"));
  CHECK_FALSE(parse_chore("http GET http://a/?key=swordfish")->name.contains("swordfish"));
}

TEST_CASE("Tasks that may take all of the run's time would keep the sweep from its turn and are refused") {
  const auto with = [](std::string tasks, std::string timeout = "") {
    return test::variables{{"INPUT_TASKS", std::move(tasks)}, {"INPUT_TIMEOUT", std::move(timeout)}};
  };
  const auto why = test::refused_sweep(with("exec db within=14m: vacuum\nhttp GET http://127.0.0.1/clean within=1m"));
  CHECK(why.contains("input tasks: together they may take 15m "));
  CHECK(why.contains("timeout, which is 15m, would end the run before anything is swept; give for example timeout: 30m"));
  CHECK(test::swept(with("exec db within=14m: vacuum\nhttp GET http://127.0.0.1/clean within=59s")).chores.size() == 2);
  CHECK(test::swept(with("exec db within=1h: vacuum", "75m")).chores.size() == 1);
}
