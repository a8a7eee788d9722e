"""A name server for one step: it answers what it is told, and nobody else is asked.

    with NameServer([SERVFAIL, "10.0.0.1"]) as names:
        names.for_step(step)
"""

import contextlib
import socket
import struct
import tempfile
import threading
from pathlib import Path

SERVFAIL, NXDOMAIN = 2, 3
A, AAAA = 1, 28


class NameServer:
    """`answers` to those who look up a name, one after the other and the last for ever: SERVFAIL, NXDOMAIN, or an IPv4 address."""

    def __init__(self, answers):
        self._answers, self.asked = list(answers), 0

    def __enter__(self):
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind(("127.0.0.53", 53))
        self._etc = tempfile.TemporaryDirectory(prefix="etc-")
        Path(self._etc.name, "hosts").write_text("127.0.0.1 localhost\n")
        Path(self._etc.name, "resolv.conf").write_text("nameserver 127.0.0.53\noptions attempts:1 timeout:5\n")
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._socket.sendto(b"", self._socket.getsockname())  # wakes it up for the last time
        self._thread.join()
        self._socket.close()
        self._etc.cleanup()

    def for_step(self, step):
        """The step, in mounts of its own in which this server is the only one."""
        script = 'mount --bind "$0" /etc && exec "$@"'
        step.argv = ["unshare", "--mount", "sh", "-c", script, self._etc.name, *step.argv]
        return step

    def _serve(self):
        while True:
            question, asker = self._socket.recvfrom(512)
            if not question:
                return
            with contextlib.suppress(OSError):
                self._socket.sendto(self._answer(question), asker)

    def _answer(self, question):
        kind = struct.unpack(">H", question[question.index(b"\0", 12) + 1:][:2])[0]
        asked = question[12:question.index(b"\0", 12) + 5]
        answer = self._answers[0]
        if kind == AAAA:  # a resolver asks for both, this one second
            self.asked += 1
            if len(self._answers) > 1:
                self._answers.pop(0)
        code, record = (answer, b"") if isinstance(answer, int) else (0, b"")
        if kind == A and code == 0:
            record = b"\xc0\x0c" + struct.pack(">HHIH", A, 1, 0, 4) + socket.inet_aton(answer)
        return question[:2] + struct.pack(">HHHHH", 0x8180 | code, 1, 1 if record else 0, 0, 0) + asked + record
