"""A TCP proxy that adds a round-trip time, as a far-away server would have it.

    python3 delay_proxy.py ADDRESS PORT MILLISECONDS

prints the port on 127.0.0.1 where it listens and runs until standard input ends. Half of the time is added each way;
bytes under way do not wait for each other, so bandwidth is not touched. A real connection is usable only after one
round trip: here connecting takes no time, so what the client sends in the first round trip waits for its end, and
the server hears of the connection when the client's last packet of the handshake would have arrived.

It also counts: `round_trips` is how often, on the connection that took longest, an end had to hear from the other before it
went on. (Each end has a clock that shows how many ways it has heard of, as Lamport's do; so what is sent without waiting
counts once, however it is cut up.)
"""

import asyncio
import collections
import contextlib
import selectors
import socket
import sys
import threading


class Lane(asyncio.Protocol):
    """One side of a connection; what arrives here leaves on `peer` after the delay."""

    def __init__(self, loop, delay, peer=None):
        self._loop, self._delay, self.peer = loop, delay, peer
        self._waiting = collections.deque()  # (when, bytes or None for the end, clock at its arrival), oldest first
        self.clock = 0  # of the end whose bytes arrive here: how many ways, there or back, it has heard of
        self._timer = None
        self._not_before = 0
        self.transport = None
        self.closed = False

    def connection_made(self, transport):
        self.transport = transport
        transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if self.peer:
            self.peer.deliver_soon()

    def hold_until(self, when):
        self._not_before = when

    def data_received(self, data):
        self._enqueue(data)

    def eof_received(self):
        self._enqueue(None)
        return True  # the other direction goes on

    def connection_lost(self, error):
        self.closed = True
        self._enqueue(None)

    def pause_writing(self):
        self.peer.transport.pause_reading()

    def resume_writing(self):
        self.peer.transport.resume_reading()

    def _enqueue(self, data):
        self._waiting.append((max(self._loop.time(), self._not_before) + self._delay, data, self.clock + 1))
        self.deliver_soon()

    def deliver_soon(self):
        if self._timer is None and self._waiting and self.peer.transport:
            self._timer = self._loop.call_at(self._waiting[0][0], self._deliver)

    def _deliver(self):
        self._timer = None
        target = self.peer.transport
        while self._waiting and self._waiting[0][0] <= self._loop.time():
            _, data, clock = self._waiting.popleft()
            if target.is_closing():
                continue
            if data is not None:
                self.peer.clock = max(self.peer.clock, clock)
                target.write(data)
            elif self.closed or not target.can_write_eof():
                target.close()
            else:
                with contextlib.suppress(OSError):  # it was cut off meanwhile; its connection_lost tells the rest
                    target.write_eof()
        self.deliver_soon()


class DelayProxy:
    """Runs in a thread of its own between start() and close(); `port` is where it listens on 127.0.0.1."""

    def __init__(self, address, port, rtt_ms):
        self._target, self._rtt = (address, port), rtt_ms / 1000
        # select() waits with microseconds, epoll with milliseconds.
        self._loop = asyncio.SelectorEventLoop(selectors.SelectSelector())
        self._thread = self._server = None
        self._tasks = set()
        self._lanes, self._nears = [], []
        self.port = 0

    def start(self):
        self._server = self._loop.run_until_complete(
            self._loop.create_server(self._accept, "127.0.0.1", 0, backlog=512))
        self.port = self._server.sockets[0].getsockname()[1]
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        return self

    def close(self):
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._server.close()
        for lane in self._lanes:
            if lane.transport:
                lane.transport.abort()
        self._loop.run_until_complete(asyncio.sleep(0))  # in which the transports let go of their sockets
        self._loop.close()

    @property
    def round_trips(self):
        return max((near.clock + 1) // 2 for near in self._nears)

    __enter__ = start

    def __exit__(self, *_):
        self.close()

    def _accept(self):
        near = Lane(self._loop, self._rtt / 2)
        far = near.peer = Lane(self._loop, self._rtt / 2, near)
        self._lanes = [lane for lane in self._lanes if not lane.closed] + [near, far]
        self._nears.append(near)
        near.hold_until(self._loop.time() + self._rtt)
        self._loop.call_later(self._rtt * 1.5, self._connect, near, far)
        return near

    def _connect(self, near, far):
        async def connect():
            try:
                await self._loop.create_connection(lambda: far, *self._target)
            except OSError:
                near.transport.abort()

        # A task without a reference may be collected while it runs.
        task = self._loop.create_task(connect())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def main():
    address, port, milliseconds = sys.argv[1:]
    with DelayProxy(address, int(port), float(milliseconds)) as proxy:
        print(proxy.port, flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main()
