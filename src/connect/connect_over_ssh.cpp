#include "connect/authenticate.hpp"
#include "connect/journey.hpp"
#include "connect/ssh_link.hpp"

namespace dropsweep {

namespace {

using link_result = result<std::unique_ptr<host_link>>;

// Authenticates and makes the link. What it is wanted for is asked for before the answer to the authentication is here.
task<link_result> enter(journey& way, std::shared_ptr<ssh_session> session, channel_kind purpose) {
  session_guard guard(session);
  way.begin("authentication");
  std::shared_ptr<opening> ahead;
  const auto& given = way.settings.credentials;
  login who{way.to.user, visible(way.to.host), given, way.key, way.until, {}};
  // libssh2 opens one channel at a time: an open that a refusal leaves unanswered would block all others after a password got us
  // in.
  if (way.in_order && given.password.empty() && given.identities.empty())
    who.signed_request_sent = [&] { ahead = opening::begin(session, purpose); };
  auto entered = co_await authenticate(session, who);
  if (!entered) co_return std::unexpected(std::move(entered.error()));
  way.done("authentication", fmt::format("{} by {}{}", visible(way.to.user), *entered, way.attempts.as_number()));
  session->attend();
  co_return make_ssh_link({guard.release(),
                           way.through,
                           way.to,
                           way.settings.docker_socket,
                           way.settings.sudo,
                           {std::move(purpose), std::move(ahead)},
                           std::move(way.heard)});
}

task<net_result<link_result>> walk(journey& way, channel_kind purpose) {
  auto session = co_await way.meet();
  if (!session) co_return link_result(std::unexpected(std::move(session.error())));
  co_return co_await enter(way, std::move(*session), std::move(purpose));
}

task<link_result> travel(journey& way, channel_kind purpose) {
  auto arrived = co_await by(way.until, walk(way, std::move(purpose)));
  if (arrived) co_return std::move(*arrived);
  co_return std::unexpected(way.out_of_time());
}

error about_jump_host(error failure) {
  failure.seen = "Jump host: " + failure.seen;
  return failure;
}

connect_settings settings_for(const jump_host& hop, const connect_settings& general) {
  connect_settings how = general;
  if (!hop.own.known_hosts.empty()) how.trust.known_hosts = hop.own.known_hosts;
  how.credentials.identities = hop.own.identities;
  how.credentials.identities_only = hop.own.identities_only;
  return how;
}

}  // namespace

task<link_result> connect_over_ssh(ssh_address to, const connect_settings& settings, step_listener heard,
                                   retry_listener retrying) {
  auto key = inspect_credentials(settings.credentials);
  wipe_stack();  // now, as later frames may lie over a part of what libssh2 and OpenSSL left there
  if (!key) co_return std::unexpected(std::move(key.error()));
  journey way{std::move(to), settings, std::move(*key), std::move(heard), after(settings.connect_timeout)};
  way.retrying = retrying;
  const auto& hops = settings.jump_hosts;
  for (std::size_t i = 0; i < hops.size(); ++i) {
    const ssh_address& next = i + 1 < hops.size() ? hops[i + 1].to : way.to;
    const auto how = settings_for(hops[i], settings);
    journey there{hops[i].to, how, way.key, {}, way.until, way.through, way.jump_host};
    if (retrying)
      there.retrying = [&](std::string_view step, std::string saw) { retrying(step, "Jump host: " + std::move(saw)); };
    there.expected.keys_on_the_way = way.expected.keys_on_the_way;
    auto jump = co_await travel(there, tcp_endpoint{next.host, next.port});
    if (!jump) co_return std::unexpected(about_jump_host(std::move(jump.error())));
    way.through = std::move(*jump);
    way.jump_host = label(target{hops[i].to});
    way.expected.keys_on_the_way.push_back(there.proved_key);
  }
  co_return co_await travel(way, unix_endpoint{settings.docker_socket});
}

}  // namespace dropsweep
