"""Stands between a client and a droplet's real engine: counts requests, and answers, loses or delays those that a test names.

    with EngineProxy(droplet) as proxy:
        proxy.before = lambda request: Answer(500, "broken") if request.removes else None
        sweep(droplet, docker_socket=proxy.path)

One request at a time on each connection, as the engine does it, so that the boundary between two of them is a moment that a test
can name: `before` is called when a request has come and the engine does not know of it, `after` when the engine has answered and
the client does not know of it. Either may return CUT (this connection ends there) or NEVER (nothing comes any more on it, until
the proxy is closed); `before` also an Answer, which the engine is then not asked for. `told` makes of the engine's body what the
client is told.
"""

import contextlib
import http.client
import os
import socket
import threading
from dataclasses import dataclass, field

from .engine import SOCKET, UnixConnection

CUT, NEVER = "cut", "never"


@dataclass
class Answer:
    status: int
    message: str = ""


@dataclass
class Request:
    number: int  # over all connections, from 1
    method: str
    path: str
    headers: dict = field(repr=False)

    @property
    def removes(self):
        return self.method == "DELETE" or self.path.partition("?")[0].endswith("/build/prune")


class EngineProxy:
    """`path` is where it listens, as seen inside; `diary` the requests that came, in their order."""

    def __init__(self, droplet, path="/run/between.sock"):
        self._droplet, self.path = droplet, path
        self.diary = []
        self.before = self.after = lambda request: None
        self.told = lambda request, body: body
        self._lock = threading.Lock()
        self._open = set()
        self._closed = threading.Event()

    def __enter__(self):
        outside = self._droplet.path(self.path)
        with contextlib.suppress(FileNotFoundError):
            os.unlink(outside)
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(str(outside))
        self._listener.listen(64)
        threading.Thread(target=self._accept, args=(self._listener,), daemon=True).start()
        return self

    def __exit__(self, *_):
        self._closed.set()
        self.refuse()

    def refuse(self):
        """From now on as if there were no engine: nobody is let in, and whoever is in is thrown out."""
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        with self._lock:
            for one in self._open:
                with contextlib.suppress(OSError):
                    one.shutdown(socket.SHUT_RDWR)

    def removals(self):
        return [one for one in self.diary if one.removes]

    def _accept(self, listener):
        while True:
            try:
                client, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client):
        engine = UnixConnection(self._droplet.path(SOCKET), timeout=120)
        with self._lock:
            self._open.add(client)
        try:
            with client, client.makefile("rb") as coming:
                while request := self._next(coming):
                    if not self._handle(request, client, engine):
                        return
        except (OSError, http.client.HTTPException):
            pass  # either side went away, and so does the other
        finally:
            with self._lock:
                self._open.discard(client)
            engine.close()

    def _next(self, coming):
        line = coming.readline().split()
        if len(line) != 3:
            return None
        headers = http.client.parse_headers(coming)
        with self._lock:
            request = Request(len(self.diary) + 1, line[0].decode(), line[1].decode(), dict(headers))
            self.diary.append(request)
        return request

    def _handle(self, request, client, engine):
        """False: the connection ends."""
        said = self.before(request)
        if isinstance(said, Answer):
            body = b'{"message":"%s"}' % said.message.encode()
            _send(client, said.status, {"Content-Type": "application/json"}, b"" if said.status == 204 else body)
            return True
        if not said:
            engine.request(request.method, request.path, headers=request.headers)
            answer = engine.getresponse()
            body = answer.read()
            said = self.after(request)
            if not said:
                _send(client, answer.status, dict(answer.headers), self.told(request, body))
                return True
        if said is NEVER:
            self._closed.wait()
        return False


def _send(client, status, headers, body):
    headers = {name: value for name, value in headers.items() if name not in ("Transfer-Encoding", "Content-Length", "Connection")}
    if status != 204:
        headers["Content-Length"] = str(len(body))
    lines = [f"HTTP/1.1 {status} {http.client.responses.get(status, '')}", *(f"{name}: {value}" for name, value in headers.items())]
    client.sendall("\r\n".join(lines).encode() + b"\r\n\r\n" + body)
