// What the history of an image says of how it was built, and what of it may be shown.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <ctime>

#include "advise/instruction_shape.hpp"
#include "advise/layer_signs.hpp"
#include "unit/advise/hosts.hpp"

using namespace dropsweep;
using namespace dropsweep::testing;
using fakes::image_builder;

namespace {

layer_signs signs(const char* made_by, std::int64_t size = MB) {
  return signs_of({{foreign(made_by), byte_count{size}}}).front();
}

// As the official images' histories have them, shortened where a list of packages goes on.
const std::vector<image_layer> python_slim{
    {"# debian.sh --arch 'amd64' out/ 'bookworm' '@1740355200'", {75 * MB}},
    {"ENV PATH=/usr/local/bin:/usr/local/sbin:/usr/bin", {0}},
    {"RUN /bin/sh -c set -eux; \tapt-get update; \tapt-get install -y --no-install-recommends \t\tca-certificates \t\tnetbase "
     "\t\ttzdata \t; \trm -rf /var/lib/apt/lists/* # buildkit",
     {9 * MB}},
    {"ENV PYTHON_VERSION=3.12.9", {0}},
    {"RUN /bin/sh -c set -eux; \t\tsavedAptMark=\"$(apt-mark showmanual)\"; \tapt-get update; \tapt-get install -y "
     "--no-install-recommends \t\tdpkg-dev \t\tgcc \t\tgnupg \t\tlibbluetooth-dev \t\tlibbz2-dev \t\tlibc6-dev \t\tmake "
     "\t\ttk-dev "
     "\t\twget \t\txz-utils \t\tzlib1g-dev \t; \t\twget -O python.tar.xz \"https://www.python.org/ftp/python/x.tar.xz\"; \tmake "
     "-j "
     "\"$nproc\" \t\t\"EXTRA_CFLAGS=${EXTRA_CFLAGS:-}\" \t; \tmake install; \t\tcd /; \trm -rf /usr/src/python; \t\tfind "
     "/usr/local "
     "-depth \t\t\\( \t\t\t\\( -type d -a \\( -name test -o -name tests \\) \\) \t\t\\) -exec rm -rf '{}' + \t; \t\tldconfig; "
     "\t\tapt-mark auto '.*' > /dev/null; \tapt-mark manual $savedAptMark; \tfind /usr/local -type f -executable -not \\( -name "
     "'*tkinter*' \\) -exec ldd '{}' ';' \t\t| awk '/=>/ { print $(NF-1) }' \t\t| sort -u \t\t| xargs -r dpkg-query --search "
     "\t\t| xargs -r apt-mark manual \t; \tapt-get purge -y --auto-remove -o APT::AutoRemove::RecommendsImportant=false; \trm "
     "-rf "
     "/var/lib/apt/lists/*; \t\tpython3 --version; \tpip3 install --disable-pip-version-check --no-cache-dir --no-compile "
     "'setuptools==65.5.1' wheel # buildkit",
     {40 * MB}},
    {"CMD [\"python3\"]", {0}}};

const std::vector<image_layer> python_on_trixie{
    {"# debian.sh --arch 'amd64' out/ 'trixie' '@1760918400'", {79 * MB}},
    {"RUN /bin/sh -c set -eux; \tapt-get update; \tapt-get install -y --no-install-recommends \t\tca-certificates \t\tnetbase "
     "\t\ttzdata \t; \tapt-get dist-clean # buildkit",
     {4 * MB}},
    {"RUN /bin/sh -c set -eux; \t\tsavedAptMark=\"$(apt-mark showmanual)\"; \tapt-get update; \tapt-get install -y "
     "--no-install-recommends \t\tdpkg-dev \t\tgcc \t\tlibbz2-dev \t\tmake \t; \t\twget -O python.tar.xz "
     "\"https://www.python.org/ftp/python/x.tar.xz\"; \tmake install; \t\tapt-mark auto '.*' > /dev/null; \tapt-get purge -y "
     "--auto-remove -o APT::AutoRemove::RecommendsImportant=false; \tapt-get dist-clean; \t\tpython3 --version # buildkit",
     {36 * MB}},
    {"CMD [\"python3\"]", {0}}};

const std::vector<image_layer> redis{
    {"/bin/sh -c #(nop) ADD file:5be8e9d0ab1d in / ", {75 * MB}},
    {"/bin/sh -c set -eux; \tapt-get update; \tapt-get install -y --no-install-recommends tzdata; \trm -rf /var/lib/apt/lists/*",
     {MB}},
    {"/bin/sh -c #(nop)  ENV REDIS_VERSION=7.2.4", {0}},
    {"/bin/sh -c set -eux; \t\tsavedAptMark=\"$(apt-mark showmanual)\"; \tapt-get update; \tapt-get install -y "
     "--no-install-recommends \t\tca-certificates \t\twget \t\tdpkg-dev \t\tgcc \t\tlibc6-dev \t\tlibssl-dev \t\tmake \t; \trm "
     "-rf "
     "/var/lib/apt/lists/*; \t\twget -O redis.tar.gz \"$REDIS_DOWNLOAD_URL\"; \texport BUILD_TLS=yes; \tmake -C /usr/src/redis "
     "-j "
     "\"$(nproc)\" all; \tmake -C /usr/src/redis install; \trm -r /usr/src/redis; \t\tapt-mark auto '.*' > /dev/null; \t[ -z "
     "\"$savedAptMark\" ] || apt-mark manual $savedAptMark > /dev/null; \tapt-get purge -y --auto-remove -o "
     "APT::AutoRemove::RecommendsImportant=false; \t\tredis-cli --version",
     {50 * MB}}};

const std::vector<image_layer> postgres_alpine{
    {"ADD alpine-minirootfs-3.20.3-x86_64.tar.gz / # buildkit", {8 * MB}},
    {"ENV DOCKER_PG_LLVM_DEPS=llvm15-dev \t\tclang15", {0}},
    {"RUN /bin/sh -c set -eux; \t\twget -O postgresql.tar.bz2 \"https://ftp.postgresql.org/x.tar.bz2\"; \t\tapk add --no-cache "
     "--virtual .build-deps \t\t$DOCKER_PG_LLVM_DEPS \t\tbison \t\tcoreutils \t\tdpkg-dev dpkg \t\tflex \t\tg++ \t\tgcc "
     "\t\tkrb5-dev \t\tlibc-dev \t\tmake \t\topenssl-dev \t\tperl-dev \t; \t\tcd /usr/src/postgresql; \t./configure "
     "--enable-option-checking=fatal --with-openssl; \tmake -j \"$(nproc)\" world-bin; \tmake install-world-bin; "
     "\t\trunDeps=\"$( "
     "scanelf --needed --nobanner /usr/local | tr ',' '\\n' | sort -u )\"; \tapk add --no-cache --virtual .postgresql-rundeps "
     "\t\t$runDeps \t\tbash \t\ttzdata \t\tzstd \t; \tapk del --no-network .build-deps; \tcd /; \trm -rf /usr/src/postgresql "
     "\t\t/usr/local/share/doc; \t\tpostgres --version # buildkit",
     {220 * MB}}};

void runs_all(some_host& host, std::initializer_list<const char*> images) {
  host.seen.containers.reserve(images.size());
  for (const auto* letter : images) host.add(letter, MiB, 64 * MiB).image_id = fakes::image_id(letter);
}

void check_no_sign(const std::vector<image_layer>& of) {
  for (const auto& one : signs_of(of)) {
    CHECK_FALSE(one.compiler);
    CHECK_FALSE(one.cache);
    CHECK_FALSE(one.deletes);
  }
}

}  // namespace

