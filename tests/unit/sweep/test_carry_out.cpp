#include "sweep/carry_out.hpp"

#include <doctest/doctest.h>

#include "fakes/fake_engine.hpp"
#include "unit/net/run.hpp"

using namespace dropsweep;
using namespace std::chrono_literals;
using testing::fake_engine;
using testing::run;

namespace {

std::string id(char letter) { return std::string(64, letter); }

constexpr std::string_view stopped = R"("State":{"Status":"exited","FinishedAt":"2026-01-01T00:00:00Z"})";

// An engine with stopped containers of these letters, which lets them go.
fake_engine engine_with(std::string_view letters) {
  fake_engine fake;
  fake.answers_ping();
  for (const char letter : letters) {
    fake.answers("GET /containers/" + id(letter) + "/json", 200,
                 fmt::format(R"({{"Id":"{}","Name":"/{}",{}}})", id(letter), letter, stopped));
    fake.answers("DELETE /containers/" + id(letter), 204, "");
  }
  return fake;
}

plan plan_of(std::string_view letters) {
  container as_seen;
  as_seen.state = container_state::exited;
  as_seen.finished = parse_instant("2026-01-01T00:00:00Z");
  plan made;
  for (const char letter : letters) {
    made.remove.push_back(
        {.kind = object_kind::container, .id = id(letter), .name = foreign(std::string(1, letter)), .looks = looks_of(as_seen)});
  }
  return made;
}

struct swept {
  std::vector<outcome> outcomes;
  std::vector<std::string> heard;
};

// `meanwhile` is told of every outcome and may throw the switch; `begins` is given it at the start.
using with_switch = std::function<void(stop_switch&)>;
swept sweep(
    fake_engine& fake, plan what, sweep_settings how = {}, with_switch meanwhile = [](stop_switch&) {},
    with_switch begins = [](stop_switch&) {}) {
  return run([&]() -> task<swept> {
    const auto executor = co_await asio::this_coro::executor;
    engine_reader looking(executor, fake.opener(executor), {});
    CHECK(co_await looking.negotiate());
    stop_switch stop(executor);
    begins(stop);
    swept all;
    all.outcomes = co_await carry_out(looking, std::move(what), how, stop, [&](const outcome& one) {
      all.heard.push_back(one.item.name.raw());
      meanwhile(stop);
    });
    co_return all;
  });
}

std::size_t deletions(const fake_engine& fake) {
  return static_cast<std::size_t>(
      std::ranges::count_if(fake.diary, [](const std::string& asked) { return asked.starts_with("DELETE"); }));
}

}  // namespace

TEST_CASE("each item has its outcome, in the plan's order, and a refusal stops no other") {
  auto fake = engine_with("abc");
  fake.answers("DELETE /containers/" + id('b'), 409, R"({"message":"it runs"})");
  const auto done = sweep(fake, plan_of("abc"));
  REQUIRE(done.outcomes.size() == 3);
  CHECK(done.outcomes[0].fate == fate::removed);
  CHECK(done.outcomes[1].fate == fate::kept_in_use);
  CHECK(done.outcomes[1].engine_words == foreign("it runs"));
  CHECK(done.outcomes[2].fate == fate::removed);
  CHECK(done.heard.size() == 3);
}

TEST_CASE("what looks different just before, or is gone, is not asked to be removed") {
  auto fake = engine_with("abc");
  fake.answers("GET /containers/" + id('a') + "/json", 200,
               fmt::format(R"({{"Id":"{}","State":{{"Status":"running"}}}})", id('a')));
  fake.answers("GET /containers/" + id('b') + "/json", 404, R"({"message":"no such container"})");
  const auto done = sweep(fake, plan_of("abc"));
  CHECK(done.outcomes[0].fate == fate::kept_changed);
  CHECK(done.outcomes[1].fate == fate::kept_changed);
  CHECK(done.outcomes[1].detail == "it was gone already");
  CHECK(done.outcomes[2].fate == fate::removed);
  CHECK(deletions(fake) == 1);
}

TEST_CASE("what cannot be looked at just before is not removed") {
  auto fake = engine_with("a");
  fake.answers("GET /containers/" + id('a') + "/json", 500, R"({"message":"broken"})");
  const auto done = sweep(fake, plan_of("a"));
  CHECK(done.outcomes[0].fate == fate::failed);
  CHECK(deletions(fake) == 0);
}

