#include "connect/attempts.hpp"

#include <cstring>

#include "connect/digest.hpp"

namespace dropsweep {

namespace {

unsigned size_of(std::string_view text) { return static_cast<unsigned>(text.size()); }

void on_question(const char*, int, const char*, int, int count, const LIBSSH2_USERAUTH_KBDINT_PROMPT*,
                 LIBSSH2_USERAUTH_KBDINT_RESPONSE* answers, void** abstract) {
  auto& context = *static_cast<libssh2_context*>(*abstract);
  for (int i = 0; i < count; ++i) {
    answers[i].text = static_cast<char*>(allocate_for_libssh2(context.password.size(), context));
    if (answers[i].text == nullptr) return;
    std::memcpy(answers[i].text, context.password.data(), context.password.size());
    answers[i].length = size_of(context.password);
  }
}

}  // namespace

task<attempt> try_key(std::shared_ptr<ssh_session> session, const login& who, const credentials& with, const key_facts& key) {
  const secret text = normalised_key(with.private_key);
  // With the public half at hand libssh2 opens an encrypted key once and not twice: that costs a good part of a second each time.
  const std::string& open_half = with.certificate.empty() ? key.public_text : with.certificate;
  signed_watch watch(*session, who);
  const room_for_repetitions room(session->context());
  const long answer = co_await session->until_done([&] {
    const long step = libssh2_userauth_publickey_frommemory(session->raw(), who.user.data(), who.user.size(), open_half.data(),
                                                            open_half.size(), text.reveal().data(), text.reveal().size(),
                                                            with.passphrase.reveal().data());
    watch.look();
    return step;
  });
  wipe_stack();
  const char* const what = with.certificate.empty() ? "key" : "certificate for key";
  co_return attempt{answer, fmt::format("{} {} {}", what, key.type, key.fingerprint), {}};
}

task<attempt> try_password(std::shared_ptr<ssh_session> session, const login& who) {
  const std::string_view user = who.user, password = who.given.password.reveal();
  const std::string methods = co_await offered_methods(session, who.user);
  if (libssh2_userauth_authenticated(session->raw()) != 0)
    co_return attempt{0, "no proof at all (the server asked for none)", {}};
  attempt tried{LIBSSH2_ERROR_AUTHENTICATION_FAILED, "password", methods};
  // One of the two and never both: they ask for the same password, and an account must not be locked out.
  if (methods.contains("password")) {
    tried.answer = co_await session->until_done([&] {
      return long{
          libssh2_userauth_password_ex(session->raw(), user.data(), size_of(user), password.data(), size_of(password), nullptr)};
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
