#include "app/host_way.hpp"

#include <algorithm>

namespace dropsweep {

namespace {

// A droplet has few cores, and what is asked goes through a connection without waiting for the answer before it: more of them
// come a round trip later and find nothing left to do.
constexpr unsigned most_engine_streams = 4;

engine_limits limits_for(host_link& link) {
  engine_limits limits;
  limits.streams = std::min(link.engine_streams(), most_engine_streams);
  return limits;
}

std::string socket_of(const target& where, const settings& how) {
  const auto* local = std::get_if<engine_socket>(&where.way);
  return local != nullptr ? local->path : how.access.docker_socket;
}

}  // namespace

host_way::host_way(std::shared_ptr<host_link> link, asio::any_io_executor executor, const target& where, const settings& how)
    : link_(std::move(link)),
      socket_path_(socket_of(where, how)),
      local_(make_local_dialer(executor)),
      engine_(
          executor, [kept = link_](deadline until) { return kept->open_engine(until); }, limits_for(*link_)),
      shell_(executor, link_->scripts()),
      tls_({.file = how.ca_file, .directory = how.ca_directory}),
      until_(after(how.timeout)) {}

dropsweep::ways_to_ask host_way::ways_to_ask() {
  return {.way_for = [this](const service& which) -> dialer& {
            return which.from == service::vantage::droplet ? link_->network() : *local_;
          },
          .containers = [this] { return engine_.containers(); },
          .tls = tls_,
          .out_of_reach =
              [this](const service& which) {
                const bool by_the_link = which.how == service::scheme::container || which.from == service::vantage::droplet;
                return by_the_link && link_->lost();
              }};
}

connect_settings to_connect_settings(const access_settings& given) {
  return {.trust = {.known_hosts = given.known_hosts, .fingerprints = given.fingerprints},
          .credentials = {.private_key = given.private_key,
                          .passphrase = given.passphrase,
                          .certificate = given.certificate,
                          .password = given.password,
                          .agent_socket = given.agent_socket,
                          .identities = given.identities,
                          .identities_only = given.identities_only},
          .jump_hosts = given.jump_hosts,
          .connect_timeout = given.connect_timeout,
          .docker_socket = given.docker_socket,
          .sudo = given.sudo};
}

task<result<std::unique_ptr<host_way>>> open_way(target where, const settings& how, step_listener heard,
                                                 retry_listener retrying) {
  const auto executor = co_await asio::this_coro::executor;
  std::shared_ptr<host_link> link;
  if (const auto* socket = std::get_if<engine_socket>(&where.way)) {
    link = connect_locally(executor, *socket, how.home);
  } else {
    const auto settings = to_connect_settings(access_to(where, how));
    auto connected = co_await connect_over_ssh(std::get<ssh_address>(where.way), settings, std::move(heard), std::move(retrying));
    if (!connected) co_return std::unexpected(std::move(connected.error()));
    link = std::move(*connected);
  }
  co_return std::make_unique<host_way>(std::move(link), executor, where, how);
}

}  // namespace dropsweep
