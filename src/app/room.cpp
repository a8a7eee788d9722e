#include "app/room.hpp"

#include "survey/host_probe.hpp"

namespace dropsweep {

namespace {

constexpr span answer_within = std::chrono::seconds{20};
constexpr std::size_t answer_most = 64 * 1024;

}  // namespace

std::string no_room_needed(const survey& facts, const settings& how) {
  if (facts.host.disks.empty()) return {};
  const auto& disk = facts.host.disks.front();
  if (const int used = percent_used(disk); used < how.disk_above)
    return fmt::format("the engine's disk is {}% full, below disk-above {}", used, how.disk_above);
  if (!how.goal.is_set() || !is_reached(how.goal, disk) || how.dry == dry_run::yes) return {};
  return fmt::format("{} is reached already: {}", words_of(how.goal), standing_at(how.goal, disk));
}

std::optional<goal_page> goal_page_of(const survey& facts, const disk_goal& goal) {
  if (!goal.is_set()) return std::nullopt;
  goal_page page{.goal = goal};
  if (facts.host.disks.empty()) {
    page.unmeasured = "the host's shell does not tell";
  } else {
    page.disk = facts.host.disks.front();
    page.reached = is_reached(goal, *page.disk);
  }
  return page;
}

error cannot_tell_when_to_stop(const goal_page& page, std::string_view host) {
  return {.code = exit_code::engine,
          .step = "plan",
          .seen = fmt::format("The engine's disk on {} cannot be measured, so that nobody could tell when {} is reached: nothing "
                              "was removed.",
                              host, words_of(page.goal)),
          .theirs = {},
          .advice =
              "Use an account whose shell may run `df` (the notes say what stood in the way), or leave out disk-target and "
              "free."};
}

disk_measure measure_by_shell(host_way& way, const survey& facts) {
  return [&way, &facts]() -> task<net_result<file_system>> {
    const auto& engine = facts.engine;
    const auto answer = co_await way.shell().ask("disk " + engine.root_dir, "", answer_most, after(answer_within));
    if (!answer) co_return std::unexpected(answer.error());
    const auto disks = read_host_probe(*answer, engine.root_dir, engine.containerd_store).facts.disks;
    if (disks.empty() || disks.front().path != facts.host.disks.front().path)
      co_return std::unexpected(net_error{net_failure::other, "the host's shell does not tell any more", {}});
    co_return disks.front();
  };
}

}  // namespace dropsweep
