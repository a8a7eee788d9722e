#include "connect/attempts.hpp"

#include <cstring>

#include "connect/digest.hpp"

namespace dropsweep {

namespace {

unsigned size_of(std::string_view text) { return static_cast<unsigned>(text.size()); }

// A publickey authentication sends two packets: "would you take this key?", and the signed request.
class signed_watch {
 public:
  signed_watch(ssh_session& session, const login& who) : bytes_(session.bytes()), who_(who), sent_before_(bytes_.packets_sent()) {}
  void look() {
    if (told_ || !who_.signed_request_sent || bytes_.packets_sent() < sent_before_ + 2) return;
    told_ = true;
    who_.signed_request_sent();
  }

 private:
  wire& bytes_;
  const login& who_;
  std::uint64_t sent_before_;
  bool told_ = false;
};

// A signature that somebody else makes while libssh2's call waits with "would block".
struct outside_signature {
  std::string request;
  std::optional<std::string> signature;  // "" = refused
};

int on_sign(LIBSSH2_SESSION* session, unsigned char** signature, size_t* size, const unsigned char* data, size_t data_size, void** abstract) {
  auto& outside = *static_cast<outside_signature*>(*abstract);
  if (!outside.signature) {
    outside.request.assign(reinterpret_cast<const char*>(data), data_size);
    return LIBSSH2_ERROR_EAGAIN;
  }
  if (outside.signature->empty()) return LIBSSH2_ERROR_PUBLICKEY_UNVERIFIED;
  auto& context = *static_cast<libssh2_context*>(*libssh2_session_abstract(session));
  *signature = static_cast<unsigned char*>(allocate_for_libssh2(outside.signature->size(), context));
  if (*signature == nullptr) return LIBSSH2_ERROR_ALLOC;
  *size = outside.signature->size();
  std::memcpy(*signature, outside.signature->data(), *size);
  return 0;
}

task<long> try_identity(std::shared_ptr<ssh_session> session, const login& who, key_agent& agent, const std::string& blob) {
  outside_signature outside;
  void* abstract = &outside;
  signed_watch watch(*session, who);
  auto call = [&] {
    const auto* key = reinterpret_cast<const unsigned char*>(blob.data());
    const long answer = libssh2_userauth_publickey(session->raw(), who.user.c_str(), key, blob.size(), on_sign, &abstract);
    watch.look();
    return answer;
  };
  for (;;) {
    const long answer = session->once(call);
    if (answer != LIBSSH2_ERROR_EAGAIN) co_return answer;
    if (session->bytes().ended()) co_return LIBSSH2_ERROR_SOCKET_DISCONNECT;
    if (!outside.request.empty() && !outside.signature)
      outside.signature = (co_await agent.sign(blob, outside.request, who.until)).value_or("");
    else
      co_await session->bytes().progress().wait();
  }
}

void on_question(const char*, int, const char*, int, int count, const LIBSSH2_USERAUTH_KBDINT_PROMPT*, LIBSSH2_USERAUTH_KBDINT_RESPONSE* answers,
                 void** abstract) {
  auto& context = *static_cast<libssh2_context*>(*abstract);
  for (int i = 0; i < count; ++i) {
    answers[i].text = static_cast<char*>(allocate_for_libssh2(context.password.size(), context));
    if (answers[i].text == nullptr) return;
    std::memcpy(answers[i].text, context.password.data(), context.password.size());
    answers[i].length = size_of(context.password);
  }
}

}  // namespace

task<attempt> try_key(std::shared_ptr<ssh_session> session, const login& who) {
  const secret key = normalised_key(who.given.private_key);
  // With the public half at hand libssh2 opens an encrypted key once and not twice: that costs a good part of a second each time.
  const std::string& open_half = who.given.certificate.empty() ? who.key->public_text : who.given.certificate;
  signed_watch watch(*session, who);
  const long answer = co_await session->until_done([&] {
    const long step = libssh2_userauth_publickey_frommemory(session->raw(), who.user.data(), who.user.size(), open_half.data(), open_half.size(),
                                                            key.reveal().data(), key.reveal().size(), who.given.passphrase.reveal().data());
    watch.look();
    return step;
  });
  const char* const what = who.given.certificate.empty() ? "key" : "certificate for key";
  co_return attempt{answer, fmt::format("{} {} {}", what, who.key->type, who.key->fingerprint), {}};
}

task<net_result<attempt>> try_agent(std::shared_ptr<ssh_session> session, const login& who) {
  constexpr std::size_t most = 6;  // OpenSSH's MaxAuthTries
  auto agent = co_await key_agent::at(who.given.agent_socket, who.until);
  if (!agent) co_return std::unexpected(std::move(agent.error()));
  auto blobs = co_await agent->identities(who.until);
  if (!blobs) co_return std::unexpected(std::move(blobs.error()));
  attempt last;
  for (std::size_t i = 0; i < blobs->size() && i < most; ++i) {
    const std::string& blob = (*blobs)[i];
    last.with = fmt::format("the agent's key {} {}", foreign(first_string(blob)), fingerprint(blob));
    last.answer = co_await try_identity(session, who, *agent, blob);
    if (last.answer == 0 || session->bytes().ended()) break;
  }
  if (last.answer != 0 && blobs->size() > 1) last.with = fmt::format("{} keys of the agent", std::min(blobs->size(), most));
  co_return last;
}

task<attempt> try_password(std::shared_ptr<ssh_session> session, const login& who) {
  const std::string_view user = who.user, password = who.given.password.reveal();
  const std::string methods = co_await offered_methods(session, who.user);
  if (libssh2_userauth_authenticated(session->raw()) != 0) co_return attempt{0, "no proof at all (the server asked for none)", {}};
  attempt tried{LIBSSH2_ERROR_AUTHENTICATION_FAILED, "password", methods};
  // One of the two and never both: they ask for the same password, and an account must not be locked out.
  if (methods.contains("password")) {
    tried.answer = co_await session->until_done([&] {
      return long{libssh2_userauth_password_ex(session->raw(), user.data(), size_of(user), password.data(), size_of(password), nullptr)};
    });
  } else if (methods.contains("keyboard-interactive")) {
    session->context().password = password;
    tried.answer = co_await session->until_done(
        [&] { return long{libssh2_userauth_keyboard_interactive_ex(session->raw(), user.data(), size_of(user), &on_question)}; });
    session->context().password = {};
  }
  co_return tried;
}

task<std::string> offered_methods(std::shared_ptr<ssh_session> session, const std::string& user) {
  const char* methods = nullptr;
  co_await session->until_done([&]() -> long {
    methods = libssh2_userauth_list(session->raw(), user.data(), size_of(user));
    return methods != nullptr ? 0 : libssh2_session_last_errno(session->raw());
  });
  co_return methods == nullptr ? std::string() : std::string(methods);
}

}  // namespace dropsweep
