#include "app/steps.hpp"

namespace dropsweep {

task<bool> connect(host_visit& visit) {
  const bool each_step = visit.how.command == command::doctor;
  // The link keeps its listener until the engine's first stream is open, which is after this step.
  const auto reached = std::make_shared<std::string>("the engine of this machine");  // or as whom, with which key
  visit.begin("connect");
  const auto heard = [&visit, each_step, reached](std::string_view step, std::string saw, span took) {
    if (step == "authentication") *reached = saw;
    if (!each_step) return;
    visit.note(std::string(step), std::move(saw), took);
    visit.begin(visit.step());  // so that a failure tells the time of its own step
  };
  const auto retrying = [&visit](std::string_view step, std::string saw) {
    visit.progress.say(fmt::format("{}: {}: {}", visit.record.host, step, saw));
  };
  auto way = co_await open_way(visit.order.where, visit.how, heard, retrying);
  visit.order.secrets.reset();
  wipe_stack();
  if (!way) co_return visit.fail(way.error());
  visit.way = std::move(*way);
  if (!each_step) visit.end(*reached);
  co_return true;
}

}  // namespace dropsweep
