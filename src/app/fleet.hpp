// Several hosts at once, each with its own record; one that fails stops no other.
#pragma once

#include <boost/asio/io_context.hpp>
#include <vector>

#include "app/host_run.hpp"

namespace dropsweep {

// Fills run.hosts, in the order of the orders; at most `how.max_parallel` are worked on at once.
void run_fleet(asio::io_context& context, run_record& run, std::vector<host_order> orders, const settings& how);

}  // namespace dropsweep
