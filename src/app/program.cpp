#include "app/program.hpp"

#include <boost/asio/io_context.hpp>

#include "app/fleet.hpp"
#include "app/judge.hpp"
#include "app/keep_plans.hpp"
#include "app/kept_report.hpp"
#include "app/publish.hpp"
#include "connect/prepare_openssl.hpp"
#include "core/version.hpp"
#include "inputs/forget_secrets.hpp"
#include "report/log_file.hpp"
#include "report/plan_file.hpp"
#include "report/writer.hpp"

namespace dropsweep {

namespace {

instant wall_clock() { return std::chrono::time_point_cast<span>(std::chrono::system_clock::now()); }

exit_code leave(run_record& run, const std::vector<fail_cause>& fail_on, const outlets& to) {
  judge(run, fail_on);
  publish(run, to);
  return run.fails_step ? run.code : exit_code::done;
}

std::optional<kept_report> begin_to_keep(const std::string& folder, instant started, std::string& report_file) {
  if (folder.empty()) return std::nullopt;
  std::optional<kept_report> kept(std::in_place, folder, started);
  report_file = kept->path();
  return kept;
}

exit_code refuse_inputs(error why, const surroundings& given) {
  run_record run{.version = std::string(version), .started = wall_clock(), .failure = std::move(why)};
  auto paths = read_report_paths(given);
  const auto kept = begin_to_keep(read_report_folder(given), run.started, paths.report_file);
  const auto code = leave(run, {},
                          {.in_actions = paths.in_actions,
                           .output_file = paths.output_file,
                           .summary_file = paths.summary_file,
                           .report_file = paths.report_file});
  if (kept) kept->end(run);
  return code;
}

// One order per target; with a plan file, only hosts that it names may be swept.
result<std::vector<host_order>> make_orders(settings& how) {
  // Held by each host until it is in, or is known not to be.
  const std::shared_ptr<void> secrets(&how, [](settings* all) { forget_secrets(*all); });
  plans_by_host plans;
  const bool planned = how.plan_text.has_value();
  if (planned) {
    auto parsed = parse_plan_file(*how.plan_text, plan_parts::removals);
    if (!parsed) {
      parsed.error().seen = fmt::format("input plan: {}: {}", visible(how.plan_name), parsed.error().seen);
      return std::unexpected(std::move(parsed.error()));
    }
    plans = std::move(*parsed);
    how.plan_text.reset();
  }
  std::vector<host_order> orders;
  for (const auto& where : how.targets) {
    host_order order{.where = where, .secrets = secrets};
    if (planned) {
      const auto found = plans.find(label(where));
      if (found == plans.end()) {
        return std::unexpected(
            error{.code = exit_code::inputs,
                  .step = "inputs",
                  .seen = fmt::format("input plan: {} holds no plan for {}.", visible(how.plan_name), label(where)),
                  .advice = "Make it with `dropsweep plan --output` for the same host."});
      }
      order.plan_to_carry_out = std::move(found->second);
    }
    orders.push_back(std::move(order));
  }
  return orders;
}

}  // namespace

exit_code run_program(surroundings& given) {
  prepare_openssl();
  auto read = read_settings(given);
  forget_secrets(given);
  if (!read) return refuse_inputs(std::move(read.error()), given);
  if (const auto* text = std::get_if<just_print>(&*read)) {
    print(text->text);
    return text->code;
  }
  auto& how = std::get<settings>(*read);
  // The sweep is what keeps the disk from filling up: it does not wait for a log that has no room.
  std::string no_log;
  if (!how.log_file.empty()) {
    if (const auto open = log_to(how.log_file); !open) {
      no_log = one_line(open.error());
      print(fmt::format("dropsweep: {}\n", no_log));
    }
    print(fmt::format("--- {} dropsweep {}\n", format_instant(wall_clock()), version));
  }
  auto orders = make_orders(how);
  if (!orders) return refuse_inputs(std::move(orders.error()), given);

  run_record run{.version = std::string(version),
                 .what = how.command,
                 .mode = how.policy.mode,
                 .dry = how.dry,
                 .trigger = how.trigger,
                 .started = wall_clock()};
  const auto kept = begin_to_keep(how.report_folder, run.started, how.report_file);
  const auto& first = orders->front().plan_to_carry_out;
  if (first && !how.policies_for_plans.empty()) run.mode = first->mode;
  const auto started = std::chrono::steady_clock::now();
  auto context = std::make_unique<asio::io_context>(1);
  run_fleet(*context, run, std::move(*orders), how);
  run.took = std::chrono::duration_cast<span>(std::chrono::steady_clock::now() - started);
  if (!no_log.empty()) {
    for (auto& host : run.hosts) host.notes.push_back(no_log);
  }

  const auto where_plans_are = how.plan_output.empty() ? std::string() : keep_plans(run, how);
  const auto code = leave(run, how.fail_on,
                          {.in_actions = how.in_actions,
                           .colour = how.colour,
                           .verbose = how.verbose,
                           .quiet = how.quiet,
                           .output_file = how.output_file,
                           .summary_file = how.summary_file,
                           .report_file = how.report_file});
  if (kept) kept->end(run);
  print(where_plans_are);
  // A name look-up that hangs cannot be cancelled, and the context would wait for its thread: after an interruption nobody has
  // that time.
  if (run.result == run_result::cancelled) (void)context.release();
  return code;
}

}  // namespace dropsweep
