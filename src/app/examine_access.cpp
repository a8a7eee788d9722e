// What the SSH server lets the account do.
#include "app/examine.hpp"
#include "model/host_advice.hpp"
#include "survey/ledger.hpp"

namespace dropsweep {

namespace {

constexpr span answer_within = std::chrono::seconds{20};

std::string words_of(const net_error& why) {
  std::string_view theirs = why.theirs.raw();
  theirs = theirs.substr(0, theirs.find_last_not_of("\r\n") + 1);
  return theirs.empty() ? why.detail : fmt::format("{} (\"{}\")", why.detail, visible(theirs, 300));
}

}  // namespace

task<void> examine_forwarding(host_visit& visit, const ssh_address& host) {
  visit.begin("forwarding");
  const std::string place = fmt::format("127.0.0.1:{}", host.port);
  const auto stream = co_await visit.way->network().dial(tcp_endpoint{"127.0.0.1", host.port}, after(answer_within));
  if (stream) co_return visit.end(fmt::format("the account may connect to ports of the host ({} answered)", place));
  const auto& why = stream.error();
  if (why.what == net_failure::not_permitted || why.what == net_failure::unsupported)
    co_return visit.end_lacking(
        fmt::format("the account may not connect to {} ({}): services cannot be asked from the host", place, words_of(why)),
        fmt::format("To ask services from the host, {}. Else ask them with from=runner, or by container://NAME.",
                    to_allow_ports("127.0.0.1:8000")));
  if (why.what == net_failure::refused)
    co_return visit.end(fmt::format("the account may connect to ports of the host (though nobody answered at {})", place));
  visit.end_lacking(fmt::format("whether services can be asked from the host is unknown ({}: {})", place, words_of(why)), "");
}

task<void> examine_exec(host_visit& visit, const std::string& user) {
  visit.begin("exec");
  const auto answer = co_await visit.way->shell().ask("ledger", "", ledger_most + 1000, after(answer_within));
  if (!answer)
    co_return visit.end_lacking(
        fmt::format("{}: the host's disk, memory and load stay unknown, disk-target and free are refused, nothing is "
                    "remembered for the next run, and whether another sweep is at work is not seen",
                    words_of(answer.error())),
        to_allow_commands(user));
  const auto line = answer->substr(0, answer->find('\n'));
  if (line == "kept") co_return visit.end("the account runs commands; what runs see is remembered on the host");
  const std::string_view why = line.starts_with("unkept ") ? std::string_view(line).substr(7) : "no answer";
  visit.end_lacking(
      fmt::format("the account runs commands, but nothing can be remembered for the next run: {}", visible(why, 300)),
      "Give the account a home folder that it may write to.");
}

}  // namespace dropsweep