TEST_CASE("when the switch is thrown no further removal starts, and what was not reached says so") {
  auto fake = engine_with("abcd");
  const auto done = sweep(fake, plan_of("abcd"), {.at_once = 1}, [](stop_switch& stop) { stop.throw_now("SIGTERM"); });
  CHECK(done.outcomes[0].fate == fate::removed);
  for (const auto i : {1u, 2u, 3u}) CHECK(done.outcomes[i].fate == fate::not_started);
  CHECK(deletions(fake) == 1);
}

TEST_CASE("a removal in flight that never answers is unknown when the patience after the switch ends") {
  auto fake = engine_with("a");
  stop_switch* stop = nullptr;
  fake.instead = [&](testing::far_end&, const std::string& request) {
    if (!request.starts_with("DELETE")) return false;
    stop->throw_now("SIGINT");
    return true;  // and no answer, ever
  };
  const auto done =
      sweep(fake, plan_of("a"), {.patience_after_stop = 50ms}, [](stop_switch&) {}, [&](stop_switch& made) { stop = &made; });
  CHECK(done.outcomes[0].fate == fate::unknown);
  CHECK(done.heard.empty());
}

TEST_CASE("an item goes only after those that it names") {
  auto fake = engine_with("abc");
  auto what = plan_of("abc");
  what.remove[2].after = {id('a'), id('b')};
  sweep(fake, what, {.at_once = 3});
  const auto asked = [&](char letter) { return std::ranges::find(fake.diary, "DELETE /v1.45/containers/" + id(letter)); };
  CHECK(asked('c') > asked('a'));
  CHECK(asked('c') > asked('b'));
  // Nor is it looked at before: the look belongs to the moment just before the removal.
  CHECK(std::ranges::find(fake.diary, "GET /v1.45/containers/" + id('c') + "/json") > asked('b'));
}

TEST_CASE("kinds go one after the other") {
  auto fake = engine_with("a");
  fake.answers("GET /networks/" + id('n'), 200,
               fmt::format(R"({{"Id":"{}","Name":"net","Created":"2026-01-01T00:00:00Z"}})", id('e')));
  auto what = plan_of("a");
  what.remove.push_back({.kind = object_kind::volume, .id = "data", .name = "data", .looks = "never"});
  sweep(fake, what);
  const auto volume = std::ranges::find(fake.diary, "GET /v1.45/volumes/data");
  CHECK(volume != fake.diary.end());
  CHECK(std::ranges::find(fake.diary, "DELETE /v1.45/containers/" + id('a')) < volume);
}

namespace {

std::string image_id(char letter) { return "sha256:" + id(letter); }

// An engine that lists images of these letters, tagged "LETTER:1", and lets them go.
fake_engine engine_with_images(std::string_view letters) {
  fake_engine fake;
  fake.answers_ping();
  std::vector<std::string> listed;
  for (const char letter : letters) {
    listed.push_back(fmt::format(R"({{"Id":"{}","RepoTags":["{}:1"]}})", image_id(letter), letter));
    fake.answers("GET /images/" + image_id(letter) + "/json", 200, listed.back());
    fake.answers("DELETE /images/" + image_id(letter), 200, "[]");
  }
  fake.answers("GET /images/json?all=1", 200, fmt::format("[{}]", fmt::join(listed, ",")));
  return fake;
}

std::string containers_of(std::string_view letters) {
  std::vector<std::string> ids;
  for (const char letter : letters) ids.push_back("%22sha256%3A" + id(letter) + "%22%3Atrue");
  return fmt::format("GET /containers/json?all=1&filters=%7B%22ancestor%22%3A%7B{}%7D%7D", fmt::join(ids, "%2C"));
}

item image_item(char letter, std::vector<foreign> tags) {
  image as_seen;
  as_seen.tags = std::move(tags);
  return {.kind = object_kind::image,
          .id = image_id(letter),
          .name = as_seen.tags.front(),
          .tags = as_seen.tags,
          .looks = looks_of(as_seen)};
}

plan plan_of_images(std::string_view letters) {
  plan made;
  for (const char letter : letters) made.remove.push_back(image_item(letter, {foreign(fmt::format("{}:1", letter))}));
  return made;
}

plan plan_of_image(char letter, std::vector<foreign> tags) {
  plan made;
  made.remove.push_back(image_item(letter, std::move(tags)));
  return made;
}

}  // namespace

