// Annotations: the few lines that GitHub shows beside the job without a click. The runner keeps 10 of each level a step, so that
// what matters most comes first and what does not fit is counted.
#include <fmt/format.h>

#include <algorithm>

#include "model/host_advice.hpp"
#include "report/advice.hpp"
#include "report/goal_words.hpp"
#include "report/measures.hpp"
#include "report/render.hpp"
#include "report/restart_words.hpp"
#include "report/standing.hpp"
#include "report/text.hpp"
#include "report/verdict_line.hpp"

namespace dropsweep {

namespace {

constexpr std::size_t per_level = 10;
constexpr std::size_t message_limit = 4000;  // the runner cuts at 4096 characters
constexpr std::size_t title_limit = 200;

enum class level { error, warning, notice };

struct annotation {
  level at;
  std::string title, message;
};

std::string_view word_of(level at) {
  switch (at) {
    case level::error: return "error";
    case level::warning: return "warning";
    case level::notice: return "notice";
  }
  return "";
}

std::string line_of(const annotation& one) {
  // `visible` again: whatever a sentence was made of, it is one line without a command of the runner in it. The limit is on what
  // is written; escaping a character makes it three at most.
  auto message = visible(one.message, message_limit - 50);
  for (std::size_t limit = message_limit; command_data(message).size() > message_limit; limit -= 200)
    message = visible(one.message, limit - 200);
  return fmt::format("::{} title={}::{}", word_of(one.at), command_property(visible(one.title, title_limit)),
                     command_data(message));
}

class annotations {
 public:
  explicit annotations(const run_record& run) : run_(run) {}

  std::vector<std::string> all() {
    if (run_.failure) add(level::error, "dropsweep", failure_message(*run_.failure, ""));
    for (const auto& host : run_.hosts) add_broken(host);
    for (const auto& host : run_.hosts) add_failure(host);
    for (const auto& host : run_.hosts) add_discrepancies(host);
    for (const auto& host : run_.hosts) add_too_little_room(host);
    for (const auto& host : run_.hosts) add_undone(host);
    for (const auto& host : run_.hosts) add_unremoved(host);
    for (const auto& host : run_.hosts) add_restarts(host);
    for (const auto& host : run_.hosts) add_already_down(host);
    if (!run_.hosts.empty()) add(level::notice, "dropsweep", plain_verdict(run_));
    std::vector<std::string> lines;
    for (const auto at : {level::error, level::warning, level::notice}) add_lines(lines, at);
    return lines;
  }

 private:
  // What does not fail the step is no error.
  void add(level at, std::string title, std::string message) {
    if (at == level::error && !run_.fails_step) at = level::warning;
    found_.push_back({at, std::move(title), std::move(message)});
  }

  void add_lines(std::vector<std::string>& lines, level at) const {
    std::vector<annotation> these;
    std::ranges::copy_if(found_, std::back_inserter(these), [at](const annotation& one) { return one.at == at; });
    const bool too_many = these.size() > per_level;
    const auto shown = too_many ? per_level - 1 : these.size();
    for (std::size_t i = 0; i < shown; ++i) lines.push_back(line_of(these[i]));
    if (too_many)
      lines.push_back(line_of({at, "dropsweep", fmt::format("{} more like these: see the job summary.", these.size() - shown)}));
  }

  static std::string failure_message(const error& failure, std::string_view host) {
    std::vector<std::string> parts{visible(failure.seen, 1500)};
    if (!failure.theirs.empty()) parts.push_back(fmt::format("It said: \"{}\".", visible(failure.theirs.raw(), 600)));
    append(parts, advice_for(failure, host));
    return join(parts, " ");
  }

  void add_failure(const host_record& host) {
    if (!host.failure) return;
    const bool wished_for = host.result == run_result::cancelled;
    const auto title = fmt::format("{} {} at the step \"{}\"", visible(host.host), wished_for ? "was cancelled" : "stopped",
                                   visible(host.failure->step));
    add(wished_for ? level::warning : level::error, title, failure_message(*host.failure, visible(host.host)));
  }

