#include "net/run_script.hpp"

#include <array>
#include <boost/asio/write.hpp>

namespace dropsweep {

namespace {

task<net_result<std::string>> talk(script_runner& runner, std::string_view script, std::string input, std::size_t most,
                                   deadline until) {
  auto stream = co_await runner.start(script, until);
  if (!stream) co_return std::unexpected(std::move(stream.error()));
  // A script that does not read its input still has its say.
  (void)co_await asio::async_write(**stream, asio::buffer(input), asio::as_tuple(asio::use_awaitable));
  std::string said;
  std::array<char, 4096> buffer{};
  for (;;) {
    const auto [code, size] = co_await (*stream)->async_read_some(asio::buffer(buffer), asio::as_tuple(asio::use_awaitable));
    // A script that ended without reading its input leaves a local socket reset.
    if (code == asio::error::eof || code == asio::error::connection_reset) co_return said;
    if (code) co_return std::unexpected(to_net_error(code));
    if (said.size() + size > most)
      co_return std::unexpected(
          net_error{net_failure::other, fmt::format("the script's output has more than {} bytes", most), {}});
    said.append(buffer.data(), size);
  }
}

}  // namespace

task<net_result<std::string>> run_script(script_runner& runner, std::string_view script, std::string input, std::size_t most,
                                         deadline until) {
  return by(until, talk(runner, script, std::move(input), most, until));
}

}  // namespace dropsweep
