#include <doctest/doctest.h>

#include "model/record.hpp"
#include "model/reference_names.hpp"
#include "model/target.hpp"

using namespace dropsweep;

TEST_CASE("a target is labelled as it may be given again") {
  CHECK(label({ssh_address{"root", "203.0.113.7", 22}}) == "root@203.0.113.7");
  CHECK(label({ssh_address{"deploy", "2001:db8::1", 2222}}) == "deploy@[2001:db8::1]:2222");
  CHECK(label({engine_socket{"/var/run/docker.sock"}}) == "unix:///var/run/docker.sock");
}

TEST_CASE("references are split where Docker splits them") {
  const auto parts = [](std::string_view text) {
    const auto name = parse_image_name(text);
    return name.repository + "|" + name.tag + "|" + name.digest;
  };
  CHECK(parts("nginx") == "nginx|latest|");
  CHECK(parts("docker.io/library/nginx:1.25") == "nginx|1.25|");
  CHECK(parts("index.docker.io/shop/a") == "shop/a|latest|");
  CHECK(parts("library/nginx") == "nginx|latest|");
  CHECK(parts("library/team/a") == "library/team/a|latest|");
  CHECK(parts("localhost:5000/a/b") == "localhost:5000/a/b|latest|");
  CHECK(parts("localhost:5000/a/b:1@sha256:77") == "localhost:5000/a/b|1|sha256:77");
  CHECK(parts("ghcr.io/a/b@sha256:77") == "ghcr.io/a/b||sha256:77");
  CHECK(parts("") == "|latest|");
}

TEST_CASE("a repository is what is left without tag and digest") {
  CHECK(repository_of("host:5000/a/b:tag@sha256:77") == "host:5000/a/b");
  CHECK(repository_of("host:5000/a/b") == "host:5000/a/b");
  CHECK(repository_of("a") == "a");
  CHECK(repository_of("a@sha256:77") == "a");
}

TEST_CASE("a reference names itself, whatever it looks like") {
  for (const auto* text :
       {"nginx", "nginx:1@sha256:77", "docker.io/library/nginx:1", ":", "a:", "@", "index.docker.io/docker.io/a"}) {
    CAPTURE(text);
    CHECK(names_image(text, spellings(text)));
  }
}

TEST_CASE("every kind of object has its words") {
  for (const auto kind :
       {object_kind::container, object_kind::image, object_kind::build_cache, object_kind::volume, object_kind::network}) {
    CHECK(std::string(plural_name(kind)) == std::string(name(kind)) + "s");
  }
}
