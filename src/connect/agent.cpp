#include "connect/agent.hpp"

#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>

#include "connect/wire_format.hpp"
#include "net/dialer.hpp"

namespace dropsweep {

namespace {

constexpr char request_identities = 11, identities_answer = 12, sign_request = 13, sign_response = 14;
constexpr std::uint32_t rsa_sha2_256 = 2, rsa_sha2_512 = 4;
constexpr std::size_t answer_limit = 256 * 1024;  // the same bound as OpenSSH's

net_error odd_answer() { return {net_failure::other, "the key agent gave an answer that makes no sense", {}}; }

// The request that is signed (RFC 4252 7): session id, type (1), user, service, method, flag (1), algorithm, ...
std::uint32_t signature_flags(std::string_view request) {
  wire_reader reading(request);
  reading.text();
  reading.skip(1);
  for (int i = 0; i < 3; ++i) reading.text();
  reading.skip(1);
  const auto algorithm = reading.text();
  if (algorithm.starts_with("rsa-sha2-512")) return rsa_sha2_512;
  if (algorithm.starts_with("rsa-sha2-256")) return rsa_sha2_256;
  return 0;
}

}  // namespace

task<net_result<key_agent>> key_agent::at(std::string socket_path, deadline until) {
  auto dialing = make_local_dialer(co_await asio::this_coro::executor);
  auto stream = co_await dialing->dial(unix_endpoint{std::move(socket_path)}, until);
  if (!stream) co_return std::unexpected(std::move(stream.error()));
  co_return key_agent(std::move(*stream));
}

task<net_result<std::string>> key_agent::ask(std::string message) {
  message = wire_text(message);
  auto [unsent, written] = co_await asio::async_write(*stream_, asio::buffer(message), asio::as_tuple(asio::use_awaitable));
  if (unsent) co_return std::unexpected(to_net_error(unsent));
  std::string header(4, '\0');
  auto [silent, got] = co_await asio::async_read(*stream_, asio::buffer(header), asio::as_tuple(asio::use_awaitable));
  if (silent) co_return std::unexpected(to_net_error(silent));
  std::uint32_t size = 0;
  for (const char byte : header) size = size << 8 | static_cast<unsigned char>(byte);
  if (size == 0 || size > answer_limit) co_return std::unexpected(odd_answer());
  std::string answer(size, '\0');
  auto [cut, rest] = co_await asio::async_read(*stream_, asio::buffer(answer), asio::as_tuple(asio::use_awaitable));
  if (cut) co_return std::unexpected(to_net_error(cut));
  co_return answer;
}

task<net_result<std::vector<std::string>>> key_agent::identities(deadline until) {
  const auto answer = co_await by(until, ask(std::string(1, request_identities)));
  if (!answer) co_return std::unexpected(answer.error());
  if (answer->front() != identities_answer || answer->size() < 5) co_return std::unexpected(odd_answer());
  wire_reader list(std::string_view(*answer).substr(5));  // the count is the list's own length
  std::vector<std::string> blobs;
  while (!list.rest().empty()) {
    blobs.emplace_back(list.text());
    list.text();  // comment
  }
  std::erase(blobs, std::string());
  co_return blobs;
}

task<net_result<std::string>> key_agent::sign(std::string key_blob, std::string request, deadline until) {
  const auto flags = wire_number(signature_flags(request));
  const auto answer = co_await by(until, ask(sign_request + wire_text(key_blob) + wire_text(request) + flags));
  if (!answer) co_return std::unexpected(answer.error());
  if (answer->front() != sign_response)
    co_return std::unexpected(net_error{net_failure::not_permitted, "the key agent refused to sign", {}});
  wire_reader signature(first_string(std::string_view(*answer).substr(1)));
  const auto algorithm = signature.text();  // libssh2 writes it itself
  // A security key adds flags and a counter, which libssh2 passes on as they are (userauth.c, _libssh2_userauth_publickey).
  co_return std::string(algorithm.starts_with("sk-") ? signature.rest() : signature.text());
}

}  // namespace dropsweep
