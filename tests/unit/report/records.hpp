// Records of runs as app/ would hand them over, on a host in the shape of the one that this project began with.
#pragma once

#include <string_view>

#include "model/record.hpp"

namespace dropsweep::test {

run_record good_sweep();
run_record clean_host();
run_record dry_run_of_the_same();
run_record broken_service();
run_record restarted_services();
run_record tasks_and_their_ends();
run_record already_down_service();
run_record refused_host_key();
run_record fleet_of_three();
run_record partial_sweep();
run_record cancelled_run();
run_record refused_inputs();
run_record skipped_host();
run_record doctor_stopped_at_the_socket();
run_record check_of_services();
run_record advised_host();
run_record goal_reached();
run_record goal_missed();
run_record dry_run_with_a_goal();

// Every name, label, error, body and log line is `words`.
run_record hostile_run(std::string_view words);

// An image, a container and so on, for tests that need just one.
item some_item(object_kind kind, std::string_view name, std::string_view reason, std::int64_t size);

}  // namespace dropsweep::test