TEST_CASE("Signs of a single stage: compilers, caches left behind, and deletions that free nothing") {
  CHECK(signs("RUN /bin/sh -c apt-get update && apt-get install -y gcc libpq-dev # buildkit").compiler);
  CHECK(signs("RUN /bin/sh -c apt-get update && apt-get install -y gcc # buildkit").cache);
  CHECK_FALSE(signs("RUN /bin/sh -c apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*").cache);
  CHECK_FALSE(signs("RUN /bin/sh -c apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*").compiler);
  CHECK(signs("/bin/sh -c apk add build-base").compiler);
  CHECK(signs("RUN |1 X=y /bin/bash -o pipefail -c apt-get -y install gcc=12 # buildkit").compiler);
  CHECK(signs("RUN /bin/sh -c pip install -r requirements.txt").cache);
  CHECK_FALSE(signs("RUN /bin/sh -c pip install --no-cache-dir -r requirements.txt").cache);
  CHECK_FALSE(signs("RUN /bin/sh -c pip install -r requirements.txt", 0).cache);
  CHECK_FALSE(signs("RUN /bin/sh -c uv pip install --system --no-cache -r requirements.txt").cache);
  CHECK(signs("RUN /bin/sh -c uv pip install --system -r requirements.txt").cache);
  CHECK_FALSE(signs_of({{"ENV UV_NO_CACHE=1", {0}}, {"RUN /bin/sh -c uv pip install --system x", {MB}}})[1].cache);
  CHECK(signs("RUN /bin/sh -c apt-get dist-clean", 0).deletes);
  CHECK(signs("RUN /bin/sh -c rm -rf /build", 0).deletes);
  CHECK(signs("RUN /bin/sh -c apt-get purge -y gcc", 0).deletes);
  CHECK_FALSE(signs("RUN /bin/sh -c wget x.example/a.tar && tar -xf a.tar && rm a.tar").deletes);  // its own
  CHECK_FALSE(signs("COPY . /app # buildkit").compiler);
  CHECK_FALSE(signs("CMD [\"gcc\"]").compiler);
  CHECK_FALSE(signs("RUN /bin/sh -c apt-get install -y curl && make install").compiler);  // a program, and no package
}

