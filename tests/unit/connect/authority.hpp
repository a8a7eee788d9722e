// A certificate authority for tests: ssh-keygen in a folder of its own.
#pragma once

#include <doctest/doctest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "connect/digest.hpp"

namespace dropsweep::test {

// An authority and a folder of its own, for one story. `ca` is how ssh-keygen makes its key.
struct authority {
  std::filesystem::path folder = "/tmp/dropsweep-authority-" + std::to_string(::getpid());

  explicit authority(const std::string& ca = "-t ed25519") {
    std::filesystem::create_directory(folder);
    make("ca", ca);
  }
  authority(const authority&) = delete;
  authority& operator=(const authority&) = delete;
  ~authority() { std::filesystem::remove_all(folder); }

  void run(const std::string& command) const {
    REQUIRE(std::system(("cd " + folder.string() + " && " + command + " </dev/null >/dev/null 2>&1").c_str()) == 0);
  }
  void make(const std::string& name, const std::string& type) const {
    run("ssh-keygen -q -N '' -C test " + type + " -f " + name);
  }
  std::string file(const std::string& name) const {
    std::ifstream open(folder / name);
    return {std::istreambuf_iterator<char>(open), {}};
  }
  // A certificate for a new key, as its line.
  std::string certify(const std::string& name, const std::string& type, const std::string& how) const {
    make(name, type);
    run("ssh-keygen -q -s ca -I test " + how + " " + name + ".pub");
    return file(name + "-cert.pub");
  }
  std::string blob_of(const std::string& name) const {
    const auto line = file(name);
    const auto at = line.find(' ') + 1;
    return from_base64(line.substr(at, line.find(' ', at) - at)).value();
  }
};

}  // namespace dropsweep::test
