// Image references as people and engines write them: "nginx" is "docker.io/library/nginx:latest".
#pragma once

#include <string>
#include <string_view>

namespace dropsweep {

std::string_view without_default_registry(std::string_view reference);  // "docker.io/library/nginx:1" -> "nginx:1"
std::string_view repository_of(std::string_view reference);             // "host:5000/a/b:tag@sha256:..." -> "host:5000/a/b"

// Whether both name the same image: the same digest when both have one, else the same repository and tag ("latest" when there is none).
bool same_reference(std::string_view a, std::string_view b);

// Whether a pattern of a `keep: image:` line names this reference: "shop/gateway:*", and "shop/gateway" for every tag of it.
bool names_image(std::string_view pattern, std::string_view reference);

}  // namespace dropsweep
