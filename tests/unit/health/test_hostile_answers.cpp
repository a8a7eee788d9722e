// Whatever the other side sends, a probe ends in time, reads a bounded number of bytes and says what it saw in one line.
#include "unit/health/servers.hpp"

using namespace dropsweep;
using namespace dropsweep::testing;

namespace {

struct ended {
  observation seen;
  std::size_t read = 0;
};

ended meet(script plays, std::optional<std::string> contains = {}, span within = 300ms) {
  world all;
  loopback_dialer way;
  tls_client tls;
  server stranger(all, std::move(plays));
  auto which = http_at(stranger.port(), within);
  which.contains = std::move(contains);
  const auto started = std::chrono::steady_clock::now();
  auto seen = all.run(ask(which, way, tls));
  CHECK(std::chrono::steady_clock::now() - started < within + 2s);
  CHECK(seen.body.raw().size() <= 200);
  CHECK(seen.saw == visible(seen.saw, 1000));
  return {std::move(seen), way.notes.read};
}

std::string saw(script plays, std::optional<std::string> contains = {}) {
  const auto met = meet(std::move(plays), std::move(contains));
  CHECK_FALSE(met.seen.healthy);
  return met.seen.saw;
}

const std::string ok = "HTTP/1.1 200 OK\r\n";

}  // namespace

TEST_CASE("A server that says nothing") {
  CHECK(saw(says_nothing()) == "no answer within 300ms: connected, but nothing came back");
}

TEST_CASE("A server that closes at once") {
  // Linux resets a connection that is closed with the request unread; which of the two comes first is chance.
  const auto words = saw(closes_at_once());
  CAPTURE(words);
  CHECK((words == "the other side closed the connection without an answer" ||
         words == "the other side cut the connection (reset)"));
  CHECK(saw(says("")) == "the other side closed the connection without an answer");
}

TEST_CASE("Half a header") {
  CHECK(saw(says_and_stays(ok + "Content-Le")) == "no answer within 300ms: only a part of its header came");
  CHECK(saw(says(ok + "Content-Le")) == "the other side closed the connection in the middle of the answer's header");
  CHECK(saw(says(ok)) == "the other side closed the connection in the middle of the answer's header");
  CHECK(saw(says("HTT")) == "the other side closed the connection in the middle of the answer's header");
}

TEST_CASE("A header that never ends") {
  const auto met = meet(never_ends(ok, "X-Again: and again\r\n"), {}, 5s);
  CHECK(met.seen.saw == "the answer's header is longer than 16 KiB");
  CHECK(met.seen.took < 3s);
  CHECK(met.read < 64u << 10);
  const auto line = meet(never_ends("HTTP/1.1 200 ", "OK and OK and "), {}, 5s);
  CHECK(line.seen.saw == "the answer's header is longer than 16 KiB");
  CHECK(line.read < 64u << 10);
}

TEST_CASE("A header that drips") {
  CHECK(saw(drips(ok, "X: y\r\n", 20ms)) == "no answer within 300ms: only a part of its header came");
}

TEST_CASE("A body that never ends") {
  const auto met = meet(never_ends(ok + "\r\n", std::string(1000, 'x')), "ready", 10s);
  CHECK(met.seen.saw == "200 OK, but the first 256 KiB of the body do not contain \"ready\"");
  CHECK(met.seen.took < 5s);
  CHECK(met.read < 400u << 10);
}

TEST_CASE("A body that drips") {
  CHECK(saw(drips(ok + "\r\n", "x", 30ms), "ready").starts_with("no answer within 300ms: the body did not end ("));
}

TEST_CASE("An unhealthy body that drips does not hide its status") {
  const auto met = meet(drips("HTTP/1.1 500 Oops\r\n\r\n", "x", 30ms));
  CHECK(met.seen.saw == "status 500, wanted 200 to 299");
}

