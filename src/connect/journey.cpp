#include "connect/journey.hpp"

#include "connect/fetch_certificate.hpp"
#include "connect/greeting.hpp"
#include "connect/host_certificate.hpp"
#include "connect/known_hosts.hpp"
#include "connect/wire_format.hpp"
#include "net/tcp_connect.hpp"

namespace dropsweep {

namespace {

using transport_result = result<std::unique_ptr<byte_stream>>;

error unreachable(std::string step, std::string seen, const net_error& why, std::string advice) {
  return {exit_code::unreachable, std::move(step), std::move(seen), why.theirs, std::move(advice)};
}

error no_name(const ssh_address& to, const net_error& why) {
  return unreachable("name", fmt::format("The host name {} could not be resolved: {}.", foreign(to.host), why.detail), why,
                     "Check its spelling in the input host; an IP address needs no look-up.");
}

error no_tcp(const ssh_address& to, const net_error& why, span waited) {
  const std::string name = known_hosts_name(to.host, to.port);
  switch (why.what) {
    case net_failure::timed_out:
      return unreachable(
          "tcp", fmt::format("{} did not answer within {} ({}).", foreign(name), format_span(waited), why.detail), why,
          "Is the host up, and does its firewall let this machine reach the SSH port? (Addresses of GitHub's runners change.)");
    case net_failure::refused:
      return unreachable("tcp", fmt::format("{} refused the connection ({}).", foreign(name), why.detail), why,
                         "The host is up; is sshd running there, and on this port (the input port)?");
    default:
      return unreachable("tcp", fmt::format("{} could not be reached: {}.", foreign(name), why.detail), why,
                         "Check the address and the network.");
  }
}

error no_way_on(const ssh_address& to, const std::string& jump_host, const net_error& why) {
  const std::string name = known_hosts_name(to.host, to.port);
  const std::string seen =
      fmt::format("{} could not be reached from the jump host {}: {}.", foreign(name), jump_host, why.detail);
  if (why.what == net_failure::not_permitted)
    return unreachable(
        "tcp", seen, why,
        fmt::format("Its sshd_config must have AllowTcpForwarding yes (or local), and PermitOpen must not leave out {}.",
                    foreign(name)));
  return unreachable("tcp", seen, why, "Its name or address must be the one that the jump host knows, with sshd on that port.");
}

}  // namespace

void journey::begin(std::string next) {
  step = std::move(next);
  step_began = std::chrono::steady_clock::now();
}

void journey::done(std::string_view what, std::string saw) {
  const auto took = std::chrono::duration_cast<span>(std::chrono::steady_clock::now() - step_began);
  // A further connection to the same host takes the first steps again: no news.
  if (heard && told.insert(std::string(what)).second) heard(what, std::move(saw), took);
}

task<transport_result> journey::reach() {
  if (through) {
    begin("tcp");
    auto stream = co_await through->network().dial(tcp_endpoint{to.host, to.port}, until);
    if (!stream) {
      passing = setback_behind_jump_host(stream.error());
      co_return std::unexpected(no_way_on(to, jump_host, stream.error()));
    }
    done("tcp", fmt::format("connected through {}", jump_host));
    co_return std::move(*stream);
  }
  begin("name");
  auto addresses = co_await look_up({to.host, to.port}, until);
  if (!addresses) {
    passing = setback_at_name(addresses.error());
    co_return std::unexpected(no_name(to, addresses.error()));
  }
  done("name", addresses->front().address().to_string());
  begin("tcp");
  const span share = share_of_attempt(settings.connect_timeout);
  const deadline patience = earlier(until, after(share));
  auto stream = co_await connect_to(std::move(*addresses), patience);
  if (!stream) {
    passing = setback_at_tcp(stream.error());
    co_return std::unexpected(no_tcp(to, stream.error(), patience < until ? share : settings.connect_timeout));
  }
  done("tcp", fmt::format("connected to port {}", to.port));
  co_return std::move(*stream);
}

task<handshake_outcome> journey::meet_once(const std::vector<std::string>& only_types) {
  passing.reset();
  auto transport = co_await reach();
  if (!transport) co_return handshake_outcome{.accepted = std::unexpected(std::move(transport.error()))};
  begin("banner");
  auto session = ssh_session::over(std::move(*transport));
  session_guard guard(session);
  // Not for RSA user keys, whose signature algorithm depends on what the server says next.
  const bool early = key && !key->type.contains("rsa");
  const handshake how{expected, only_types, early, [this](const std::string& identification) {
                        in_order = takes_requests_in_order(foreign(identification));
                        done("banner", visible(identification));
                        begin("key exchange");
                      }};
  auto found = co_await shake_hands(session, how);
  if (found.accepted) found.session = guard.release();
  passing = found.passing;
  co_return found;
}

task<bool> journey::may_try_again(error& failure) {
  if (!passing) co_return false;
  const auto wait = attempts.next(*passing, until);
  if (!wait) {
    failure.seen += attempts.in_words(attempts.failed());
    co_return false;
  }
  if (retrying)
    retrying(failure.step, fmt::format("attempt {}: {} The next one begins in {}.", attempts.failed(),
                                       one_line({.seen = failure.seen, .theirs = failure.theirs}), format_span(*wait)));
  asio::steady_timer timer(co_await asio::this_coro::executor, *wait);
  co_await timer.async_wait(asio::use_awaitable);
  co_return true;
}

task<handshake_outcome> journey::meet_in_time(const std::vector<std::string>& only_types) {
  for (;;) {
    auto found = co_await meet_once(only_types);
    if (found.accepted) co_return found;
    if (!co_await may_try_again(found.accepted.error())) co_return found;
  }
}

task<result<std::string>> journey::fetch_certificate() {
  passing.reset();
  auto line = co_await reach();
  if (!line) co_return std::unexpected(std::move(line.error()));
  begin("host certificate");
  auto blob = co_await fetch_host_certificate(**line);
  if (blob) co_return std::move(*blob);
  const auto& why = blob.error();
  if (why.what == net_failure::closed) passing = setback_of_closed(read_greeting(why.theirs.raw()));
  co_return std::unexpected(unreachable("host certificate", fmt::format("{} {}.", visible(to.host), why.detail), why, ""));
}

// "" when it vouches for a key, else a sentence.
task<std::string> journey::ask_authority() {
  auto blob = co_await fetch_certificate();
  while (!blob) {
    if (!co_await may_try_again(blob.error())) break;
    blob = co_await fetch_certificate();
  }
  if (!blob) co_return std::string("It shows no host certificate.");
  const auto now = std::chrono::time_point_cast<span>(std::chrono::system_clock::now());
  auto certified = check_host_certificate(expected, *blob, now);
  if (!certified) co_return fmt::format("Its certificate {}.", certified.error());
  expected.certified = std::move(*certified);
  co_return std::string();
}

task<result<std::shared_ptr<ssh_session>>> journey::meet() {
  bool may_ask = has_authority(expected);
  std::string complaint;
  std::vector<std::string> only;  // types still to be tried, once one was refused
  for (bool first = true;; first = false) {
    if (may_ask && (!first || !knows_a_key(expected))) {
      may_ask = false;
      complaint = co_await ask_authority();
    }
    auto found = co_await meet_in_time(only);
    if (found.accepted) {
      done("host key", *found.accepted);
      proved_key = std::move(found.host_key);
      co_return std::move(found.session);
    }
    if (found.accepted.error().code != exit_code::host_key || found.verdict == host_key_verdict::revoked)
      co_return std::unexpected(std::move(found.accepted.error()));
    if (may_ask) continue;
    // A fingerprint does not say which type of key it is of.
    if (only.empty()) only = found.offered_types;
    std::erase(only, std::string(first_string(found.host_key)));
    if (expected.trust.fingerprints.empty() || only.empty()) {
      if (!complaint.empty()) found.accepted.error().seen += ' ' + complaint;
      co_return std::unexpected(std::move(found.accepted.error()));
    }
  }
}

error journey::out_of_time() const {
  const std::string name = visible(known_hosts_name(to.host, to.port)), limit = format_span(settings.connect_timeout);
  const std::string tried = attempts.in_words(attempts.failed() + 1);
  if (step == "banner")
    return unreachable(step, fmt::format("{}: TCP connected but no SSH banner within {}.{}", name, limit, tried), {},
                       "Is this an SSH port?");
  return unreachable(step, fmt::format("{}: {} was not done within {}.{}", name, step, limit, tried), {},
                     "Raise connect-timeout if the network is slow; else look into the host's log: journalctl -u ssh");
}

}  // namespace dropsweep
