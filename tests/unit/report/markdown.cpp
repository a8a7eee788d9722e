#include "report/markdown.hpp"

#include <doctest/doctest.h>

using namespace dropsweep;

TEST_CASE("Plain words and numbers stay as they are") {
  for (const auto* text :
       {"Swept 53 objects, 12.4 GB back.", "disk 82% (59% now): it's fine", "known-hosts says 203.0.113.7 is gone"})
    CHECK(sentence(text) == text);
}

TEST_CASE("Anything that could be more than a word is code") {
  CHECK(sentence("used by @octocat now") == "used by <code>&#64;<!-- -->octocat</code> now");
  CHECK(sentence("see www.example.com.") == "see <code>www<!-- -->&#46;example&#46;com</code>.");
  CHECK(sentence("container shop-1 (running)") == "container <code>shop&#45;1</code> (running)");
  CHECK(sentence("a <b>") == "a <code>&#60;b&#62;</code>");
  CHECK(sentence("# big") == "<code>&#35;</code> big");
}

TEST_CASE("What GitHub would make a link of is parted by a comment that nobody sees") {
  CHECK(code("https://e.example") == "<code>https&#58;<!-- -->&#47;&#47;e&#46;example</code>");
  CHECK(code("a@b.example") == "<code>a&#64;<!-- -->b&#46;example</code>");
  CHECK(code("WWW.e.example") == "<code>WWW<!-- -->&#46;e&#46;example</code>");
  CHECK(code("shop/rag:1") == "<code>shop&#47;rag&#58;1</code>");
}

TEST_CASE("Several such tokens in a row are one thing to copy") {
  CHECK(sentence("add /a/b /c/d to it") == "add <code>&#47;a&#47;b &#47;c&#47;d</code> to it");
}

TEST_CASE("Backticks mark commands") {
  CHECK(sentence("Run `docker ps -a` there.") == "Run <code>docker ps &#45;a</code> there.");
  CHECK(sentence("one ` alone") == "one <code>&#96;</code> alone");
}

TEST_CASE("Lines of a sentence stay lines") { CHECK(sentence("a\nb") == "a<br>b"); }

TEST_CASE("A fence is longer than what it holds") {
  CHECK(fenced({"a"}) == "```text\na\n```\n");
  CHECK(fenced({"a ````"}) == "`````text\na ````\n`````\n");
}