TEST_CASE("an image with several names loses all but one by name, and goes by its id") {
  auto fake = engine_with_images("d");
  fake.answers("GET /images/json?all=1", 200, fmt::format(R"([{{"Id":"{}","RepoTags":["a:1","b:1"]}}])", image_id('d')));
  fake.answers(containers_of("d"), 200, "[]");
  fake.answers("GET /images/a:1/json", 200, fmt::format(R"({{"Id":"{}"}})", image_id('d')));
  fake.answers("DELETE /images/a:1", 200, "[]");
  const auto done = sweep(fake, plan_of_image('d', {"a:1", "b:1"}));
  INFO(fmt::format("{}", fmt::join(fake.diary, "\n")));
  CHECK(done.outcomes[0].fate == fate::removed);
  CHECK(fake.times_asked("DELETE /v1.45/images/a:1") == 1);
  CHECK(fake.times_asked("DELETE /v1.45/images/b:1") == 0);
  CHECK(fake.times_asked("DELETE /v1.45/images/" + image_id('d')) == 1);
}

namespace {

// An image "d" that is listed with the names a:1, b:1 and c:1, each of which is looked at and let go.
fake_engine engine_with_three_names() {
  auto fake = engine_with_images("d");
  fake.answers("GET /images/json?all=1", 200, fmt::format(R"([{{"Id":"{}","RepoTags":["a:1","b:1","c:1"]}}])", image_id('d')));
  fake.answers(containers_of("d"), 200, "[]");
  for (const char letter : std::string_view("abc")) {
    fake.answers(fmt::format("GET /images/{}:1/json", letter), 200, fmt::format(R"({{"Id":"{}"}})", image_id('d')));
    fake.answers(fmt::format("DELETE /images/{}:1", letter), 200, "[]");
  }
  return fake;
}

}  // namespace

TEST_CASE("a name that moved to another image after the look stays with that one, and so does the image that lost it") {
  auto fake = engine_with_three_names();
  fake.answers("GET /images/b:1/json", 200, fmt::format(R"({{"Id":"{}","RepoTags":["b:1"]}})", image_id('9')));
  const auto done = sweep(fake, plan_of_image('d', {"a:1", "b:1", "c:1"}));
  CHECK(done.outcomes[0].fate == fate::kept_changed);
  CHECK(done.outcomes[0].detail == "its reference b:1 belongs to another image by now");
  CHECK(fake.times_asked("DELETE /v1.45/images/a:1") == 1);
  CHECK(deletions(fake) == 1);
}

TEST_CASE("a name that is gone, or cannot be looked at directly before it goes, is not asked for and its image stays") {
  auto gone = engine_with_three_names();
  gone.answers("GET /images/a:1/json", 404, R"({"message":"no such image"})");
  const auto kept = sweep(gone, plan_of_image('d', {"a:1", "b:1", "c:1"}));
  CHECK(kept.outcomes[0].fate == fate::kept_changed);
  CHECK(kept.outcomes[0].detail == "its reference a:1 is gone by now");
  CHECK(deletions(gone) == 0);

  auto broken = engine_with_three_names();
  broken.answers("GET /images/a:1/json", 500, R"({"message":"broken"})");
  const auto failed = sweep(broken, plan_of_image('d', {"a:1", "b:1", "c:1"}));
  CHECK(failed.outcomes[0].fate == fate::failed);
  CHECK(failed.outcomes[0].detail.starts_with("stopped at its reference a:1: it could not be looked at just before: "));
  CHECK(failed.outcomes[0].engine_words == "broken");
  CHECK(deletions(broken) == 0);
}

TEST_CASE("a switch that is thrown while an image's first name is looked at leaves it not started, with all of its names") {
  auto fake = engine_with_three_names();
  stop_switch* stop = nullptr;
  fake.instead = [&](testing::far_end&, const std::string& request) {
    if (request.ends_with("/images/a:1/json")) stop->throw_now("SIGTERM");
    return false;
  };
  const auto done =
      sweep(fake, plan_of_image('d', {"a:1", "b:1", "c:1"}), {}, [](stop_switch&) {}, [&](stop_switch& made) { stop = &made; });
  CHECK(done.outcomes[0].fate == fate::not_started);
  CHECK(done.heard.empty());
  CHECK(deletions(fake) == 0);
}

