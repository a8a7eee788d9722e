"""An SSH server in this process that leads to a real engine and misbehaves as it is told."""

import asyncio
import threading

import asyncssh


class Behaviour:
    """An honest server. What a test changes is overridden; the methods run in the server's own thread."""

    options = {}  # of asyncssh.listen: kex_algs, encryption_algs, ...

    def __init__(self):
        self.connections = 0

    def host_keys(self, connection):
        """For the connection of this number, from 1: paths, or None for the server's own."""

    def connected(self, connection):
        """asyncssh's own object of the connection, before a byte is sent."""

    def open_socket(self, connection, to_engine):
        """What becomes of a request for the engine's socket; `to_engine` is a coroutine that leads there."""
        return to_engine

    def run_commands(self):
        return True


class _Server(asyncssh.SSHServer):
    def __init__(self, engine, behaviour):
        self._engine, self._behaviour = engine, behaviour

    def connection_made(self, connection):
        self._connection = connection
        self._behaviour.connected(connection)

    def begin_auth(self, username):
        return True

    def unix_connection_requested(self, dest_path):
        return self._behaviour.open_socket(self._connection, self._connection.forward_unix_connection(self._engine))

    def session_requested(self):
        return self._behaviour.run_commands() and asyncssh.SSHServerProcess(_run, None, 3, False)


async def _run(process):
    process.exit(127)


class ScriptedServer:
    """Listens on 127.0.0.1 between entering and leaving; `port`."""

    def __init__(self, engine_socket, host_key, authorized_key, behaviour=None):
        self.behaviour = behaviour or Behaviour()
        self._engine, self._host_key, self._authorized = str(engine_socket), host_key, authorized_key
        self._connections = []
        self._loop = asyncio.new_event_loop()
        self._loop.set_exception_handler(lambda *_: None)  # connections that break are what this is for

    def __enter__(self):
        self._acceptor = self._loop.run_until_complete(self._listen())
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._acceptor.close()
        for connection in self._connections:
            connection.abort()
        self._loop.run_until_complete(self._all_done())
        self._loop.close()

    async def _all_done(self):
        """What was under way ends, and lets go of its sockets."""
        await asyncio.sleep(0)
        under_way = asyncio.all_tasks() - {asyncio.current_task()}
        for task in under_way:
            task.cancel()
        await asyncio.gather(*under_way, return_exceptions=True)
        for _ in range(5):
            await asyncio.sleep(0)

    async def _listen(self):
        keys = asyncssh.import_authorized_keys(self._authorized)
        options = {"server_host_keys": [self._host_key], "authorized_client_keys": keys, "encoding": None} | self.behaviour.options

        def protocol():
            self.behaviour.connections += 1
            own = self.behaviour.host_keys(self.behaviour.connections)
            chosen = options | ({"server_host_keys": own} if own else {})
            made = asyncssh.SSHServerConnectionOptions(server_factory=lambda: _Server(self._engine, self.behaviour), **chosen)
            self._connections.append(asyncssh.connection.SSHServerConnection(self._loop, made))
            return self._connections[-1]

        server = await self._loop.create_server(protocol, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        return server


class CutAfter:
    """A transport that breaks the connection in the middle of its Nth write: asyncssh writes each packet by itself."""

    def __init__(self, transport, writes):
        self._transport, self._left = transport, writes

    def write(self, data):
        self._left -= 1
        if self._left > 0:
            self._transport.write(data)
        elif self._left == 0:
            self._transport.write(data[:len(data) // 2])
            self._transport.close()

    def __getattr__(self, name):
        return getattr(self._transport, name)
