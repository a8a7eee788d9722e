// Services that behave, and the ways in which they honestly fail.
#include "unit/health/servers.hpp"

using namespace dropsweep;
using namespace dropsweep::testing;

namespace {

struct probing {
  world all;
  loopback_dialer way;
  tls_client tls;

  observation of(service which) { return all.run(ask(which, way, tls)); }
};

observation without_time(observation seen) {
  if (seen.healthy) seen.saw = seen.saw.substr(0, seen.saw.find(" in "));
  return seen;
}

}  // namespace

TEST_CASE("A service that answers 200 is healthy, asked in one write") {
  probing probe;
  server good(probe.all, says(answer("200 Fine", "hello")));
  auto which = http_at(good.port());
  which.path = "/health";
  const auto seen = probe.of(which);
  CHECK(seen.healthy);
  CHECK(without_time(seen).saw == "200 OK");
  CHECK(seen.saw.ends_with(" ms"));
  CHECK(seen.body.empty());
  REQUIRE(probe.way.notes.written.size() == 1);
  CHECK(probe.way.notes.written[0].starts_with("GET /health HTTP/1.1\r\nHost: 127.0.0.1:"));
  CHECK(probe.way.notes.dialled.size() == 1);
}

TEST_CASE("A healthy answer is not read beyond its header") {
  probing probe;
  server good(probe.all, says_and_stays("HTTP/1.1 200 OK\r\nContent-Length: 123456789\r\n\r\n"));
  CHECK(probe.of(http_at(good.port())).healthy);
}

TEST_CASE("Accepted statuses are the service's own, or 200 to 299") {
  probing probe;
  server other(probe.all, says(answer("204 No Content", "")));
  auto which = http_at(other.port());
  CHECK(probe.of(which).saw.starts_with("204 No Content in "));
  which.status = {200};
  CHECK(probe.of(which).saw == "status 204, wanted 200");
  which.status = {200, 201, 299};
  CHECK(probe.of(which).saw == "status 204, wanted 200, 201 or 299");
  other.plays(says(answer("299 Mine", "")));
  CHECK(probe.of(which).saw.starts_with("status 299 in "));
  other.plays(says(answer("401 Unauthorized", "")));
  which.status = {401};
  CHECK(probe.of(which).healthy);
}

TEST_CASE("An unhealthy status comes with the first 200 bytes of its body") {
  probing probe;
  server bad(probe.all, says(answer("503 Service Unavailable", std::string(150, 'a') + std::string(150, 'b'))));
  const auto seen = probe.of(http_at(bad.port()));
  CHECK_FALSE(seen.healthy);
  CHECK(seen.saw == "status 503, wanted 200 to 299");
  CHECK(seen.body.raw() == std::string(150, 'a') + std::string(50, 'b'));
}

TEST_CASE("A redirect is told and not followed") {
  probing probe;
  server moved(probe.all, says(answer("301 Moved", "", "Location: https://evil.example/\x1b[2J\r\n")));
  server target(probe.all, says(answer("200 OK", "")));
  const auto seen = probe.of(http_at(moved.port()));
  CHECK_FALSE(seen.healthy);
  CHECK_FALSE(seen.saw.contains('\x1b'));
  moved.plays(says(answer("302 Found", "", "Location: /login\r\n")));
  CHECK(probe.of(http_at(moved.port())).saw == "status 302, wanted 200 to 299; it redirects to /login, which is not followed");
  CHECK(target.connections() == 0);
}

TEST_CASE("The wanted text is looked for in plain, chunked and unframed bodies") {
  probing probe;
  server good(probe.all, says(answer("200 OK", "status: ready")));
  auto which = http_at(good.port());
  which.contains = "ready";
  CHECK(without_time(probe.of(which)).saw == "200 OK");
  good.plays(says("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nrea\r\n2;x=y\r\ndy\r\n0\r\n\r\n"));
  CHECK(probe.of(which).healthy);
  good.plays(says("HTTP/1.0 200 OK\r\n\r\nall is ready"));
  CHECK(probe.of(which).healthy);
  good.plays(says(answer("200 OK", "starting")));
  const auto seen = probe.of(which);
  CHECK(seen.saw == "200 OK, but the body (8 B) does not contain \"ready\"");
  CHECK(seen.body.raw() == "starting");
}

