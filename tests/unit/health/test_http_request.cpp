#include <doctest/doctest.h>

#include "health/http_request.hpp"

using namespace dropsweep;

namespace {

service at(service::scheme how, std::string host, std::uint16_t port, std::string path = "/") {
  return {.how = how, .host = std::move(host), .port = port, .path = std::move(path)};
}

}  // namespace

TEST_CASE("The Host header names the port only when it is not the scheme's own") {
  using enum service::scheme;
  CHECK(host_header(at(http, "example.org", 80)) == "example.org");
  CHECK(host_header(at(http, "example.org", 443)) == "example.org:443");
  CHECK(host_header(at(https, "example.org", 443)) == "example.org");
  CHECK(host_header(at(https, "example.org", 80)) == "example.org:80");
  CHECK(host_header(at(http, "10.0.0.7", 8080)) == "10.0.0.7:8080");
}

TEST_CASE("The Host header has IPv6 in brackets and without its zone") {
  using enum service::scheme;
  CHECK(host_header(at(http, "::1", 80)) == "[::1]");
  CHECK(host_header(at(https, "2001:db8::1", 8443)) == "[2001:db8::1]:8443");
  CHECK(host_header(at(http, "fe80::1%eth0", 80)) == "[fe80::1]");
}

TEST_CASE("A request target cannot end its line") {
  CHECK(request_target(at({}, "h", 80, "/health?x=1&y=%20")) == "/health?x=1&y=%20");
  CHECK(request_target(at({}, "h", 80, "")) == "/");
  CHECK(request_target(at({}, "h", 80, "?ready")) == "/?ready");
  CHECK(request_target(at({}, "h", 80, "/a#part")) == "/a");
  CHECK(request_target(at({}, "h", 80, "/a b\r\nX: y")) == "/a%20b%0D%0AX:%20y");
  CHECK(request_target(at({}, "h", 80, "/gr\xc3\xbc\xc3\x9f")) == "/gr%C3%BC%C3%9F");
}

TEST_CASE("A request is this text and no other") {
  CHECK(request_text(at(service::scheme::http, "shop.example", 8080, "/health")) ==
        "GET /health HTTP/1.1\r\nHost: shop.example:8080\r\nUser-Agent: dropsweep\r\nAccept: */*\r\nConnection: close\r\n\r\n");
}

TEST_CASE("A request that changes something says its method and the length of its body") {
  auto where = at(service::scheme::http, "127.0.0.1", 6333, "/c/delete");
  where.method = "POST";
  CHECK(request_text(where) ==
        "POST /c/delete HTTP/1.1\r\nHost: 127.0.0.1:6333\r\nUser-Agent: dropsweep\r\nAccept: */*\r\nContent-Length: 0\r\n"
        "Connection: close\r\n\r\n");
  where.request_body = R"({"a":1})";
  CHECK(request_text(where) ==
        "POST /c/delete HTTP/1.1\r\nHost: 127.0.0.1:6333\r\nUser-Agent: dropsweep\r\nAccept: */*\r\nContent-Type: "
        "application/json\r\n"
        "Content-Length: 7\r\nConnection: close\r\n\r\n{\"a\":1}");
}
