"""Streams of an SSH connection that end at every bad moment, watched by the sanitizers: part of `./dev test --sanitize` alone."""

import os
import socket
import subprocess
import tempfile
import threading
import unittest
from pathlib import Path

PROBE = os.environ.get("DROPSWEEP_LINK_PROBE")


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


class EchoServer(threading.Thread):
    """On a unix socket, where the Docker Engine would be."""

    def __init__(self, path):
        super().__init__(daemon=True)
        self._listening = socket.socket(socket.AF_UNIX)
        self._listening.bind(str(path))
        self._listening.listen(100)
        self.start()

    def run(self):
        while True:
            connection, _ = self._listening.accept()
            threading.Thread(target=self.echo, args=(connection,), daemon=True).start()

    @staticmethod
    def echo(connection):
        with connection:
            try:
                while piece := connection.recv(1 << 16):
                    connection.sendall(piece)
            except OSError:
                pass  # the probe closes in the middle


@unittest.skipUnless(PROBE, "the probe is built with the sanitizers only")
class LinkLifetimes(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = cls.enterClassContext(tempfile.TemporaryDirectory(prefix="link-"))
        at = Path(cls.folder)
        for name in ("host", "client"):
            subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", at / name], check=True)
        cls.port = free_port()
        (at / "known_hosts").write_text(f"[127.0.0.1]:{cls.port} {(at / 'host.pub').read_text()}")
        (at / "config").write_text(
            f"ListenAddress 127.0.0.1:{cls.port}\nHostKey {at}/host\nAuthorizedKeysFile {at}/client.pub\nStrictModes no\n"
            "PidFile none\nUsePAM no\nMaxSessions 30\n")
        Path("/run/sshd").mkdir(exist_ok=True)
        EchoServer(at / "engine")
        server = subprocess.Popen(["/usr/sbin/sshd", "-D", "-e", "-f", at / "config"], stderr=subprocess.PIPE)
        cls.addClassCleanup(server.wait)
        cls.addClassCleanup(server.terminate)
        while b"listening" not in server.stderr.readline():
            pass
        threading.Thread(target=server.stderr.read, daemon=True).start()

    def saw(self, action):
        at = self.folder
        ran = subprocess.run([PROBE, str(self.port), f"{at}/client", f"{at}/known_hosts", f"{at}/engine", action],
                             capture_output=True, text=True, timeout=300)
        self.assertEqual((ran.stderr, ran.returncode), ("", 0))
        self.assertTrue(ran.stdout.endswith("nothing left to do\n"), ran.stdout)
        return ran.stdout.removesuffix("nothing left to do\n").strip()

    def test_many_streams_at_once(self):
        self.assertEqual(self.saw("many"), "many at once: 20 right")

    def test_opens_that_are_given_up(self):
        self.assertEqual(self.saw("opens"), "after cancelled opens: works=true")

    def test_a_read_that_is_given_up(self):
        self.assertEqual(self.saw("read"), "cancelled read: the deadline passed, works=true")

    def test_a_stream_closed_under_a_read(self):
        self.assertEqual(self.saw("closed"), "closed under a read: cancelled=true")

    def test_a_stream_dropped_under_data(self):
        self.assertEqual(self.saw("dropped"), "after data that nobody read: works=true")

    def test_scripts_at_once(self):
        self.assertEqual(self.saw("scripts"), "scripts at once: 5 right")

    def test_a_link_that_vanishes(self):
        self.assertEqual(self.saw("vanish"), "vanished link: the read ended=true")

    def test_a_loop_that_is_abandoned(self):
        self.assertEqual(self.saw("abandon"), "")
