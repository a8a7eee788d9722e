// `services` lines: what must answer before and after a sweep.
#pragma once

#include <string_view>
#include <vector>

#include "inputs/words.hpp"
#include "model/health.hpp"

namespace dropsweep {

// NAME URL [status=200,204] [contains=TEXT] [within=2s] [from=droplet|runner], in this order or any other after the URL. TEXT may
// stand in double quotes, which end at the quote before a blank or the line's end; \" inside them is a quote.
parsed<service> parse_service(std::string_view line);

// The URL alone into how, host, port, path and the default of `from`: http, https, tcp, container.
// What is wrong comes back as a phrase ("has a user or a password in its URL").
parsed<service> parse_service_url(std::string_view url);

// The words of a line: blanks part them, except inside the quotes of NAME="...". Views into `line`; the quotes are still there.
parsed<std::vector<std::string_view>> service_words(std::string_view line);

}  // namespace dropsweep
