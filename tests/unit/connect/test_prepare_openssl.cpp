#include <doctest/doctest.h>
#include <fmt/format.h>
#include <openssl/evp.h>
#include <unistd.h>

#include <climits>
#include <cstdlib>
#include <fstream>
#include <memory>

#include "connect/prepare_openssl.hpp"
#include "unit/temporary_folder.hpp"

using namespace dropsweep;

namespace {

constexpr const char* inner = "(A process of its own) OpenSSL has its digests";

// This program anew, with that test alone: OpenSSL is prepared once in a process, and before its first use.
int exit_code_with(const std::string& environment) {
  char path[PATH_MAX] = {};
  REQUIRE(::readlink("/proc/self/exe", path, sizeof path - 1) > 0);
  return std::system(fmt::format("{} '{}' --no-skip --test-case='{}' >/dev/null", environment, path, inner).c_str());
}

}  // namespace

TEST_CASE("(A process of its own) OpenSSL has its digests" * doctest::skip()) {
  if (std::getenv("UNPREPARED") == nullptr) prepare_openssl();
  const std::unique_ptr<EVP_MD, decltype(&EVP_MD_free)> digest(EVP_MD_fetch(nullptr, "SHA256", nullptr), &EVP_MD_free);
  CHECK(digest != nullptr);
}

TEST_CASE("A config file of OpenSSL's that the environment names is not read") {
  // It has OpenSSL load a provider, here one that is built in and can nothing.
  const test::temporary_folder folder;
  const auto path = folder / "openssl.cnf";
  std::ofstream(path) << "openssl_conf = all\n[all]\nproviders = list\n[list]\nnull = it\n[it]\nactivate = 1\n";
  CHECK(exit_code_with("OPENSSL_CONF=" + path) == 0);
  CHECK(exit_code_with("UNPREPARED=1 OPENSSL_CONF=" + path) != 0);
}