TEST_CASE("What the same instruction removes again was never in a layer; what it does not remove was") {
  CHECK_FALSE(signs("RUN /bin/sh -c apt-get install -y gcc && make && apt-get purge -y gcc").compiler);
  CHECK_FALSE(signs("RUN /bin/sh -c apt-get install -y gcc make && make && apt-get purge -y --auto-remove gcc").compiler);
  CHECK_FALSE(signs("RUN /bin/sh -c apk add --virtual .deps gcc musl-dev && make && apk del .deps").compiler);
  CHECK_FALSE(signs("RUN /bin/sh -c apk add $DEPS gcc && make && apk del $DEPS").compiler);
  CHECK_FALSE(signs("RUN /bin/sh -c dnf install -y gcc && make && dnf remove -y gcc && dnf clean all").compiler);
  CHECK(signs("RUN /bin/sh -c apt-get install -y gcc make wget && apt-get purge -y wget").compiler);
  CHECK(signs("RUN /bin/sh -c apk del .deps && apk add gcc").compiler);
}

TEST_CASE("A package is gone with its own name or with the group that it is in now") {
  const std::string twice = "RUN /bin/sh -c apk add -t .a gcc && apk add -t .b gcc && apk del ";
  CHECK(signs((twice + ".a").c_str()).compiler);
  CHECK_FALSE(signs((twice + ".b").c_str()).compiler);
  CHECK_FALSE(signs((twice + "gcc").c_str()).compiler);
  CHECK(signs("RUN /bin/sh -c apk add -t .a gcc && apk del .a && apk add gcc && apk del .a").compiler);
}

