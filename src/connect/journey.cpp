#include "connect/journey.hpp"

#include <algorithm>

#include "connect/digest.hpp"
#include "connect/handshake.hpp"
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

error no_tcp(const ssh_address& to, const net_error& why, span timeout) {
  const std::string name = known_hosts_name(to.host, to.port);
  switch (why.what) {
    case net_failure::timed_out:
      return unreachable(
          "tcp", fmt::format("{} did not answer within {} ({}).", foreign(name), format_span(timeout), why.detail), why,
          "Is the host up, and does its firewall let this machine reach the SSH port? (Addresses of GitHub's runners change.)");
    case net_failure::refused:
      return unreachable("tcp", fmt::format("{} refused the connection ({}).", foreign(name), why.detail), why,
                         "The host is up; is sshd running there, and on this port (the input port)?");
    default:
      return unreachable("tcp", fmt::format("{} could not be reached: {}.", foreign(name), why.detail), why,
                         "Check the address and the network.");
  }
}

}  // namespace

void journey::begin(std::string next) {
  step = std::move(next);
  step_began = std::chrono::steady_clock::now();
}

void journey::done(std::string_view what, std::string saw) {
  const auto took = std::chrono::duration_cast<span>(std::chrono::steady_clock::now() - step_began);
  const bool news = !again || what == "host key" || what == "authentication";
  if (heard && news) heard(what, std::move(saw), took);
}

task<transport_result> journey::reach() {
  if (through) {
    begin("tcp");
    auto stream = co_await through->network().dial(tcp_endpoint{to.host, to.port}, until);
    if (!stream) co_return std::unexpected(no_tcp(to, stream.error(), settings.connect_timeout));
    done("tcp", "connected through the jump host");
    co_return std::move(*stream);
  }
  begin("name");
  auto addresses = co_await look_up({to.host, to.port}, until);
  if (!addresses) co_return std::unexpected(no_name(to, addresses.error()));
  done("name", addresses->front().address().to_string());
  begin("tcp");
  auto stream = co_await connect_to(std::move(*addresses), until);
  if (!stream) co_return std::unexpected(no_tcp(to, stream.error(), settings.connect_timeout));
  done("tcp", fmt::format("connected to port {}", to.port));
  co_return std::move(*stream);
}

task<result<std::shared_ptr<ssh_session>>> journey::meet() {
  const bool early = key && !key->type.contains("rsa");
  std::vector<std::string> only;
  for (int round = 0;; ++round) {
    auto transport = co_await reach();
    if (!transport) co_return std::unexpected(std::move(transport.error()));
    begin("banner");
    auto session = ssh_session::over(std::move(*transport));
    session_guard guard(session);
    const handshake how{to.host, to.port, settings.trust, only, early, [this](const std::string& identification) {
                          done("banner", visible(identification));
                          begin("key exchange");
                        }};
    auto found = co_await shake_hands(session, how);
    if (found.accepted) {
      done("host key", *found.accepted);
      co_return guard.release();
    }
    const bool other_type_may_match =
        found.accepted.error().code == exit_code::host_key && !settings.trust.fingerprints.empty() && round < 2;
    if (other_type_may_match && only.empty()) only = found.offered_types;
    std::erase(only, std::string(first_string(found.host_key)));
    if (!other_type_may_match || only.empty()) co_return std::unexpected(std::move(found.accepted.error()));
    again = true;
  }
}

error journey::out_of_time() const {
  const std::string name = visible(known_hosts_name(to.host, to.port)), limit = format_span(settings.connect_timeout);
  if (step == "banner")
    return unreachable(step, fmt::format("{}: TCP connected but no SSH banner within {}.", name, limit), {},
                       "Is this an SSH port?");
  return unreachable(step, fmt::format("{}: {} was not done within {}.", name, step, limit), {},
                     "Raise connect-timeout if the network is slow; else look into the host's log: journalctl -u ssh");
}

}  // namespace dropsweep
