// Small pure things: paths, versions, dates, log frames.
#include <doctest/doctest.h>

#include "engine/http_date.hpp"
#include "engine/log_frames.hpp"
#include "engine/paths.hpp"
#include "engine/version.hpp"

using namespace dropsweep;

TEST_CASE("Ids are hexadecimal and of their length") {
  const std::string hex(64, 'a');
  CHECK(is_object_id(hex));
  CHECK_FALSE(is_object_id(hex + "a"));
  CHECK_FALSE(is_object_id(std::string(63, 'a') + "A"));
  CHECK_FALSE(is_object_id(std::string(63, 'a') + "/"));
  CHECK(is_image_id("sha256:" + hex));
  CHECK_FALSE(is_image_id(hex));
  CHECK_FALSE(is_image_id("sha256:../" + hex));
  CHECK(is_network_id("j3a8z0c7v0s1q2w3e4r5t6y7u"));
  CHECK(is_cache_id("9heu0yhhr2fry7n3bathdm4c4"));
  CHECK_FALSE(is_cache_id("a.*"));
  CHECK_FALSE(is_cache_id(""));
}

TEST_CASE("An image reference has the characters of one and leads nowhere else") {
  for (const auto* good : {"nginx:1.25", "registry.example:5000/a/b/c:tag-1", "shop/gateway@sha256:0123", "a__b/c.d-e:V_1"})
    CHECK(is_image_reference(good));
  for (const auto* bad :
       {"", "a b", "../containers/x", "a/../b", "a//b", "/a", "a/", "a?force=1", "a#b", "a%2fb", "a\nb", "a/./b"})
    CHECK_FALSE(is_image_reference(bad));
}

TEST_CASE("Names and filters travel percent-encoded") {
  CHECK(percent_encoded("shop_data-1.~") == "shop_data-1.~");
  CHECK(percent_encoded("a/b c?\xc3\xa9") == "a%2Fb%20c%3F%C3%A9");
  CHECK(filter("id", "^abc$") == "filters=%7B%22id%22%3A%7B%22%5Eabc%24%22%3Atrue%7D%7D");
  CHECK(filter("volume", "\xff\"").contains("%EF%BF%BD%5C%22"));
}

TEST_CASE("The spoken version is the engine's, at most the newest that was tested") {
  const auto agree = [](std::string version) {
    return agree_on_version({.status = 200, .api_version = std::move(version), .body = "OK"});
  };
  CHECK(agree("1.41")->spoken == api_version{1, 41});
  CHECK(agree("1.45")->spoken == api_version{1, 45});
  CHECK_FALSE(agree("1.55")->engine_is_newer);
  CHECK(agree("1.99")->spoken == newest_api);
  CHECK(agree("1.99")->engine_is_newer);
  CHECK(agree("2.0")->spoken == newest_api);
}

TEST_CASE("What is too old, Podman, or no engine is refused with a sentence") {
  const auto refusal = [](http_response ping) { return agree_on_version(ping).error(); };
  CHECK(refusal({.status = 200, .api_version = "1.40"}).seen ==
        "The Docker Engine speaks API 1.40; dropsweep needs 1.41 (Engine 20.10) or newer.");
  CHECK(refusal({.status = 200, .api_version = "1.41", .podman = true}).seen.contains("Podman"));
  const auto web = refusal({.status = 404, .body = "<h1>::error::no such page</h1>"});
  CHECK(web.seen ==
        "What answers at the engine's socket is no Docker Engine: to GET /_ping it said status 404 without an API version.");
  CHECK(web.theirs.raw().contains("::error::"));
  for (const auto* broken : {"1", "1.", ".45", "a.b", "1.45x", "99999999999.1", "-1.45"})
    CHECK_FALSE(agree_on_version({.status = 200, .api_version = broken}));
}

TEST_CASE("The Date header is a clock") {
  CHECK(format_instant(*parse_http_date("Mon, 23 Nov 2026 19:49:14 GMT")) == "2026-11-23T19:49:14Z");
  for (const auto* broken : {"", "Mon, 23 Nov 2026 19:49:14 CET", "Mon, 23 Nix 2026 19:49:14 GMT",
                             "Mon, 99 Nov 2026 19:49:14 GMT", "Mon, 23 anF 2026 19:49:14 GMT"})
    CHECK_FALSE(parse_http_date(broken));
}

TEST_CASE("Frames of a log become its text, and a terminal's log is text already") {
  const std::string out("\1\0\0\0\0\0\0\6hello\n", 14), err("\2\0\0\0\0\0\0\4oh!\n", 12);
  CHECK(without_frames(out + err) == "hello\noh!\n");
  CHECK(without_frames("hello\n") == "hello\n");
  CHECK(without_frames("") == "");
  const auto whole = out + err;
  for (std::size_t size = 0; size < whole.size(); ++size) CHECK(without_frames(whole.substr(0, size)).size() <= whole.size());
  CHECK(without_frames(out.substr(0, 11)) == "hel");
  CHECK(without_frames(std::string("\1\0\0\0\xff\xff\xff\xff"
                                   "abc",
                                   11)) == "abc");
}

TEST_CASE("The end of a log starts with a whole line") {
  CHECK(last_lines("one\ntwo\nthree\n", 100) == "one\ntwo\nthree\n");
  CHECK(last_lines("one\ntwo\nthree\n", 8) == "three\n");
  CHECK(last_lines(std::string(50, 'x'), 10) == std::string(10, 'x'));
}

TEST_CASE("Frames that come in pieces of any size are the same text, of which the end is kept") {
  const std::string out("\1\0\0\0\0\0\0\6hello\n", 14), err("\2\0\0\0\0\0\0\4oh!\n", 12);
  for (std::size_t piece = 1; piece < 30; ++piece) {
    frame_reader reader(1000);
    const auto all = out + err;
    for (std::size_t at = 0; at < all.size(); at += piece) reader.take(std::string_view(all).substr(at, piece));
    CHECK(reader.text() == "hello\noh!\n");
  }
  frame_reader small(6);
  for (int i = 0; i < 100; ++i) small.take(out + err);
  CHECK(small.text().size() <= 12);
  CHECK(small.text().ends_with("o\noh!\n"));
}
