// Advice is made in one go, during which no signal and no timeout is heard: its work must grow no faster than the host.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <ctime>

#include "unit/advise/hosts.hpp"

using namespace dropsweep;
using namespace dropsweep::testing;

TEST_CASE("A host with as many objects and mounts as an engine's answers have room for gets its advice at once") {
  constexpr int volumes = 20'000, mounts = 300'000, containers = 10'000;
  some_host host;
  for (int i = 0; i < volumes; ++i) host.seen.volumes.push_back(fakes::volume_builder(fmt::format("v{}", i)).size(GB).it);
  for (int i = 0; i < containers; ++i) host.add(fmt::format("c{}", i), MiB, 64 * MiB).command_digest = 7;
  auto& builder = host.add("buildx_buildkit_default0", MiB, 64 * MiB);
  for (int i = 0; i < mounts; ++i)
    builder.mounts.push_back(
        {.type = mount::kind::volume, .source = fmt::format("v{}", volumes / 2 + i % volumes), .destination = "/x"});

  // Of the processor's time: a busy machine tells nothing. Each object over all others would take minutes.
  const auto begun = std::clock();
  const auto page = host.advice();
  CHECK(std::clock() - begun < 20 * CLOCKS_PER_SEC);
  const auto what = [&](std::string_view rule) {
    const auto found = std::ranges::find(page.findings, rule, &finding::rule);
    return found == page.findings.end() ? std::string() : found->what;
  };
  CHECK(what("unused-volumes") == "10000 volumes that no container mounts hold 10 TB");
  CHECK(what("duplicates").starts_with("10000 containers look like duplicates"));
  CHECK(what("builders").starts_with("1 builder of buildx"));
}
