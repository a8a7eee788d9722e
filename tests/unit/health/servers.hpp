// Servers that follow a script, named for what they do wrong.
#pragma once

#include <functional>
#include <memory>

#include "unit/health/world.hpp"

namespace dropsweep::testing {

using script = std::function<task<void>(tcp::socket&)>;

// Accepts on a loopback port of its own until it is destroyed; each connection plays the script once, then is closed.
class server {
 public:
  server(world& in, script plays);
  ~server();

  std::uint16_t port() const { return port_; }
  unsigned connections() const { return state_->connections; }
  void plays(script other) { state_->play = std::move(other); }

 private:
  struct state {
    tcp::acceptor acceptor;
    script play;
    unsigned connections = 0;
  };
  static task<void> accept(std::shared_ptr<state> all);
  static task<void> talk(std::shared_ptr<state> all, tcp::socket socket);

  std::shared_ptr<state> state_;
  std::uint16_t port_;
};

std::string answer(std::string_view status, std::string_view body, std::string_view headers = {});

script says(std::string bytes);            // reads the request, answers, closes
script says_and_stays(std::string bytes);  // answers, then nothing more
script greets(std::string bytes);          // speaks before it is asked, as SSH and MySQL do
script says_nothing();
script closes_at_once();
script never_ends(std::string first, std::string again);        // as fast as it is read
script drips(std::string first, std::string drop, span every);  // slowly, for ever
script starts_late(std::string bytes, span wait);

service http_at(std::uint16_t port, span within = 400ms);

}  // namespace dropsweep::testing
