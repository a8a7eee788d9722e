#include <algorithm>
#include <cstring>

#include "connect/agent.hpp"
#include "connect/attempts.hpp"
#include "connect/digest.hpp"
#include "connect/wire_format.hpp"

namespace dropsweep {

namespace {

// A signature that somebody else makes while libssh2's call waits with "would block".
struct outside_signature {
  std::string request;
  std::optional<std::string> signature;  // "" = refused
};

int on_sign(LIBSSH2_SESSION* session, unsigned char** signature, size_t* size, const unsigned char* data, size_t data_size,
            void** abstract) {
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
  const room_for_repetitions room(session->context());
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

// RSA keys last: when a server takes no RSA signatures, libssh2 1.11.1 keeps the name of the method and would send it along with
// every key that follows (userauth.c, _libssh2_userauth_publickey leaves userauth_pblc_method behind when no signature matched).
void put_rsa_last(std::vector<std::string>& blobs) {
  std::ranges::stable_partition(blobs, [](const std::string& blob) { return !first_string(blob).starts_with("ssh-rsa"); });
}

// The plain public keys of the identities; a certificate counts for its key.
std::vector<std::string> blobs_of(const std::vector<identity>& identities) {
  std::vector<std::string> blobs;
  for (const auto& one : identities) {
    const auto line = std::string_view(one.public_line);
    const auto key = line.substr(std::min(line.find(' ') + 1, line.size()));
    if (auto blob = from_base64(key.substr(0, key.find_first_of(" \t\r\n")))) blobs.push_back(std::move(*blob));
  }
  return blobs;
}

void put_identities_first(std::vector<std::string>& blobs, const credentials& given) {
  const auto named = blobs_of(given.identities);
  const auto is_named = [&](const std::string& blob) {
    const auto shown = read_certificate(blob);
    return std::ranges::contains(named, shown ? shown->key_blob : blob);
  };
  std::ranges::stable_partition(blobs, is_named);
  if (given.identities_only) std::erase_if(blobs, [&](const std::string& blob) { return !is_named(blob); });
}

}  // namespace

task<net_result<attempt>> try_agent(std::shared_ptr<ssh_session> session, const login& who, unsigned& left) {
  auto agent = co_await key_agent::at(who.given.agent_socket, who.until);
  if (!agent) co_return std::unexpected(std::move(agent.error()));
  auto blobs = co_await agent->identities(who.until);
  if (!blobs) co_return std::unexpected(std::move(blobs.error()));
  put_identities_first(*blobs, who.given);
  put_rsa_last(*blobs);
  attempt last;
  unsigned tried = 0;
  for (const auto& blob : *blobs) {
    if (left == 0) break;
    --left;
    ++tried;
    last.with = fmt::format("the agent's key {} {}", foreign(first_string(blob)), key_fingerprint(blob));
    last.answer = co_await try_identity(session, who, *agent, blob);
    if (last.answer == 0 || session->bytes().ended()) break;
  }
  if (last.answer != 0 && tried > 1) last.with = fmt::format("{} keys of the agent", tried);
  co_return last;
}

}  // namespace dropsweep
