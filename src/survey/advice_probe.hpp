// What only the host's files say: the pure reader of what its shell answers to "advice" (host_shell.hpp).
#pragma once

#include <string_view>

#include "model/advice_facts.hpp"

namespace dropsweep {

inline constexpr std::size_t advice_probe_most = 2u << 20;  // bytes: 8,000 containers

// Never fails: what cannot be read is unknown.
void read_advice_probe(std::string_view answer, advice_facts& into);

}  // namespace dropsweep
