#include "app/schedule_steps.hpp"
#include "inputs/read_file.hpp"
#include "schedule/program_file.hpp"

namespace dropsweep {

namespace {

error refusal(const host_visit& visit, std::string seen, std::string advice) {
  return {.code = exit_code::inputs, .step = visit.step(), .seen = std::move(seen), .theirs = {}, .advice = std::move(advice)};
}

result<void> may_be_installed(const host_visit& visit, const host_side& there) {
  if (there.by == timekeeper::none) {
    return std::unexpected(refusal(visit,
                                   fmt::format("Nothing on {} could start a sweep: {}.", visit.record.host, there.why_none),
                                   "Install cron there, or run the sweep from a workflow's schedule."));
  }
  if (!there.sums) {
    return std::unexpected(
        refusal(visit, fmt::format("{} has no sha256sum: what arrives there could not be compared.", visit.record.host),
                "Install coreutils, busybox or openssl there."));
  }
  return {};
}

}  // namespace

result<std::string> program_to_install(const host_visit& visit, const host_side& there) {
  if (auto may = may_be_installed(visit, there); !may) return std::unexpected(std::move(may.error()));
  const auto& given = visit.how.schedule.program;
  std::string bytes;
  if (given) {
    bytes = *given;
  } else {
    auto own = read_file("/proc/self/exe", largest_program);
    if (!own) return std::unexpected(refusal(visit, fmt::format("The program that runs here {}.", own.error()), ""));
    bytes = std::move(*own);
  }
  const auto made_for = machine_of(bytes);
  if (made_for == there.machine) return bytes;
  const foreign machine(there.machine);
  if (given) {
    return std::unexpected(refusal(
        visit,
        fmt::format("The file that droplet-binary names is {}, and {} is {}.",
                    made_for.empty() ? "no program of Linux for 64 bits" : fmt::format("made for the machine {}", made_for),
                    visit.record.host, machine),
        "Take the dropsweep of a release that is made for it."));
  }
  return std::unexpected(refusal(
      visit, fmt::format("{} is {}, and the dropsweep that runs here is made for {}.", visit.record.host, machine, made_for),
      "Name one that is made for it: --droplet-binary FILE."));
}

}  // namespace dropsweep