TEST_CASE("An instruction of very many packages and removals takes no time that anybody would notice") {
  std::string many = "RUN /bin/sh -c apk add";
  for (int i = 0; i < 50'000; ++i) many += fmt::format(" a{}-dev", i);
  auto one_command = many + " && apk del", one_each = many;
  for (int i = 1; i < 50'000; ++i) {
    one_command += fmt::format(" a{}-dev", i);
    one_each += fmt::format(" && apk del a{}-dev", i);
  }
  // Of the processor's time: a busy machine tells nothing. Each word over all packages would take minutes.
  const auto begun = std::clock();
  CHECK(signs(one_command.c_str()).compiler);
  CHECK(signs(one_each.c_str()).compiler);
  CHECK_FALSE(signs((one_command + " a0-dev").c_str()).compiler);
  CHECK(std::clock() - begun < 20 * CLOCKS_PER_SEC);
}

TEST_CASE("The histories of good official images have no sign at all") {
  check_no_sign(python_slim);
  check_no_sign(python_on_trixie);
  check_no_sign(redis);
  check_no_sign(postgres_alpine);
  some_host host;
  runs_all(host, {"a", "b", "c"});
  host.seen.images = {image_builder("a", {"python:3.12-slim"}).size(124 * MB).it,
                      image_builder("b", {"redis:7"}).size(126 * MB).it,
                      image_builder("c", {"postgres:16-alpine"}).size(228 * MB).it};
  host.more.histories = {
      {fakes::image_id("a"), python_slim}, {fakes::image_id("b"), redis}, {fakes::image_id("c"), postgres_alpine}};
  CHECK(host.found("single-stage-build").empty());
}

TEST_CASE("A variable that an earlier layer sets holds for those above it") {
  const image_layer install{"RUN /bin/sh -c pip install -r requirements.txt # buildkit", {MB}};
  CHECK_FALSE(signs_of({{"ENV PIP_NO_CACHE_DIR=1", {0}}, install})[1].cache);
  CHECK_FALSE(signs_of({{"/bin/sh -c #(nop)  ENV PYTHONUNBUFFERED=1 PIP_NO_CACHE_DIR=1", {0}}, install})[1].cache);
  CHECK(signs_of({install, {"ENV PIP_NO_CACHE_DIR=1", {0}}})[0].cache);
}

TEST_CASE("An instruction that is known only in part has no sign: what was cut off may undo it") {
  image_layer layer{"RUN /bin/sh -c apk add --virtual .deps gcc && make", {MB}};
  CHECK(signs_of({layer})[0].compiler);
  layer.cut = true;
  CHECK_FALSE(signs_of({layer})[0].compiler);
}

TEST_CASE("Of an instruction only what is known to be harmless is shown") {
  CHECK(shape_of("RUN |2 TOKEN=hunter2 X=1 /bin/sh -c make install # buildkit") == "RUN make install");
  CHECK(shape_of("/bin/sh -c #(nop)  ENV SECRET=hunter2") == "ENV …");
  CHECK(shape_of("RUN /bin/sh -c pip install --extra-index-url https://me:hunter2@pypi.example/x y") == "RUN pip install … y");
  CHECK(shape_of("RUN |1 TOKEN=hunter2") == "RUN");
  CHECK(shape_of("RUN /bin/sh -c apt-get update && apt-get install -y gcc=4:12 libpq-dev && rm -rf /var/lib/apt/lists/*") ==
        "RUN apt-get update && apt-get install -y gcc libpq-dev && rm -rf …");
  CHECK(shape_of("RUN /bin/bash -o pipefail -c apk add --no-cache --virtual .deps gcc | cat") ==
        "RUN apk add --no-cache --virtual .deps gcc | cat");
  CHECK(shape_of("COPY . /app # buildkit") == "COPY . /app");
  CHECK(shape_of("/bin/sh -c #(nop) ADD file:5be8e9d0ab1d in / ") == "ADD … in /");
  CHECK(shape_of("bazel build hunter2") == "…");
  CHECK(shape_of("") == "");
  CHECK_FALSE(shape_of("RUN /bin/sh -c echo \n::error::x").contains('\n'));
}

TEST_CASE("A secret is in no shape, wherever it stands") {
  for (const auto* made_by : {"RUN /bin/sh -c curl -H \"Authorization: Bearer hunter2\" x.example | tar x",
                              "RUN /bin/sh -c curl --header 'X-Token: a hunter2 b' x.example",
                              "RUN /bin/sh -c curl -H \"Authorization: Bearer hunter2",
                              "RUN /bin/sh -c mysql -phunter2 -e 'x'",
                              "RUN /bin/sh -c mysql -p hunter2",
                              "RUN /bin/sh -c curl -u me:hunter2 x.example",
                              "RUN /bin/sh -c git clone https://me:hunter2@git.example/x.git",
                              "RUN /bin/sh -c wget https://x.example/a?token=hunter2",
                              "RUN /bin/sh -c TOKEN=hunter2 npm install",
                              "RUN /bin/sh -c export TOKEN=hunter2 && make",
                              "RUN /bin/sh -c echo hunter2 > /root/.netrc",
                              "RUN /bin/sh -c echo //npm.example/:_authToken=hunter2 >> ~/.npmrc && npm ci",
                              "RUN /bin/sh -c pip install --index-url https://hunter2@pypi.example/ x",
                              "RUN /bin/sh -c pip install git+https://hunter2@x/y",
                              "RUN /bin/sh -c pip install --password hunter2 x",
                              "RUN /bin/sh -c pip install x==hunter2",
                              "RUN /bin/sh -c pip install `echo x hunter2 y`",
                              "RUN /bin/sh -c pip install $(echo hunter2)",
                              "RUN /bin/sh -c pip install ${A:-hunter2}",
                              "RUN /bin/sh -c pip install a\\ hunter2",
                              "RUN /bin/sh -c npm config set //npm.example/:_authToken hunter2",
                              "RUN /bin/sh -c cat <<EOF >/x\napt-get install hunter2\nEOF",
                              "RUN /bin/sh -c hunter2 x",
                              "RUN /bin/sh -c echo 'a\nhunter2\nb'",
                              "RUN |1 T=a hunter2 b /bin/sh -c make",
                              "RUN |1 T=hunter2 /usr/bin/pwsh -c x",
                              "ENV PASSWORD=hunter2 OTHER=x",
                              "/bin/sh -c #(nop)  ENV PASSWORD hunter2",
                              "ARG TOKEN=hunter2",
                              "LABEL a=hunter2",
                              "CMD [\"serve\", \"--password\", \"hunter2\"]",
                              "ENTRYPOINT [\"/bin/sh\" \"-c\" \"x hunter2\"]",
                              "HEALTHCHECK &{[\"CMD\" \"hunter2\"]}",
                              "ADD https://me:hunter2@x.example/a /a",
                              "/bin/sh -c curl -H 'Authorization: Bearer hunter2' x.example",
                              "hunter2"}) {
    CAPTURE(made_by);
    CHECK_FALSE(shape_of(made_by).contains("hunter2"));
  }
  CHECK(shape_of("RUN /bin/sh -c curl -H \"Authorization: Bearer hunter2\" x.example | tar x") == "RUN curl … | tar …");
}

TEST_CASE("A single-stage image is found with the layer that costs most; of a repository the newest speaks for all") {
  some_host host;
  runs_all(host, {"a", "c"});
  host.seen.images = {image_builder("a", {"shop/app:v1"}).size(900 * MB).built(days(9)).it,
                      image_builder("b", {"shop/app:v2"}).size(900 * MB).built(days(2)).it,
                      image_builder("c", {"shop/slim:v1"}).size(90 * MB).built(days(2)).it};
  const std::vector<image_layer> fat{{"/bin/sh -c #(nop) ADD file:abc in / ", {70 * MB}},
                                     {"RUN /bin/sh -c apt-get update && apt-get install -y gcc make # buildkit", {250 * MB}},
                                     {"RUN /bin/sh -c pip install -r requirements.txt # buildkit", {180 * MB}},
                                     {"COPY . /app # buildkit", {400 * MB}},
                                     {"RUN /bin/sh -c rm -rf /app/.git && apt-get clean # buildkit", {0}}};
  host.more.histories = {
      {fakes::image_id("a"), fat},
      {fakes::image_id("b"), fat},
      {fakes::image_id("c"), {{"ADD rootfs.tar / # buildkit", {80 * MB}}, {"COPY /app /app # buildkit", {10 * MB}}}}};
  const auto found = host.found("single-stage-build");
  REQUIRE(found.size() == 1);
  CHECK(found[0].what ==
        "shop/app:v2 looks like it was built in one stage: compilers or build tools are in 250 MB of its 900 MB");
  CHECK(found[0].bytes == byte_count{250 * MB});
  CHECK(found[0].costs.starts_with("at most 250 MB"));
  CHECK(found[0].evidence[0] == "the layer that costs most: 400 MB, COPY . /app");
  CHECK(found[0].evidence[1].contains(
      "a compiler or build tools, and what looks like a package manager's cache, in a layer of 250 MB"));
  CHECK(found[0].evidence[2].contains("a package manager's cache in a layer of 180 MB; its size is not known"));
  CHECK(found[0].evidence[3].contains("what it deletes stays in the 900 MB of the layers below"));
}

TEST_CASE("A compiler's image that a build began with is no service of this host") {
  some_host host;
  runs_all(host, {"b"});
  host.seen.images = {image_builder("a", {"golang:1.22"}).size(800 * MB).it,
                      image_builder("b", {"shop/app:v1"}).size(90 * MB).it};
  const std::vector<image_layer> layers{
      {"RUN /bin/sh -c apt-get update && apt-get install -y g++ gcc make # buildkit", {250 * MB}}};
  host.more.histories = {{fakes::image_id("a"), layers}};
  CHECK(host.found("single-stage-build").empty());
  host.add("compiles", MiB, 64 * MiB).image_id = fakes::image_id("a");
  CHECK(host.found("single-stage-build").size() == 1);
}

TEST_CASE("Of a cache alone nobody knows how large it is, and no size is claimed") {
  some_host host;
  runs_all(host, {"a"});
  host.seen.images = {image_builder("a", {"shop/app:v1"}).size(900 * MB).it};
  host.more.histories = {{fakes::image_id("a"), {{"RUN /bin/sh -c pip install torch # buildkit", {800 * MB}}}}};
  const auto found = host.found("single-stage-build");
  REQUIRE(found.size() == 1);
  CHECK(found[0].what == "shop/app:v1 seems to carry a package manager's cache");
  CHECK_FALSE(found[0].bytes);
  CHECK(found[0].costs.contains("its size is not known"));
  CHECK(found[0].snippets.empty());
}
