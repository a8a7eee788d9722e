// Real TLS on loopback: what is accepted, and in which words the rest is refused.
#include <openssl/ssl.h>

#include <boost/asio/read_until.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>

#include "unit/health/certificates.hpp"
#include "unit/health/servers.hpp"

using namespace dropsweep;
using namespace dropsweep::testing;

namespace {

enum class goodbye : bool { cut, close_notify };

struct tls_server {
  std::shared_ptr<asio::ssl::context> context = std::make_shared<asio::ssl::context>(asio::ssl::context::tls_server);
  std::shared_ptr<std::string> name_asked = std::make_shared<std::string>();  // SNI

  explicit tls_server(const identity& who, const std::string& chain = {}) {
    context->use_certificate_chain(asio::buffer(who.certificate_pem() + chain));
    context->use_private_key(asio::buffer(who.key_pem()), asio::ssl::context::pem);
  }

  script says(std::string bytes, goodbye how = goodbye::close_notify) const {
    return [with = context, name = name_asked, bytes, how](tcp::socket& socket) { return talk(socket, with, name, bytes, how); };
  }

  static task<void> talk(tcp::socket& socket, std::shared_ptr<asio::ssl::context> with, std::shared_ptr<std::string> name,
                         std::string bytes, goodbye how) {
    asio::ssl::stream<tcp::socket&> stream(socket, *with);
    co_await stream.async_handshake(asio::ssl::stream_base::server, asio::use_awaitable);
    const char* asked = SSL_get_servername(stream.native_handle(), TLSEXT_NAMETYPE_host_name);
    *name = asked != nullptr ? asked : "";
    std::string request;
    co_await asio::async_read_until(stream, asio::dynamic_buffer(request), "\r\n\r\n", asio::use_awaitable);
    co_await asio::async_write(stream, asio::buffer(bytes), asio::use_awaitable);
    if (how == goodbye::close_notify) co_await stream.async_shutdown(asio::use_awaitable);
  }
};

const identity& authority() {
  static const identity it = make_identity({.common_name = "Test Authority", .authority = true});
  return it;
}

identity leaf(wanted_certificate wanted) { return make_identity(wanted, &authority()); }

struct tls_world {
  world all;
  loopback_dialer way;
  temporary_file bundle{authority().certificate_pem()};
  tls_client tls{tls_trust{.file = bundle.path()}};

  observation meet(script plays, std::string host, service::vantage from = service::vantage::runner,
                   std::optional<std::string> contains = {}) {
    server other(all, std::move(plays));
    auto which = http_at(other.port(), 3s);
    which.how = service::scheme::https;
    which.host = std::move(host);
    which.from = from;
    which.contains = std::move(contains);
    return all.run(ask(which, way, tls));
  }
  std::string saw(script plays, std::string host) { return meet(std::move(plays), std::move(host)).saw; }
};

const std::string ok = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nready";

}  // namespace

TEST_CASE("A certificate of a trusted authority for the right name is healthy, and the name is sent") {
  tls_world probe;
  const tls_server good(leaf({.common_name = "x", .alternative_names = "DNS:shop.example,DNS:*.wild.example"}));
  const auto seen = probe.meet(good.says(ok), "shop.example");
  CHECK(seen.saw.starts_with("200 OK in "));
  CHECK(seen.healthy);
  CHECK(*good.name_asked == "shop.example");
  CHECK(probe.meet(good.says(ok), "a.wild.example").healthy);
  CHECK(probe.meet(good.says(ok), "shop.example.").healthy);
  CHECK(*good.name_asked == "shop.example");
}

TEST_CASE("A certificate for an address is matched by its address, and no name is sent") {
  tls_world probe;
  const tls_server good(leaf({.common_name = "x", .alternative_names = "IP:127.0.0.1,IP:2001:db8::1"}));
  CHECK(probe.meet(good.says(ok), "127.0.0.1").healthy);
  CHECK(probe.meet(good.says(ok), "2001:db8::1").healthy);
  CHECK(good.name_asked->empty());
  CHECK(
      probe.saw(good.says(ok), "127.0.0.2") ==
      "the certificate is issued for other names (127.0.0.1, 2001:db8::1), not for 127.0.0.2: ask the service by a name that its "
      "certificate has");
}

