// Services, what a probe saw, and the verdict over before and after.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/foreign.hpp"
#include "core/time.hpp"
#include "model/objects.hpp"

namespace dropsweep {

// One `services` line: NAME URL [status=200,204] [contains=TEXT] [within=2s] [from=droplet|runner].
struct service {
  enum class scheme { http, https, tcp, container };
  enum class vantage { droplet, runner };

  std::string name;
  std::string url;  // as given
  scheme how = scheme::http;
  std::string host;  // for `container`: the container's name; IPv6 without brackets
  std::uint16_t port = 0;
  std::string path = "/";        // with query
  std::vector<unsigned> status;  // accepted; empty: 200 to 299
  std::optional<std::string> contains;
  span within = std::chrono::seconds{5};  // how long one answer may take
  vantage from = vantage::droplet;
  // For http and https, where more than a look is wanted.
  std::string method = "GET";
  std::string request_body;  // JSON
  bool keep_answer = false;  // the start of the body, of a healthy answer too
};

// What one probe saw.
struct observation {
  bool healthy = false;
  std::string saw;  // ours: "200 OK in 12 ms", "connection refused", "no answer within 2s", "status 503, wanted 200"
  foreign body;     // the start of an unhealthy answer's body, at most 200 bytes
  span took{};
  // Not seen unhealthy, for nobody could ask it: sshd lets the account reach no such port; of container://, the engine is silent.
  bool not_asked = false;
};

enum class service_verdict { healthy, recovered, was_already_down, broke_during_sweep, unchecked };
std::string_view name(
    service_verdict verdict);  // "healthy", "recovered", "was already down", "broke during the sweep", "unchecked"

// The last ones of a container in trouble: so many are read, and so many are shown.
inline constexpr unsigned log_lines_told = 20;

struct service_report {
  std::string name;
  std::string url;
  std::optional<observation> before;
  std::optional<observation> after;  // nullopt: not asked again
  unsigned tries_after = 0;
  service_verdict verdict = service_verdict::unchecked;
  foreign log_tail;  // of its container, when it broke
};

// A container that ran before the sweep and does not run well after it.
struct container_trouble {
  object_id id = {};  // of the one that is there now, maybe another one of that name; "": none is
  foreign name;
  std::string what;  // "stopped (exit 137)", "is gone", "restarted 2 times", "became unhealthy"
  foreign log_tail;
};

// A container that was restarted by us.
struct restart_report {
  foreign container;
  std::vector<std::string> services;  // those that it stands behind, by name
  bool well = false;                  // it runs, and its health check and these services say so
  std::string saw;                    // ours: "running and healthy", "gateway: no answer within 5s", "not tried: ..."
  span took{};                        // until it was well, or given up
};

enum class overall_health { healthy, degraded, unhealthy, unchecked };
// degraded: only services that were already down; unhealthy: something broke.
std::string_view name(overall_health health);

struct health_report {
  std::vector<service_report> services;
  std::vector<container_trouble> containers;
  std::vector<restart_report> restarts;  // in their order
  overall_health overall = overall_health::unchecked;
};

}  // namespace dropsweep