  void add_broken(const host_record& host) {
    if (!host.health) return;
    for (const auto& service : host.health->services) {
      const auto how = standing_of(service, host);
      if (how != standing::broke && how != standing::down) continue;
      const auto& last = service.after ? service.after : service.before;
      const auto title = how == standing::broke ? fmt::format("{} broke during {} {}", visible(service.name), what_was_done(host),
                                                              visible(host.host))
                                                : fmt::format("{} is down on {}", visible(service.name), visible(host.host));
      const auto before =
          how == standing::broke && service.before ? fmt::format("Before: {}. ", visible(service.before->saw)) : "";
      const auto advice = how == standing::broke
                              ? "Read the last log lines of its container in the job summary, then restart it on the host."
                              : "Nothing was removed, so this run is not the cause.";
      add(level::error, title, fmt::format("{}Now: {}. {}", before, visible(last->saw), advice));
    }
    for (const auto& container : host.health->containers) {
      const auto why = to_read_its_log(container);
      add(level::error,
          fmt::format("Container {} {} during {} {}", container.name, visible(container.what), what_was_done(host),
                      visible(host.host)),
          fmt::format("It ran before the sweep.{}{}", why.empty() ? "" : " ", why));
    }
  }

  void add_discrepancies(const host_record& host) {
    for (const auto& one : host.discrepancies) add(level::error, fmt::format("Not as planned on {}", visible(host.host)), one);
  }

  void add_too_little_room(const host_record& host) {
    if (host.result != run_result::partial || !host.goal || !falls_short(*host.goal)) return;
    add(level::error, fmt::format("Too little room on {}", visible(host.host)),
        goal_sentence(host, run_.dry) + " " + join(advice_for(host, run_), " "));
  }

  void add_undone(const host_record& host) {
    for (const auto& one : host.chores) {
      if (!one.well)
        add(level::error, fmt::format("A task was not done on {}", visible(host.host)),
            fmt::format("{}: {}.", visible(one.name), visible(one.saw, 1000)));
    }
  }

  void add_unremoved(const host_record& host) {
    std::vector<std::string> parts;
    const auto count = [&](fate what, std::string_view words) {
      if (const auto number = count_fates(host, what); number > 0) parts.push_back(fmt::format("{} {}", number, words));
    };
    count(fate::failed, "failed");
    count(fate::unknown, "got no answer");
    if (parts.empty()) return;
    std::string first;
    for (const auto& one : host.outcomes) {
      if (one.fate != fate::failed) continue;
      first = fmt::format(" First: {} {}: {}", name(one.item.kind), one.item.name,
                          one.engine_words.empty() ? foreign(one.detail) : one.engine_words);
      break;
    }
    add(level::warning, fmt::format("Removals on {}", visible(host.host)),
        fmt::format("Of {}: {}.{}", counted(std::ssize(host.outcomes), "planned removal", "planned removals"), join(parts, ", "),
                    first));
  }

  void add_restarts(const host_record& host) {
    if (const auto sentences = restart_sentences(host); !sentences.empty())
      add(level::warning, fmt::format("Restarted on {}", visible(host.host)), join(sentences, " "));
  }

  void add_already_down(const host_record& host) {
    if (!host.health) return;
    for (const auto& service : host.health->services) {
      if (standing_of(service, host) != standing::was_already_down) continue;
      const auto& last = service.after ? service.after : service.before;
      add(level::warning, fmt::format("{} was already down on {}", visible(service.name), visible(host.host)),
          fmt::format("Now: {}. It was down before the sweep began, so this sweep is not the cause.", visible(last->saw)));
    }
  }

  const run_record& run_;
  std::vector<annotation> found_;
};

}  // namespace

std::vector<std::string> render_annotations(const run_record& run) { return annotations(run).all(); }

}  // namespace dropsweep
