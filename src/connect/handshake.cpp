#include "connect/handshake.hpp"

#include <algorithm>

#include "connect/algorithms.hpp"
#include "connect/digest.hpp"
#include "connect/known_hosts.hpp"
#include "connect/wire_format.hpp"

namespace dropsweep {

namespace {

constexpr std::size_t patience_for_banner = 8192;  // bytes of something else before we say that this is no SSH server

std::vector<std::string> types_of(const greeting::offer& offer) {
  std::vector<std::string> types;
  for (const auto& type : host_key_types()) {
    const auto is_offered = [&](std::string_view algorithm) { return std::ranges::contains(offer.host_key, algorithm); };
    if (type == "ssh-rsa" ? is_offered("rsa-sha2-512") || is_offered("rsa-sha2-256") : is_offered(type)) types.push_back(type);
  }
  return types;
}

error failure_at(std::string step, std::string seen, foreign theirs, std::string advice) {
  return {exit_code::unreachable, std::move(step), std::move(seen), std::move(theirs), std::move(advice)};
}

error no_banner(const std::string& name, const greeting& heard) {
  if (heard.identification)
    return failure_at("banner", fmt::format("{} speaks a version of SSH that is not 2.", name), *heard.identification,
                      "Update its SSH server.");
  if (setback_of_closed(heard) == setback::throttled)
    return failure_at(
        "banner", fmt::format("{} accepted the connection and turned it away.", name), heard.before,
        "Its sshd has too many connections that have not authenticated yet (MaxStartups in sshd_config), or bears no "
        "more from this address for a while (PerSourcePenalties). Its log says which: journalctl -u ssh");
  return failure_at("banner", fmt::format("{} accepted the connection and did not answer as an SSH server.", name), heard.before,
                    heard.before.empty()
                        ? "Is this the SSH port? sshd also closes at once when it has too many connections (MaxStartups) or "
                          "has banned this address."
                        : "Is this the SSH port?");
}

error no_keys(const std::string& name, const greeting& heard, const ssh_session& session, const std::string& host_keys) {
  std::string seen = fmt::format("The key exchange with {} failed: {}.", name, session.end_reason());
  const std::string differences = heard.offered ? nothing_in_common(*heard.offered, host_keys) : "";
  std::string advice = "Update the SSH server of the host, or see what its sshd_config restricts.";
  if (differences.empty())
    advice = "Try again; if it stays so, look into the host's log: journalctl -u ssh";
  else if (only_unsound_ciphers(*heard.offered))
    advice =
        "Let its SSH server offer AES too (aes256-ctr in Ciphers of sshd_config). tinysshd has no AES: run OpenSSH or dropbear "
        "there, on another port if need be.";
  return failure_at("key exchange", seen + differences, session.ending().theirs, std::move(advice));
}

// The other side closed it, without a word about why and without a reason that we know of.
std::optional<setback> setback_of(ssh_session& session, const greeting& heard, const std::string& host_keys) {
  const wire& bytes = session.bytes();
  const bool by_them = bytes.ended() && bytes.end() != asio::error::operation_aborted;
  if (!by_them || !session.context().last_words.empty()) return std::nullopt;
  if (heard.offered && !nothing_in_common(*heard.offered, host_keys).empty()) return std::nullopt;
  return setback_of_closed(heard);
}

}  // namespace

task<handshake_outcome> shake_hands(std::shared_ptr<ssh_session> session, const handshake& how) {
  const std::string name = known_hosts_name(how.expected.host, how.expected.port);
  const std::string host_keys = host_key_algorithms(how.expected, how.only_types);
  prefer_algorithms(session->raw(), host_keys);
  wire& bytes = session->bytes();
  greeting heard;
  bool told = false;
  handshake_outcome outcome;
  auto step = [&] { return long{libssh2_session_handshake(session->raw(), session->idle_descriptor())}; };

  for (;;) {
    if (!bytes.opening().empty()) heard = read_greeting(bytes.opening());
    const long answer = session->once(step);
    if (heard.identification && !std::exchange(told, true) && how.identified) how.identified(heard.identification->raw());
    if (heard.offered) outcome.offered_types = types_of(*heard.offered);

    const bool wrong_version = heard.identification && !speaks_ssh2(*heard.identification);
    const bool chatter = !heard.identification && bytes.opening().size() > patience_for_banner;
    const bool failed = answer != 0 && answer != LIBSSH2_ERROR_EAGAIN;
    if (failed) outcome.passing = setback_of(*session, heard, host_keys);
    if (wrong_version || chatter || (failed && !heard.identification)) {
      outcome.accepted = std::unexpected(no_banner(name, heard));
      break;
    }
    if (failed) {
      outcome.accepted = std::unexpected(no_keys(name, heard, *session, host_keys));
      break;
    }
    if (bytes.keys_exchanged()) {
      // The server has signed with this key, and of ours nothing but the name of the service has been formed; it has not even
      // left yet, because the pump has not had its turn.
      if (outcome.host_key.empty()) {
        std::size_t size = 0;
        int kind = 0;
        const char* const blob = libssh2_session_hostkey(session->raw(), &size, &kind);
        outcome.host_key.assign(blob, size);
        const auto decision = decide_host_key(how.expected, outcome.host_key);
        outcome.verdict = decision.verdict;
        if (decision.verdict != host_key_verdict::trusted) {
          bytes.discard_outbox();
          outcome.accepted = std::unexpected(refuse_host_key(decision, how.expected, outcome.host_key));
          break;
        }
        outcome.accepted = fmt::format("{} {}, known from {}", visible(first_string(outcome.host_key)),
                                       key_fingerprint(outcome.host_key), decision.evidence);
      }
      // libssh2 now only waits for SERVICE_ACCEPT. Without us it stays in the session's queue, where it does no harm.
      if (answer == 0 || (how.begin_early && takes_requests_in_order(*heard.identification))) break;
    }
    co_await bytes.progress().wait();
  }
  if (!outcome.accepted) session->close();
  co_return outcome;
}

}  // namespace dropsweep
