// What advice is told in, for console and summary alike.
#pragma once

#include <string>

#include "model/record.hpp"

namespace dropsweep {

// "7 findings", "nothing to advise".
std::string findings_words(const advice_page& page);
std::string good_order_words(const advice_page& page);  // where there is none

// "2.1 GB of 4.1 GB used; page cache 1.2 GB; no swap; PSI ...": what is known of it; "" when nothing is.
std::string host_memory_words(const advice_page& page);

// "+120 MB a day, full in 40 days ...", or why there is none.
std::string trend_words(const advice_page& page);

// "costs: ...": the number, unless the words have it.
std::string cost_words(const finding& one);

// A cell of the table of containers.
std::string known_bytes(const std::optional<byte_count>& size, std::string_view otherwise);

}  // namespace dropsweep
