#include "app/fleet.hpp"

#include <algorithm>
#include <boost/asio/detached.hpp>

#include "net/together.hpp"

namespace dropsweep {

namespace {

struct queue {
  std::vector<host_order> orders;
  std::size_t next = 0;
};

task<void> work(queue& waiting, std::vector<host_record>& records, const settings& how, interruptions& ending,
                progress_line& progress) {
  while (waiting.next < waiting.orders.size()) {
    const auto index = waiting.next++;
    co_await run_host(records[index], std::move(waiting.orders[index]), how, ending, progress);
  }
}

log_shape shape_of_log(const settings& how) {
  return how.terminal ? log_shape::terminal : how.in_actions ? log_shape::actions : log_shape::plain;
}

}  // namespace

void run_fleet(asio::io_context& context, run_record& run, std::vector<host_order> orders, const settings& how) {
  interruptions ending(context.get_executor(), how.timeout);
  progress_line progress(shape_of_log(how), how.quiet);
  run.hosts.resize(orders.size());
  // What several hosts say is mixed.
  std::optional<progress_fold> all_of_them;
  if (orders.size() > 1) all_of_them.emplace(progress, fmt::format("{} hosts", orders.size()));
  queue waiting{.orders = std::move(orders)};

  const auto all = [&]() -> task<void> {
    std::vector<task<std::monostate>> workers;
    for (std::size_t i = 0; i < std::min<std::size_t>(how.max_parallel, waiting.orders.size()); ++i) {
      workers.push_back(with_a_result(work(waiting, run.hosts, how, ending, progress)));
    }
    co_await all_of(std::move(workers));
    ending.no_more();
  };
  asio::co_spawn(context, all(), [&context](std::exception_ptr thrown) {
    context.stop();  // what is still open (a connection that says goodbye, a name look-up) is not waited for
    if (thrown) std::rethrow_exception(thrown);
  });
  context.run();
  progress.clear();
}

}  // namespace dropsweep