namespace {

// Three images, of which b has two names, on an engine that takes its time to remove a: the diary says when it had, and what came
// over the same connection until then. Over one connection it takes a while, over several until the name of b went.
std::vector<std::string> diary_beside_a_slow_removal(unsigned connections) {
  auto fake = engine_with_images("abc");
  fake.refuse_from = connections;
  fake.answers("GET /images/json?all=1", 200,
               fmt::format(R"([{{"Id":"{}","RepoTags":["a:1"]}},{{"Id":"{}","RepoTags":["b:1","b:2"]}},)"
                           R"({{"Id":"{}","RepoTags":["c:1"]}}])",
                           image_id('a'), image_id('b'), image_id('c')));
  fake.answers(containers_of("abc"), 200, "[]");
  fake.answers("GET /images/b:1/json", 200, fmt::format(R"({{"Id":"{}"}})", image_id('b')));
  fake.answers("DELETE /images/b:1", 200, "[]");
  auto what = plan_of_images("abc");
  what.remove[1] = image_item('b', {"b:1", "b:2"});
  run([&]() -> task<int> {
    const auto executor = co_await asio::this_coro::executor;
    asio::steady_timer a_while(executor);
    testing::far_end* held = nullptr;
    const auto let_a_go = [&] {
      if (held == nullptr) return;
      fake.diary.push_back("a went");
      std::exchange(held, nullptr)->say(testing::http_answer(200, "[]"));
    };
    fake.instead = [&](testing::far_end& far, const std::string& request) {
      if (request == "DELETE /v1.45/images/" + image_id('a')) {
        held = &far;
        a_while.expires_after(50ms);
        if (connections == 1) a_while.async_wait([&](auto) { let_a_go(); });
        return true;
      }
      if (held == &far) fake.diary.back() += ", behind a";
      if (request == "DELETE /v1.45/images/b:1") let_a_go();
      return false;
    };
    engine_reader looking(executor, fake.opener(executor), {});
    CHECK(co_await looking.negotiate());
    stop_switch stop(executor);
    for (const auto& one : co_await carry_out(looking, what, {}, stop, [](const outcome&) {})) CHECK(one.fate == fate::removed);
    co_return 0;
  });
  return fake.diary;
}

}  // namespace

TEST_CASE("over one connection, names are looked at and taken away while no removal by id is on its way, and none begins then") {
  const auto diary = diary_beside_a_slow_removal(1);
  const auto at = [&](const std::string& what) { return std::ranges::find(diary, what) - diary.begin(); };
  INFO(fmt::format("{}", fmt::join(diary, "\n")));
  CHECK(at("a went") < at("GET /v1.45/images/b:1/json"));
  CHECK(at("GET /v1.45/images/b:1/json") < at("DELETE /v1.45/images/b:1"));
  CHECK(at("DELETE /v1.45/images/b:1") < at("DELETE /v1.45/images/" + image_id('b')));
  CHECK(at("DELETE /v1.45/images/b:1") < at("DELETE /v1.45/images/" + image_id('c')));
}

TEST_CASE("over several connections, names do not wait behind a removal by id that takes its time") {
  const auto diary = diary_beside_a_slow_removal(4);
  INFO(fmt::format("{}", fmt::join(diary, "\n")));
  CHECK(std::ranges::count(diary, "DELETE /v1.45/images/b:1") == 1);
}

TEST_CASE("images that go are looked at together, two questions for all of them") {
  auto fake = engine_with_images("abcdef");
  fake.answers(containers_of("abcdef"), 200, "[]");
  const auto done = sweep(fake, plan_of_images("abcdef"));
  for (const auto& one : done.outcomes) CHECK(one.fate == fate::removed);
  CHECK(fake.times_asked("GET /v1.45/images/json?all=1") == 1);
  CHECK(fake.diary.size() == 1 + 2 + 6);  // ping, looks, removals
}

