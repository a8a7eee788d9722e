#include <doctest/doctest.h>

#include "inputs/addresses.hpp"
#include "inputs/services.hpp"

namespace dropsweep::test {

using namespace std::chrono_literals;
using scheme = service::scheme;
using vantage = service::vantage;

namespace {

service line(std::string_view text) {
  auto which = parse_service(text);
  if (!which) FAIL(which.error());
  return std::move(*which);
}

std::string why_not(std::string_view text) {
  const auto which = parse_service(text);
  return which ? "accepted" : which.error();
}

}  // namespace

TEST_CASE("A service is a name and a URL") {
  const auto which = line("gateway http://127.0.0.1:8000/health");
  CHECK(which.name == "gateway");
  CHECK(which.url == "http://127.0.0.1:8000/health");
  CHECK(which.how == scheme::http);
  CHECK(which.host == "127.0.0.1");
  CHECK(which.port == 8000);
  CHECK(which.path == "/health");
  CHECK(which.status.empty());
  CHECK_FALSE(which.contains);
  CHECK(which.within == 5s);
  CHECK(which.from == vantage::droplet);
}

TEST_CASE("All options, in any order, with any blanks between") {
  const auto which = line("api \t https://Example.org/ready?full=1   from=droplet within=500ms\tcontains=ok status=200,204");
  CHECK(which.how == scheme::https);
  CHECK(which.host == "example.org");
  CHECK(which.port == 443);
  CHECK(which.path == "/ready?full=1");
  CHECK(which.status == std::vector<unsigned>{200, 204});
  CHECK(which.contains == "ok");
  CHECK(which.within == 500ms);
  CHECK(which.from == vantage::droplet);
}

TEST_CASE("A text with blanks stands in quotes") {
  CHECK(line("a http://h/ contains=\"a b\" within=1s").contains == "a b");
  CHECK(line("a http://h/ contains=\"a \\\" b\"").contains == "a \" b");
  CHECK(line("a http://h/ contains=plain\"quote").contains == "plain\"quote");
  CHECK(line("a http://h/ contains={\"ok\":true}").contains == "{\"ok\":true}");
  CHECK(line("a http://h/ contains=\"status\":\"up\"").contains == "status\":\"up");
  CHECK(line("a http://h/?q=\"x\" contains=\"from=runner\"").contains == "from=runner");
  CHECK(why_not("a http://h/ contains=\"a b").contains("a quote that does not end"));
  CHECK(why_not("a http://h/ contains=\"").contains("a quote that does not end"));
  CHECK(why_not("a http://h/ contains=\"\"").contains("an empty contains="));
  CHECK(why_not("a http://h/ contains={\"a\": 1}").contains("a text with blanks goes into quotes"));
}

TEST_CASE("Ports have the scheme's default, but tcp has none") {
  CHECK(line("a http://h").port == 80);
  CHECK(line("a http://h").path == "/");
  CHECK(line("a http://h?x").path == "/?x");
  CHECK(line("a https://h/#part").path == "/");
  CHECK(line("a https://[::1]:8443/").host == "::1");
  CHECK(line("a tcp://h:5432").port == 5432);
  CHECK(line("a tcp://h:5432/").how == scheme::tcp);
  CHECK(why_not("a tcp://h").contains("write tcp://HOST:PORT"));
  CHECK(why_not("a tcp://h:1/x").contains("a path behind its tcp:// address"));
  CHECK(why_not("a http://h:0/").contains("\"0\" for a port"));
}

TEST_CASE("A container is asked of the engine") {
  const auto which = line("db container://shop-postgres_1 within=1s");
  CHECK(which.how == scheme::container);
  CHECK(which.host == "shop-postgres_1");
  CHECK(which.from == vantage::droplet);
  CHECK(line("db container://a from=droplet").from == vantage::droplet);
  CHECK(why_not("db container://a from=runner").contains("only the droplet's engine knows"));
  CHECK(why_not("db container://a status=200").contains("no HTTP status"));
  CHECK(why_not("db tcp://a:1 contains=x").contains("no text"));
  CHECK(why_not("db container://").contains("no container's name"));
  CHECK(why_not("db container://a/b").contains("no container's name"));
}

TEST_CASE("Loopback and private addresses are asked from the droplet, all others from here") {
  for (const auto* inside : {"localhost", "127.0.0.1", "127.255.0.1", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1",
                             "169.254.1.1", "0.0.0.0", "::1", "::", "fc00::1", "fdff::1", "fe80::1", "fe80::1%eth0",
                             "::ffff:10.0.0.1", "gateway", "shop.localhost"}) {
    CAPTURE(inside);
    CHECK(is_private_host(inside));
  }
  for (const auto* outside : {"203.0.113.7", "172.15.0.1", "172.32.0.1", "192.169.0.1", "11.0.0.1", "example.org", "2001:db8::1",
                              "fec0::1", "::ffff:203.0.113.7", "::2"}) {
    CAPTURE(outside);
    CHECK_FALSE(is_private_host(outside));
  }
  CHECK(line("a https://shop.example/health").from == vantage::runner);
  CHECK(line("a https://shop.example/health from=droplet").from == vantage::droplet);
  CHECK(line("a http://10.0.0.1/ from=runner").from == vantage::runner);
}

TEST_CASE("What cannot be read is shown with the reason and an example") {
  CHECK(why_not("gateway ftp://127.0.0.1/") ==
        "\"gateway ftp://127.0.0.1/\" has a URL that begins with none of http://, https://, tcp://, container://; "
        "write for example gateway http://127.0.0.1:8000/health status=200 within=2s");
  CHECK(why_not("http://127.0.0.1/").contains("no URL after its name"));
  CHECK(why_not("g\xc3\xa4te http://h/").contains("a name that is not of letters"));
  CHECK(why_not(std::string(65, 'a') + " http://h/").contains("64 at most"));
  CHECK(why_not("a http://h/ status=99").contains("\"99\" for a status"));
  CHECK(why_not("a http://h/ status=").contains("an empty status="));
  CHECK(why_not("a http://h/ status=2xx").contains("\"2xx\" for a status"));
  CHECK(why_not("a http://h/ within=2").contains("\"2\" for within="));
  CHECK(why_not("a http://h/ within=6m").contains("a within= of more than 5m"));
  CHECK(why_not("a http://h/ from=here").contains("\"here\" for from="));
  CHECK(why_not("a http://h/ within=1s within=2s").contains("has \"within\" twice"));
  CHECK(why_not("a http://h/ colour=blue").contains("\"colour=blue\", which is none of"));
  CHECK(why_not("a http://h/ nonsense").contains("\"nonsense\", which is none of"));
  CHECK(why_not("a http://h/\x01").contains("a control character in its URL"));
  CHECK(why_not("a http:///path").contains("has no host in its URL"));
  CHECK(why_not("a http://h/" + std::string(3000, 'x')).contains("more than 2048 bytes"));
}

TEST_CASE("A password in a URL is refused and never shown") {
  const auto why = why_not("shop https://me:hunter2@shop.example/ from=runner");
  CHECK(why.contains("a user or a password in its URL"));
  CHECK_FALSE(why.contains("hunter2"));
  for (const auto* line :
       {"shop https://me:hunter2@shop.example/ from=nowhere", "shop http://a/ http://me:hunter2@b/", "http://me:hunter2@b/ x",
        "shop http://a/ from=me:hunter2@b", "shop http://a/ u:hunter2@=1 u:hunter2@=2"}) {
    CAPTURE(line);
    CHECK_FALSE(why_not(line).contains("hunter2"));
    CHECK(why_not(line).starts_with("(not shown) has "));
  }
}

}  // namespace dropsweep::test
