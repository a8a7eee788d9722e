// Single values: numbers, durations, yes or no, paths, choices. Pure; an empty text is never passed in.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/time.hpp"
#include "inputs/settings.hpp"
#include "inputs/words.hpp"

namespace dropsweep {

// Exactly true|True|TRUE|false|False|FALSE, as GitHub's own actions read them.
parsed<bool> parse_yes_or_no(std::string_view text);

// Decimal digits and nothing else, within the bounds.
parsed<unsigned> parse_number(std::string_view text, unsigned least, unsigned most);

// "80" or "80%".
parsed<int> parse_percent(std::string_view text);

// "500MB", "3GiB"; more than nothing.
parsed<byte_count> parse_size(std::string_view text);

// "90s", "10m", "1h30m", "7d".
parsed<span> parse_duration(std::string_view text);

// The same for something that is waited for: at most a day, beyond which a job is long gone.
parsed<span> parse_waiting_time(std::string_view text);

// An absolute path of [A-Za-z0-9/._-] that fits into a socket address.
parsed<std::string> parse_socket_path(std::string_view text);

parsed<volume_scope> parse_volume_scope(std::string_view text);

// "wait", "wait=5m", "skip" or "narrow".
parsed<busy_settings> parse_when_busy(std::string_view text);

parsed<restarts> parse_restarts(std::string_view text);

// error, partial, unhealthy, with commas or line ends between; or `never` alone, which is the empty list.
parsed<std::vector<fail_cause>> parse_fail_on(std::string_view text);

// "SHA256:" and 43 characters of base64, as `ssh-keygen -lf` prints it; one or more of them.
parsed<std::vector<host_fingerprint>> parse_fingerprints(std::string_view text);

}  // namespace dropsweep
