// References to images as people and engines write them: "nginx" is "docker.io/library/nginx:latest".
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dropsweep {

struct image_name {
  std::string repository;  // as Docker shows it: "nginx" for docker.io/library/nginx, "shop/gateway", "ghcr.io/shop/gateway"
  std::string tag;         // "latest" when neither tag nor digest is given
  std::string digest;      // "sha256:..."

  std::string tagged() const { return repository + ":" + tag; }
};

image_name parse_image_name(std::string_view reference);

std::string_view repository_of(std::string_view reference);  // "host:5000/a/b:tag@sha256:..." -> "host:5000/a/b"

// Every way to write a tag or digest reference: with and without docker.io and library/, and each of them also without its tag.
std::vector<std::string> spellings(std::string_view reference);

// Whether the pattern of a `keep: image:` line names one of these spellings: "shop/gateway:*", "shop/gateway" for every tag of
// it, "docker.io/library/nginx:1.*". "docker.io/*" is all of the hub's and nothing else.
bool names_image(std::string_view pattern, const std::vector<std::string>& spelled);

}  // namespace dropsweep
