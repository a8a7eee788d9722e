// An instruction as it may be shown: pure. It may hold tokens anywhere (a header, a password glued to its option, an address, a
// variable), so that of its words only those stand there which are known to be harmless; the rest is "…".
#pragma once

#include <string>
#include <string_view>

namespace dropsweep {

// "RUN apt-get install -y gcc make && …": keywords, names of well-known programs, verbs and options of package managers, and what
// stands where packages do and looks like one. Made visible.
std::string shape_of(std::string_view made_by, std::size_t limit = 100);

}  // namespace dropsweep
