#include <doctest/doctest.h>
#include <unistd.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>

#include "connect/relay.hpp"
#include "unit/temporary_folder.hpp"

namespace asio = boost::asio;
using namespace dropsweep;

namespace {

// A folder that holds the engine's socket, the tools that the host has, and what came out of the relay.
struct host {
  test::temporary_folder folder;

  explicit host(const std::string& tool) {
    if (!tool.empty()) std::filesystem::create_symlink("/usr/bin/" + tool, folder / tool);
    std::ofstream(folder / "script") << relay_script(folder / "engine");
  }

  int relay() const {
    return std::system(
        ("cd " + folder.path.string() + " && env -i PATH=" + folder.path.string() + " /bin/sh script <input >output 2>errors")
            .c_str());
  }
  std::string file(const std::string& name) const {
    std::ifstream open(folder / name);
    return {std::istreambuf_iterator<char>(open), {}};
  }
};

// An engine that hears its client out and then says all of it back.
std::string serve_once(const host& there, auto during) {
  using protocol = asio::local::stream_protocol;
  asio::io_context context;
  protocol::acceptor acceptor(context, protocol::endpoint(there.folder / "engine"));
  std::string heard;
  std::thread engine([&] {
    auto peer = acceptor.accept();
    boost::system::error_code end;
    asio::read(peer, asio::dynamic_buffer(heard), end);
    asio::write(peer, asio::buffer(heard), end);
  });
  during();
  engine.join();
  return heard;
}

}  // namespace

TEST_CASE("Each of the tools that a host may have carries everything both ways and ends with its input") {
  std::string much;
  for (int i = 0; much.size() < 1'000'000; ++i) much += std::to_string(i) + '\0';
  for (const char* tool : {"socat", "nc", "python3", "perl"}) {
    CAPTURE(tool);
    const host there(tool);
    std::ofstream(there.folder / "input") << much;
    const auto heard = serve_once(there, [&] { CHECK(there.relay() == 0); });
    CHECK(heard == much);
    CHECK(there.file("output") == much);
  }
}

TEST_CASE("A host with none of them says so") {
  const host there("");
  std::ofstream(there.folder / "input") << "HEAD /_ping";
  CHECK(there.relay() != 0);
  CHECK(there.file("output") == "");
  CHECK(there.file("errors") == "there is neither docker nor socat, nc -U, python3 or perl\n");
}

TEST_CASE("A relay that may not open the socket says why and ends") {
  for (const char* tool : {"socat", "nc", "python3", "perl"}) {
    CAPTURE(tool);
    const host there(tool);
    std::ofstream(there.folder / "input") << "HEAD /_ping";
    CHECK(there.relay() != 0);
    CHECK(there.file("errors").contains("No such file"));
  }
}