TEST_CASE("A huge Content-Length costs nothing") {
  const auto met = meet(says_and_stays(ok + "Content-Length: 18446744073709551615\r\n\r\nready"), "ready");
  CHECK(met.seen.healthy);
  CHECK(saw(says(ok + "Content-Length: 99999999999999999999999\r\n\r\n")).starts_with("the answer is no proper HTTP: "));
  CHECK(saw(says(ok + "Content-Length: 5000000000\r\n\r\nstarting"), "ready") ==
        "200 OK, but the body broke off after 8 B, and \"ready\" was not in it");
}

TEST_CASE("Chunks that are no chunks") {
  const std::string chunked = ok + "Transfer-Encoding: chunked\r\n\r\n";
  CHECK(saw(says(chunked + "zz\r\n"), "ready").starts_with("200 OK, but the body broke off after 0 B"));
  CHECK(saw(says(chunked + "FFFFFFFFFFFFFFFFF\r\nx"), "ready").starts_with("200 OK, but the body broke off"));
}

TEST_CASE("Small chunks with long extensions are cut off by what they cost on the wire") {
  const auto met =
      meet(never_ends(ok + "Transfer-Encoding: chunked\r\n\r\n", "1;x=" + std::string(3000, 'y') + "\r\nz\r\n"), "ready", 10s);
  CHECK_FALSE(met.seen.healthy);
  CHECK(met.seen.took < 5s);
  CHECK(met.read < 2u << 20);
  const auto one = meet(never_ends(ok + "Transfer-Encoding: chunked\r\n\r\n1;x=", std::string(3000, 'y')), "ready", 10s);
  CHECK_FALSE(one.seen.healthy);
  CHECK(one.seen.took < 5s);
  CHECK(one.read < 2u << 20);
}

TEST_CASE("What is no HTTP is shown by its first bytes, at once") {
  CHECK(saw(greets("SSH-2.0-OpenSSH_10.0\r\n")) == "the answer is no HTTP: it starts with \"SSH-2.0-OpenSSH_10.0\\r\\n\"");
  CHECK(saw(says_and_stays("-ERR unknown command 'GET'\r\n")) ==
        "the answer is no HTTP: it starts with \"-ERR unknown command 'GET'\\r\\n\"");
  CHECK(saw(says("HTTP/2 200\r\n\r\n")) == "the answer is no HTTP: it starts with \"HTTP/2 200\\r\\n\\r\\n\"");
  CHECK(saw(says(std::string("\0\0\x1b]0;", 6))) == "the answer is no HTTP: it starts with \"\\x00\\x00\\x1b]0;\"");
  CHECK(saw(says("::error::pwned\n")) == "the answer is no HTTP: it starts with \"\\::error::pwned\\n\"");
  CHECK(saw(says_and_stays("\x15\x03\x01")) == "the answer is TLS, not HTTP: is the address https:// instead?");
}

TEST_CASE("HTTP that breaks its rules") {
  for (const char* broken :
       {"HTTP/1.1 2x0 OK\r\n\r\n", "HTTP/1.1 200 OK\r\nno colon\r\n\r\n", "HTTP/1.1\r\n\r\n",
        "HTTP/1.1 200 OK\r\nA: \x01\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n"}) {
    CAPTURE(broken);
    const auto words = saw(says(broken));
    CAPTURE(words);
    CHECK(words.starts_with("the answer is no proper HTTP: "));
  }
}

TEST_CASE("A stranger's first bytes, cut at every place, never hang or throw") {
  const std::string whole = ok + "Transfer-Encoding: chunked\r\nX: y\r\n\r\n5\r\nready\r\n0\r\n\r\n";
  for (std::size_t cut = 0; cut < whole.size(); ++cut) {
    CAPTURE(cut);
    const auto met = meet(says(whole.substr(0, cut)), "ready");
    CHECK(met.seen.healthy == (cut >= whole.find("ready") + 5));
  }
}