TEST_CASE("A wanted text ends the reading of a body that never ends") {
  probing probe;
  server good(probe.all, drips("HTTP/1.1 200 OK\r\n\r\nready\n", "event\n", 10ms));
  auto which = http_at(good.port(), 2s);
  which.contains = "ready";
  CHECK(probe.of(which).healthy);
  which.contains = "event\nevent\n";
  CHECK(probe.of(which).healthy);
}

TEST_CASE("Interim answers precede the real one") {
  probing probe;
  const std::string early = "HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n";
  server good(probe.all, says(early + early + answer("200 OK", "")));
  CHECK(without_time(probe.of(http_at(good.port()))).saw == "200 OK");
  std::string many;
  for (int i = 0; i < 50; ++i) many += early;
  good.plays(says(many));
  CHECK(probe.of(http_at(good.port())).saw == "status 103, wanted 200 to 299");
}

TEST_CASE("A service that starts in time is healthy, one that is late is told so") {
  probing probe;
  server slow(probe.all, starts_late(answer("200 OK", ""), 150ms));
  CHECK(probe.of(http_at(slow.port(), 3s)).healthy);
  const auto seen = probe.of(http_at(slow.port(), 50ms));
  CHECK(seen.saw == "no answer within 50ms: connected, but nothing came back");
  CHECK(seen.took >= 50ms);
}

TEST_CASE("A tcp service is healthy when it accepts") {
  probing probe;
  server any(probe.all, says_nothing());
  auto which = http_at(any.port());
  which.how = service::scheme::tcp;
  CHECK(without_time(probe.of(which)).saw == "connected");
  CHECK(probe.way.notes.written.empty());
}

TEST_CASE("A refused connection is called that") {
  probing probe;
  const auto port = server(probe.all, says_nothing()).port();
  CHECK(probe.of(http_at(port)).saw == "connection refused");
}

TEST_CASE("A way's own words are shown escaped") {
  world all;
  refusing_dialer way;
  tls_client tls;
  CHECK(all.run(ask(http_at(80), way, tls)).saw == "connection refused: connect \\x1b[31mfailed");
}

TEST_CASE("A service that the account may not reach is called not asked") {
  world all;
  forbidding_dialer way;
  tls_client tls;
  const auto seen = all.run(ask(http_at(80), way, tls));
  CHECK_FALSE(seen.healthy);
  CHECK(seen.not_asked);
  CHECK(seen.saw.starts_with("not asked: the host's SSH server does not let this account connect to 127.0.0.1:80"));
}

TEST_CASE("A connection that never comes is told apart from an answer that never comes") {
  world all;
  black_hole_dialer way;
  tls_client tls;
  CHECK(all.run(ask(http_at(80, 50ms), way, tls)).saw == "could not connect within 50ms");
}

TEST_CASE("A broken way is an observation, too") {
  world all;
  throwing_dialer way;
  tls_client tls;
  const auto seen = all.run(ask(http_at(80), way, tls));
  CHECK_FALSE(seen.healthy);
  CHECK(seen.saw == "the question failed: broken\\npromise");
}

TEST_CASE("Loopback is known in all its spellings") {
  for (const char* host : {"localhost", "localhost.", "app.localhost", "127.0.0.1", "127.8.9.1", "::1", "::ffff:127.0.0.1"}) {
    CAPTURE(host);
    CHECK(is_loopback(host));
  }
  for (const char* host : {"localhost.example.org", "10.0.0.1", "128.0.0.1", "::2", "127.0.0.1.nip.io", "", "notlocalhost"}) {
    CAPTURE(host);
    CHECK_FALSE(is_loopback(host));
  }
}
