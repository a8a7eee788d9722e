// How an example may differ from itself: other orders, more protection, a host some time later. Each object's chance hangs on the
// salt and its own name, so that it changes alike while an example shrinks.
#pragma once

#include <string_view>
#include <vector>

#include "model/plan.hpp"
#include "property/example.hpp"

namespace dropsweep::property {

survey in_another_order(const example& one);
survey some_time_later(const example& one);

// The same case with one protection more.
example with_another_keep_line(example one);
example with_another_persist_label(example one);
example with_a_longer_age_line(example one);
example with_a_longer_min_age(example one);
example with_more_keep_last(example one);
example with_a_smaller_volume_scope(example one);
example with_another_running_container(example one);

}  // namespace dropsweep::property
