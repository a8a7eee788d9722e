// Before anything is removed: the host's lock, and a host on which nobody else is at work.
#pragma once

#include <functional>
#include <string>

#include "app/host_way.hpp"

namespace dropsweep {

// The host's lock, shared by all runs on it: held by the shell, and free again when the connection is gone.
class host_lock {
 public:
  enum class state { held, taken, unknown };

  // Asks once. `owner`: who we are, for whoever finds it taken; since when is added.
  task<state> take(host_way& way, const std::string& owner);

  // Of the last answer: whose it is, or why it is unknown whether anybody has it; escaped.
  const std::string& words() const noexcept { return words_; }

 private:
  std::string words_;
};

// Where a host stands on its way to being swept.
struct permission {
  bool granted = false;
  bool narrow = false;  // by `when-busy: narrow`
  std::string why_not;  // a sentence with the evidence
  bool waited = false;  // for somebody: the survey is of after that
};

struct permission_asker {
  host_way& way;
  const settings& how;
  survey& seen;  // replaced whenever it was waited; what it saw of the objects' use is remembered
  std::function<void(const std::string& why)> waiting;  // told now and then while it is waited
  bool out_of_date = false;                             // `seen` is of before something that this run itself did
};

// Waits as long as the settings say. `locked`: what was answered last. Fails only when the host cannot be looked at any more.
task<result<permission>> ask_for_permission(permission_asker asker, host_lock& lock, host_lock::state& locked);

}  // namespace dropsweep