TEST_CASE("A body is read through TLS, with and without an orderly end") {
  tls_world probe;
  const tls_server good(leaf({.common_name = "x", .alternative_names = "DNS:shop.example"}));
  const auto asked = [&](const std::string& bytes, goodbye how) {
    return probe.meet(good.says(bytes, how), "shop.example", service::vantage::runner, "ready");
  };
  for (const auto how : {goodbye::cut, goodbye::close_notify}) {
    CHECK(asked(ok, how).healthy);
    CHECK(asked("HTTP/1.0 200 OK\r\n\r\nall is ready", how).healthy);
    CHECK(asked("HTTP/1.0 200 OK\r\n\r\n" + std::string(200'000, '.') + "ready", how).healthy);
    CHECK(asked("HTTP/1.0 200 OK\r\n\r\nstarting", how).saw == "200 OK, but the body (8 B) does not contain \"ready\"");
  }
}

TEST_CASE("A certificate for another name is refused with the names it has") {
  tls_world probe;
  const tls_server other(
      leaf({.common_name = "x", .alternative_names = "DNS:one.example,DNS:two.example,DNS:three.example,DNS:four.example"}));
  CHECK(probe.saw(other.says(ok), "shop.example") ==
        "the certificate is issued for other names (one.example, two.example, three.example and 1 more), not for shop.example: "
        "ask the "
        "service by a name that its certificate has");
  const tls_server nameless(leaf({.common_name = "x"}));
  CHECK(probe.saw(nameless.says(ok), "shop.example") ==
        "the certificate is issued for no name at all, not for shop.example: ask the service by a name that its certificate has");
}

TEST_CASE("Names in a certificate are shown escaped") {
  tls_world probe;
  const tls_server evil(leaf({.common_name = "x", .alternative_names = "DNS:\x1b[2J##[error]"}));
  const auto words = probe.saw(evil.says(ok), "shop.example");
  CHECK(words.contains("\\x1b[2J##\\[error]"));
  CHECK(words == visible(words, 1000));
}

TEST_CASE("A certificate out of its time is refused with the day") {
  tls_world probe;
  const tls_server expired(leaf({.common_name = "x", .alternative_names = "DNS:shop.example", .from = -48h, .until = -24h}));
  const auto day = format_instant(std::chrono::time_point_cast<span>(std::chrono::system_clock::now()) - 24h).substr(0, 10);
  CHECK(probe.saw(expired.says(ok), "shop.example") == "the certificate expired on " + day + ": renew it on the server");
  const tls_server early(leaf({.common_name = "x", .alternative_names = "DNS:shop.example", .from = 24h, .until = 48h}));
  CHECK(probe.saw(early.says(ok), "shop.example").starts_with("the certificate is not valid before "));
}

TEST_CASE("A certificate that nobody vouches for is refused, each kind in its own words") {
  tls_world probe;
  const tls_server alone(make_identity({.common_name = "x", .alternative_names = "DNS:shop.example"}));
  CHECK(probe.saw(alone.says(ok), "shop.example").starts_with("the certificate is self-signed"));

  const auto stranger = make_identity({.common_name = "Strange Authority", .authority = true});
  const auto theirs = make_identity({.common_name = "x", .alternative_names = "DNS:shop.example"}, &stranger);
  CHECK(probe.saw(tls_server(theirs).says(ok), "shop.example").starts_with("the certificate's issuer is not known here"));
  CHECK(probe.saw(tls_server(theirs, stranger.certificate_pem()).says(ok), "shop.example")
            .starts_with("the certificate comes from an authority that is not trusted here"));
}

TEST_CASE("A self-signed certificate, or one intermediate, may be named as the trust") {
  const auto alone = make_identity({.common_name = "x", .alternative_names = "DNS:shop.example"});
  tls_world probe;
  const temporary_file itself(alone.certificate_pem());
  probe.tls = tls_client(tls_trust{.file = itself.path()});
  CHECK(probe.meet(tls_server(alone).says(ok), "shop.example").healthy);

  const auto intermediate = make_identity({.common_name = "Intermediate", .authority = true}, &authority());
  const auto below = make_identity({.common_name = "x", .alternative_names = "DNS:shop.example"}, &intermediate);
  const temporary_file named(intermediate.certificate_pem());
  probe.tls = tls_client(tls_trust{.file = named.path()});
  CHECK(probe.meet(tls_server(below).says(ok), "shop.example").healthy);
}

TEST_CASE("Loopback asked from the droplet is not verified, anything else is") {
  tls_world probe;
  const tls_server alone(make_identity({.common_name = "x"}));
  CHECK(probe.meet(alone.says(ok), "localhost", service::vantage::droplet).healthy);
  CHECK(probe.meet(alone.says(ok), "127.0.0.1", service::vantage::droplet).healthy);
  CHECK_FALSE(probe.tls.authorities_read());
  CHECK_FALSE(probe.meet(alone.says(ok), "10.0.0.7", service::vantage::droplet).healthy);
  CHECK_FALSE(probe.meet(alone.says(ok), "localhost", service::vantage::runner).healthy);
  CHECK(probe.tls.authorities_read());
}

TEST_CASE("Authorities that cannot be read are named") {
  tls_world probe;
  const tls_server good(leaf({.common_name = "x", .alternative_names = "DNS:shop.example"}));
  probe.tls = tls_client(tls_trust{.file = "/nowhere/ca.pem"});
  CHECK(probe.saw(good.says(ok), "shop.example").starts_with("the certificate authorities in /nowhere/ca.pem cannot be read"));
  const temporary_file junk("no certificates here");
  probe.tls = tls_client(tls_trust{.file = junk.path()});
  CHECK(probe.saw(good.says(ok), "shop.example").starts_with("the certificate authorities in "));
}

TEST_CASE("The system's bundle is found and does not know our test authority") {
  if (default_ca_file().empty()) {
    MESSAGE("skipped: this machine has no bundle of certificate authorities");
    return;
  }
  tls_world probe;
  probe.tls = tls_client();
  const tls_server good(leaf({.common_name = "x", .alternative_names = "DNS:shop.example"}));
  CHECK(probe.saw(good.says(ok), "shop.example").starts_with("the certificate's issuer is not known here"));
  CHECK(probe.tls.authorities_read());
}

TEST_CASE("TLS older than 1.2 is refused") {
  tls_world probe;
  const tls_server old(leaf({.common_name = "x", .alternative_names = "DNS:shop.example"}));
  SSL_CTX_set_security_level(old.context->native_handle(), 0);
  SSL_CTX_set_min_proto_version(old.context->native_handle(), TLS1_VERSION);
  SSL_CTX_set_max_proto_version(old.context->native_handle(), TLS1_1_VERSION);
  CHECK(probe.saw(old.says(ok), "shop.example") == "the other side offers neither TLS 1.2 nor TLS 1.3");
  SSL_CTX_set_max_proto_version(old.context->native_handle(), TLS1_2_VERSION);
  CHECK(probe.meet(old.says(ok), "shop.example").healthy);
}

TEST_CASE("A server that wants a certificate of ours is told as its refusal") {
  tls_world probe;
  const tls_server strict(leaf({.common_name = "x", .alternative_names = "DNS:shop.example"}));
  strict.context->set_verify_mode(asio::ssl::verify_peer | asio::ssl::verify_fail_if_no_peer_cert);
  const auto words = probe.saw(strict.says(ok), "shop.example");
  CHECK(words.starts_with("the other side ended TLS: "));
  CHECK(words.contains("certificate required"));
}

TEST_CASE("What is no TLS is told, whichever way it is none") {
  tls_world probe;
  const std::string plain = "HTTP/1.1 400 Bad Request\r\n\r\n";
  CHECK(probe.saw(greets(plain), "shop.example") == "the other side does not speak TLS: is the address http:// instead?");
  CHECK(probe.saw(greets("SSH-2.0-OpenSSH_10.0\r\n"), "shop.example") ==
        "the other side does not speak TLS: is the address http:// instead?");
  const auto closed = probe.saw(closes_at_once(), "shop.example");
  CAPTURE(closed);
  CHECK(closed.starts_with("the other side c"));
}

TEST_CASE("A handshake that does not end is cut off and told") {
  world all;
  loopback_dialer way;
  tls_client tls;
  server silent(all, says_nothing());
  auto which = http_at(silent.port(), 100ms);
  which.how = service::scheme::https;
  CHECK(all.run(ask(which, way, tls)).saw == "no answer within 100ms: connected, but the TLS handshake did not end");
}
