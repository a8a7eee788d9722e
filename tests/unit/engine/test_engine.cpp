#include "engine/engine.hpp"

#include <doctest/doctest.h>

#include "fakes/fake_engine.hpp"
#include "unit/net/run.hpp"

using namespace dropsweep;
using namespace std::chrono_literals;
using testing::fake_engine;
using testing::run;

namespace {

const std::string id(64, 'a');
const std::string prune = "POST /v1.45/build/prune?all=true&filters=%7B%22id%22%3A%7B%22%5Eabc1%24%22%3Atrue%7D%7D";

// Negotiates and removes.
template <class Remove>
removal removing(fake_engine& fake, Remove how) {
  fake.answers_ping("1.45");
  return run([&]() -> task<removal> {
    const auto executor = co_await asio::this_coro::executor;
    engine_reader looking(executor, fake.opener(executor), {.removal_within = 50ms});
    CHECK(co_await looking.negotiate());
    engine deleting(looking);
    co_return co_await how(deleting);
  });
}

removal remove_container(fake_engine& fake) {
  return removing(fake, [](engine& with) { return with.remove_container(id); });
}

}  // namespace

TEST_CASE("Every object is removed by its own request: no force, no volumes with it") {
  fake_engine fake;
  fake.answers("DELETE /v1.45/containers/" + id, 204, "");
  fake.answers("DELETE /v1.45/images/registry:5000/a/b:1", 200, "[]");
  fake.answers("DELETE /v1.45/volumes/my%20data", 204, "");
  fake.answers("DELETE /v1.45/networks/" + id, 204, "");
  CHECK(remove_container(fake).fate == fate::removed);
  CHECK(removing(fake, [](engine& with) { return with.remove_image("registry:5000/a/b:1"); }).fate == fate::removed);
  CHECK(removing(fake, [](engine& with) { return with.remove_volume("my data"); }).fate == fate::removed);
  CHECK(removing(fake, [](engine& with) { return with.remove_network(id); }).fate == fate::removed);
}

TEST_CASE("The engine's status decides the fate, and its words are kept") {
  struct {
    unsigned status;
    fate becomes;
  } const table[] = {{204, fate::removed}, {404, fate::kept_changed}, {409, fate::kept_in_use}, {400, fate::failed},
                     {403, fate::failed},  {500, fate::failed},       {301, fate::failed}};
  for (const auto& [status, becomes] : table) {
    fake_engine fake;
    fake.answers("DELETE /v1.45/containers/" + id, status, status == 204 ? "" : R"({"message":"because"})");
    const auto answer = remove_container(fake);
    CHECK(answer.fate == becomes);
    CHECK(answer.engine_words == (status == 204 ? foreign() : foreign("because")));
  }
}

TEST_CASE("A network with active endpoints is in use, though the engine says 403 for it") {
  fake_engine fake;
  fake.answers("DELETE /v1.45/networks/" + id, 403, R"({"message":"network has active endpoints"})");
  const auto answer = removing(fake, [](engine& with) { return with.remove_network(id); });
  CHECK(answer.fate == fate::kept_in_use);
  CHECK(answer.engine_words == "network has active endpoints");
}

TEST_CASE("A removal without an answer is unknown, one that could not be asked failed") {
  fake_engine silent;
  silent.instead = [](testing::far_end&, const std::string& request) { return request.starts_with("DELETE"); };
  CHECK(remove_container(silent).fate == fate::unknown);
  fake_engine cut;
  cut.instead = [](testing::far_end& far, const std::string& request) {
    if (request.starts_with("DELETE")) far.end();
    return request.starts_with("DELETE");
  };
  CHECK(remove_container(cut).fate == fate::unknown);
  CHECK(cut.times_asked("DELETE /v1.45/containers/" + id) == 1);
  fake_engine refusing;
  refusing.refuse_from = 0;
  const auto answer = run([&]() -> task<removal> {
    const auto executor = co_await asio::this_coro::executor;
    engine deleting(engine_reader(executor, refusing.opener(executor), {}));
    co_return co_await deleting.remove_container(id);
  });
  CHECK(answer.fate == fate::failed);
  CHECK(answer.engine_words == "refused by the test");
}

TEST_CASE("What is no name is not asked for") {
  fake_engine fake;
  const auto asked = [&](auto how) {
    const auto answer = removing(fake, how);
    CHECK(answer.fate == fate::failed);
    CHECK_FALSE(answer.engine_words.empty());
  };
  asked([](engine& with) { return with.remove_container("../images/x"); });
  asked([](engine& with) { return with.remove_image("a?force=1"); });
  asked([](engine& with) { return with.remove_image("../containers/x"); });
  asked([](engine& with) { return with.remove_volume(".."); });
  asked([](engine& with) { return with.remove_network("prune"); });
  asked([](engine& with) { return with.remove_cache_record(".*"); });
  CHECK(fake.times_asked("GET /_ping") == fake.diary.size());
}

TEST_CASE("One build cache record goes by its exact id, and the engine's claim is kept") {
  fake_engine fake;
  fake.answers(prune, 200, R"({"CachesDeleted":["abc1"],"SpaceReclaimed":500})");
  const auto remove = [&] { return removing(fake, [](engine& with) { return with.remove_cache_record("abc1"); }); };
  auto answer = remove();
  CHECK(answer.fate == fate::removed);
  CHECK(answer.reclaimed == byte_count{500});
  fake.answers(prune, 200, R"({"CachesDeleted":null,"SpaceReclaimed":0})");
  CHECK(remove().fate == fate::kept_in_use);
  fake.answers(prune, 200, "nonsense");
  CHECK(remove().fate == fate::failed);
}