TEST_CASE("an image that is gone, has another tag, or is a container's by now stays, and the others go") {
  auto fake = engine_with_images("abcd");
  fake.answers(
      "GET /images/json?all=1", 200,
      fmt::format(R"([{{"Id":"{}","RepoTags":["b:2"]}},{{"Id":"{}","RepoTags":["c:1"]}},{{"Id":"{}","RepoTags":["d:1"]}}])",
                  image_id('b'), image_id('c'), image_id('d')));
  fake.answers(containers_of("abcd"), 200, fmt::format(R"([{{"Id":"{}"}}])", id('9')));
  fake.answers("GET /images/" + image_id('a') + "/json", 404, "{}");
  fake.answers("GET /images/" + image_id('b') + "/json", 200, fmt::format(R"({{"Id":"{}","RepoTags":["b:2"]}})", image_id('b')));
  for (const auto* one : {"a", "b", "d"}) fake.answers(containers_of(one), 200, "[]");
  fake.answers(containers_of("c"), 200, fmt::format(R"([{{"Id":"{}"}}])", id('9')));
  const auto done = sweep(fake, plan_of_images("abcd"));
  CHECK(done.outcomes[0].detail == "it was gone already");
  CHECK(done.outcomes[1].detail == "it looks different from when the plan was made");
  CHECK(done.outcomes[2].detail == "container 999999999999 uses it by now");
  CHECK(done.outcomes[3].fate == fate::removed);
  CHECK(deletions(fake) == 1);
}

TEST_CASE("images that cannot be looked at together are looked at one by one, and those that cannot be looked at stay") {
  auto fake = engine_with_images("ab");
  fake.answers("GET /images/json?all=1", 500, R"({"message":"broken"})");
  fake.answers(containers_of("ab"), 200, "[]");
  fake.answers(containers_of("a"), 200, "[]");
  fake.answers(containers_of("b"), 500, R"({"message":"broken"})");
  const auto done = sweep(fake, plan_of_images("ab"));
  CHECK(done.outcomes[0].fate == fate::removed);
  CHECK(done.outcomes[1].fate == fate::failed);
  CHECK(deletions(fake) == 1);
}

TEST_CASE("what was not reached when the connection to the engine was lost for good was not started") {
  auto fake = engine_with("abc");
  fake.instead = [&](testing::far_end& far, const std::string& request) {
    if (!request.starts_with("GET /v1.45/containers/" + id('b'))) return false;
    fake.refuse_from = 0;
    far.end(asio::error::connection_reset);
    return true;
  };
  const auto done = sweep(fake, plan_of("abc"), {.at_once = 1});
  CHECK(done.outcomes[0].fate == fate::removed);
  CHECK(done.outcomes[1].fate == fate::not_started);
  CHECK(done.outcomes[2].fate == fate::not_started);
}

TEST_CASE("a build cache record that the engine passes over for a moment is asked again, one that a build holds is kept") {
  fake_engine fake;
  fake.answers_ping();
  fake.answers("GET /system/df?type=build-cache&verbose=1", 200,
               R"({"BuildCache":[{"ID":"abc1","Type":"regular"},{"ID":"abc2","Type":"regular"}]})");
  const auto prune = [](std::string record) {
    return "POST /build/prune?all=true&filters=%7B%22id%22%3A%7B%22%5E" + record + "%24%22%3Atrue%7D%7D";
  };
  fake.answers(prune("abc1"), 200, R"({"CachesDeleted":null,"SpaceReclaimed":0})");
  fake.answers(prune("abc2"), 200, R"({"CachesDeleted":null,"SpaceReclaimed":0})");
  unsigned asked = 0;
  fake.instead = [&](testing::far_end& far, const std::string& request) {
    if (!request.starts_with("POST") || request.find("abc1") == std::string::npos || ++asked < 3) return false;
    far.say(testing::http_answer(200, R"({"CachesDeleted":["abc1"],"SpaceReclaimed":500})"));
    return true;
  };
  plan what;
  for (const auto* record : {"abc1", "abc2"})
    what.remove.push_back({.kind = object_kind::build_cache, .id = record, .looks = looks_of(cache_record{})});
  const auto done = sweep(fake, what);
  CHECK(done.outcomes[0].fate == fate::removed);
  CHECK(done.outcomes[0].reclaimed == byte_count{500});
  CHECK(done.outcomes[1].fate == fate::kept_in_use);
}

namespace {

file_system disk_with(std::int64_t used) { return {.path = "/", .size = {1000}, .used = {used}, .available = {1000 - used}}; }

// Containers that claim 100 bytes each, on a disk that 1000 fit on and that gets as much emptier with each that goes.
struct goal_story {
  goal_page page{.goal = {.at_most_full = 50, .available = {}, .free_as_given = {}},
                 .disk = disk_with(900),
                 .reached = false,
                 .unmeasured = {}};
  unsigned measured = 0;
  std::function<net_result<file_system>(std::int64_t used)> sees = [](std::int64_t used) { return disk_with(used); };

