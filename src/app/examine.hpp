// What `doctor` asks once it is in; each question is a step that it notes. Nothing is changed on the host.
#pragma once

#include "app/host_visit.hpp"

namespace dropsweep {

// Whether ports are forwarded, and whether commands are run: with neither a sweep may still do, with less.
task<void> examine_forwarding(host_visit& visit, const ssh_address& host);
task<void> examine_exec(host_visit& visit, const std::string& user);

// "socket" and "engine": what the engine says of itself, or nullopt when one of them failed.
task<std::optional<engine_facts>> examine_engine(host_visit& visit);

// What the account may see and remove.
task<void> examine_permissions(host_visit& visit);

// How full the engine's disk is; `facts` of an engine that could be asked.
task<void> examine_disk(host_visit& visit, const std::optional<engine_facts>& facts);

}  // namespace dropsweep
