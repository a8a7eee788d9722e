#include "connect/authenticate.hpp"

#include "connect/attempts.hpp"
#include "connect/digest.hpp"

namespace dropsweep {

namespace {

// What the server does not tell: sshd keeps its reasons for its own log.
std::string about_certificate(const certificate& shown, const login& who) {
  const auto day = [](std::uint64_t seconds) {
    constexpr std::uint64_t end_of_time = 253'402'300'799;  // the year 9999; ssh-keygen writes "forever" as all bits set
    return seconds > end_of_time ? std::string("forever") : format_instant(instant(std::chrono::seconds(seconds)));
  };
  std::string users;
  for (const auto& one : shown.principals) users += (users.empty() ? "" : ", ") + visible(one);
  return fmt::format(
      "The certificate is for {}, from {} until {}. The host must trust its authority {} (TrustedUserCAKeys in sshd_config, or a "
      "cert-authority line in ~/.ssh/authorized_keys of {}).",
      users.empty() ? "any user" : users, day(shown.valid_after), day(shown.valid_before), key_fingerprint(shown.authority),
      who.user);
}

error rejected(ssh_session& session, const login& who, const std::string& tried, const std::string& methods) {
  error refusal;
  refusal.code = exit_code::authentication;
  refusal.step = "authentication";
  refusal.seen = fmt::format("{} did not let {} in: it refused {}.", who.host, who.user, tried);
  if (!methods.empty()) refusal.seen += fmt::format(" It accepts: {}.", foreign(methods));
  refusal.theirs = foreign(session.context().last_words);
  if (who.key && !methods.empty() && !methods.contains("publickey"))
    refusal.advice =
        "It takes no key, or not a key alone: set PubkeyAuthentication yes there (see AuthenticationMethods too), or give "
        "ssh-password as well.";
  else if (who.key && who.key->certificate)
    refusal.advice = about_certificate(*who.key->certificate, who);
  else if (who.key)
    refusal.advice = fmt::format(
        "Add this line to ~/.ssh/authorized_keys of {} on the host: `{}`. If it is there, the host's log says what is in "
        "its way (`journalctl -u ssh`): files that others may write, or an account whose login shell does not exist.",
        who.user, who.key->public_text);
  else
    refusal.advice = fmt::format("Check the user name and what the host accepts for {}.", who.user);
  if (who.user == "root") refusal.advice += " For root, sshd's PermitRootLogin must be prohibit-password or yes.";
  return refusal;
}

error cut_off(ssh_session& session, const login& who, const std::string& tried) {
  const auto why = session.ending();
  const bool said_why = !why.theirs.empty();
  // OpenSSH's words when MaxAuthTries is reached.
  if (why.theirs.raw().contains("Too many authentication failures"))
    return {exit_code::authentication, "authentication",
            fmt::format("{} did not let {} in: it refused {} and ended the connection.", who.host, who.user, tried), why.theirs,
            "It bears no more attempts (MaxAuthTries in sshd_config). Give the right key with ssh-key, or an agent that has it "
            "alone."};
  return {!said_why ? exit_code::unreachable : exit_code::authentication, "authentication",
          fmt::format("While {} was authenticating at {} {}.", who.user, who.host, why.detail), why.theirs,
          "Look into the host's own log: `journalctl -u ssh`"};
}

error no_agent(const login& who, const net_error& failure) {
  return {exit_code::authentication, "authentication",
          fmt::format("No key was given for {} at {}, and the key agent at SSH_AUTH_SOCK could not be used: {}.", who.user,
                      who.host, failure.detail),
          failure.theirs, "Give ssh-key, or start an agent and ssh-add a key."};
}

error nothing_to_try(const login& who, const std::string& unusable) {
  return {exit_code::authentication,
          "authentication",
          fmt::format("There is no key for {} at {}: none was given, and there is no agent that has one.{}", who.user, who.host,
                      unusable),
          {},
          unusable.empty() ? "Give ssh-key (the text of a private key)."
                           : "Put it into an agent (ssh-add), or give ssh-key-passphrase."};
}

}  // namespace

task<result<std::string>> authenticate(std::shared_ptr<ssh_session> session, const login& who) {
  std::string tried, methods, unusable;
  unsigned left = 6;  // OpenSSH's MaxAuthTries
  const auto refused = [&](const attempt& made) {
    if (!made.with.empty()) tried += (tried.empty() ? "" : " and ") + made.with;
    return made.answer != 0;
  };
  const bool another_way = !who.given.password.empty() || !who.given.identities.empty();
  if (!who.given.private_key.empty()) {
    if (!refused(co_await try_key(session, who, who.given, *who.key))) co_return tried;
  } else if (!who.given.agent_socket.empty()) {
    const auto made = co_await try_agent(session, who, left);
    if (!made && !another_way) co_return std::unexpected(no_agent(who, made.error()));
    if (made && !refused(*made)) co_return made->with;
  }
  if (who.given.private_key.empty() && !session->bytes().ended()) {
    const auto made = co_await try_identities(session, who, left, unusable);
    if (!refused(made)) co_return made.with;
  }
  if (!who.given.password.empty() && !session->bytes().ended()) {
    const auto made = co_await try_password(session, who);
    if (!refused(made)) co_return made.with;
    methods = made.methods;
  }
  if (session->bytes().ended()) co_return std::unexpected(cut_off(*session, who, tried));
  if (tried.empty()) co_return std::unexpected(nothing_to_try(who, unusable));
  if (methods.empty()) methods = co_await offered_methods(session, who.user);
  co_return std::unexpected(rejected(*session, who, tried, methods));
}

}  // namespace dropsweep
