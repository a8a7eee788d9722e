// What a process is by its command line: pure. Of a command nothing is shown but these words: its arguments may hold passwords.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dropsweep {

// "Python", "Node.js", "JVM", ...; "" for what is no interpreter and no virtual machine.
std::string_view runtime_of(std::string_view command);

// A connection that a PostgreSQL server process serves, by its title: "postgres: app app 10.0.0.1(5) idle", and with a cluster's
// name "postgres: 17/main: app app [local] idle in transaction".
enum class connection_state { active, idle, idle_in_transaction };
struct database_connection {
  connection_state state{};
  std::string_view user;
  std::string_view client;  // "10.0.0.1", "[local]"
};
std::optional<database_connection> connection_of(std::string_view command);

// Any process of a PostgreSQL server.
bool is_postgres(std::string_view command);

// What its command line says about the most connections: `-N 200`, `-c max_connections=200`, `--max-connections=200`.
std::optional<std::int64_t> max_connections_of(std::string_view command);

}  // namespace dropsweep