  swept of(fake_engine& fake, std::string_view letters, sweep_settings how = {}, with_switch meanwhile = [](stop_switch&) {}) {
    auto what = plan_of(letters);
    for (auto& one : what.remove) one.size = {100};
    how.goal = &page;
    how.measure = [&]() -> task<net_result<file_system>> {
      ++measured;
      co_return sees(900 - 100 * static_cast<std::int64_t>(deletions(fake)));
    };
    return sweep(fake, what, how, meanwhile);
  }
};

std::vector<fate> fates_of(const swept& done) {
  std::vector<fate> all;
  for (const auto& one : done.outcomes) all.push_back(one.fate);
  return all;
}

}  // namespace

TEST_CASE("a sweep with a goal ends as soon as there is room enough, and the others were not needed") {
  auto fake = engine_with("abcdef12");
  goal_story story;
  const auto done = story.of(fake, "abcdef12");
  using enum fate;
  CHECK(fates_of(done) == std::vector{removed, removed, removed, removed, not_needed, not_needed, not_needed, not_needed});
  CHECK(deletions(fake) == 4);
  CHECK(done.heard.size() == 4);
  CHECK(story.page.reached);
  CHECK(story.page.disk->used == byte_count{500});
}

TEST_CASE("a goal that cannot be reached lets everything go that the plan has, and the last measurement is told") {
  auto fake = engine_with("abc");
  goal_story story;
  const auto done = story.of(fake, "abc");
  for (const auto& one : done.outcomes) CHECK(one.fate == fate::removed);
  CHECK_FALSE(story.page.reached);
  CHECK(story.page.disk->used == byte_count{600});
}

TEST_CASE("what stays does not count towards the goal") {
  auto fake = engine_with("abcdef");
  fake.answers("DELETE /containers/" + id('b'), 409, R"({"message":"it runs"})");
  goal_story story;
  story.sees = [&](std::int64_t used) { return disk_with(used + (deletions(fake) > 1 ? 100 : 0)); };
  const auto done = story.of(fake, "abcdef");
  using enum fate;
  CHECK(fates_of(done) == std::vector{removed, kept_in_use, removed, removed, removed, not_needed});
}

TEST_CASE("when somebody else makes the room, no more goes than was on its way") {
  auto fake = engine_with("abcdef");
  goal_story story;
  story.sees = [](std::int64_t) { return disk_with(100); };
  const auto done = story.of(fake, "abcdef");
  CHECK(deletions(fake) <= 3);
  CHECK(done.outcomes[5].fate == fate::not_needed);
}

TEST_CASE("a disk that cannot be measured any more ends the sweep, and what is left was not started") {
  auto fake = engine_with("abcdef12");
  goal_story story;
  story.sees = [&](std::int64_t) { return std::unexpected(net_error{net_failure::closed, "the shell is gone", {}}); };
  const auto done = story.of(fake, "abcdef12");
  CHECK(done.outcomes[0].fate == fate::removed);
  CHECK(done.outcomes[7].fate == fate::not_started);
  CHECK(story.page.unmeasured == "the shell is gone");
  CHECK_FALSE(story.page.reached);
  CHECK(story.measured == 1);
}

TEST_CASE("a signal before the goal is reached: what is left was not started, not unneeded") {
  auto fake = engine_with("abcdef12");
  goal_story story;
  const auto done = story.of(fake, "abcdef12", {}, [](stop_switch& stop) { stop.throw_now("SIGTERM"); });
  CHECK(done.outcomes[7].fate == fate::not_started);
  CHECK_FALSE(story.page.reached);
}

TEST_CASE("items that wait for each other reach a goal as well") {
  auto fake = engine_with("abcdef12");
  goal_story story;
  story.page.goal.at_most_full = 10;
  auto what = plan_of("abcdef12");
  for (std::size_t i = 1; i < what.remove.size(); ++i) what.remove[i].after = {what.remove[i - 1].id};
  sweep(fake, what, {.goal = &story.page, .measure = [&]() -> task<net_result<file_system>> {
                       co_return disk_with(900 - 100 * static_cast<std::int64_t>(deletions(fake)));
                     }});
  CHECK(deletions(fake) == 8);
  CHECK(story.page.reached);
}
