#include "sweep/image_names.hpp"

namespace dropsweep {

namespace {

// `now`: whose name it is. Else the page says why the image stays.
bool is_its_own(outcome& page, const foreign& name, const result<std::optional<image>>& now) {
  if (now && *now && (*now)->id == page.item.id) return true;
  page.fate = now ? fate::kept_changed : fate::failed;
  if (now) {
    page.detail = fmt::format("its reference {} {}", name, *now ? "belongs to another image by now" : "is gone by now");
  } else {
    page.engine_words = now.error().theirs;
    page.detail = fmt::format("stopped at its reference {}: it could not be looked at just before: {}", name, now.error().seen);
  }
  return false;
}

}  // namespace

task<bool> image_names::take_away(outcome& page, std::vector<foreign> names) {
  const place in_hand(names_);  // taken before the wait: no further removal by id begins, so that the wait ends
  co_await none_of(ids_);
  for (const auto& name : names) {
    const auto now = co_await with_.image_now(name);
    if (page.fate == fate::not_started && over_()) co_return false;
    if (!is_its_own(page, name, now)) co_return false;
    page.fate = fate::unknown;  // until the engine's answer says otherwise
    auto answer = co_await with_.remove_image(name);
    if (answer.fate == fate::removed) continue;
    page.fate = answer.fate;
    page.engine_words = std::move(answer.engine_words);
    page.detail = fmt::format("stopped at its reference {}", name);
    co_return false;
  }
  co_return true;
}

task<void> image_names::none_of(count& others) {
  while (with_.has_one_connection() && others.in_hand > 0)
    (void)co_await others.changed.async_wait(asio::as_tuple(asio::use_awaitable));
}

}  // namespace dropsweep
