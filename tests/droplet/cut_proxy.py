"""A way to a server that can be cut or fall silent, after the Nth byte from either side or whenever a test says so; that turns away
whoever comes first, or opens late.

    with CutProxy(droplet.address, droplet.port) as way:
        way.cut_after(SERVER, 1000)
        sweep(droplet, **way.inputs(droplet))
"""

import contextlib
import socket
import struct
import threading

CLIENT, SERVER = "client", "server"


def reset(client):
    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def close(client):
    pass


def say(words):
    return lambda client: client.sendall(words)


class CutProxy:
    """`port` is where it listens on 127.0.0.1; `passed` how many bytes of each side have gone through so far, `connections` how many
    have come. `first` is what happens to the first ones instead: reset, close, say(WORDS)."""

    def __init__(self, address, port, first=(), late=False):
        self._target = (address, port)
        self._first, self._late = list(first), late
        self.connections = 0
        self._limits = {}
        self._sockets = []
        self._lock = threading.Lock()
        self._silent = threading.Event()
        self.passed = {CLIENT: 0, SERVER: 0}
        self.was_cut = False

    def __enter__(self):
        self._listener = socket.socket()
        self._listener.bind(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        if not self._late:
            self.open()
        return self

    def open(self):
        """Until then connections are refused (`late`)."""
        self._listener.listen(100)
        threading.Thread(target=self._accept, daemon=True).start()

    def __exit__(self, *_):
        self.cut()
        for one in self._sockets:
            one.close()

    def inputs(self, droplet):
        """What a step is given to go this way."""
        return {"host": f"root@127.0.0.1:{self.port}",
                "known_hosts": f"[127.0.0.1]:{self.port} {droplet.host_keys['ed25519']}"}

    def cut_after(self, side, count):
        """The byte number `count` of this side is the last one that arrives."""
        self._limits[side] = count, self.cut

    def cut_once_after(self, side, count):
        """The same, and who comes after that gets through."""
        self._limits[side] = count, self._cut_these

    def silent_after(self, side, count):
        """The same, but for all that anybody knows the connection is as ever."""
        self._limits[side] = count, self.fall_silent

    def cut(self):
        """Now, on both sides, and nobody gets in any more."""
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._cut_these()

    def _cut_these(self):
        with self._lock:
            self.was_cut = True
            self._limits.clear()
            for one in self._sockets:
                with contextlib.suppress(OSError):
                    one.shutdown(socket.SHUT_RDWR)

    def fall_silent(self):
        """As if the cable were pulled: nothing passes any more, and nobody is told."""
        self._silent.set()

    def _accept(self):
        while True:
            try:
                client, _ = self._listener.accept()
                self.connections += 1
                if self._first:
                    with client:
                        self._first.pop(0)(client)
                    continue
                server = socket.create_connection(self._target)
            except OSError:
                return
            with self._lock:
                self._sockets += [client, server]
            for side, source, target in ((CLIENT, client, server), (SERVER, server, client)):
                source.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                threading.Thread(target=self._pass_on, args=(side, source, target), daemon=True).start()

    def _pass_on(self, side, source, target):
        limit, end = self._limits.get(side, (None, None))
        with contextlib.suppress(OSError):
            while data := source.recv(1 << 16):
                if self._silent.is_set():
                    continue
                if limit is not None:
                    data = data[:limit - self.passed[side]]
                target.sendall(data)
                self.passed[side] += len(data)
                if limit is not None and self.passed[side] >= limit:
                    end()
        with contextlib.suppress(OSError):
            target.shutdown(socket.SHUT_WR)
