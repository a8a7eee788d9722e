"""Podman's socket speaks Docker's API, but not for everything that deciding needs: it is recognised, refused, and left alone."""

import json
import time
import unittest

from tests.droplet.droplet import DATA, Droplet
from tests.droplet.engine import UnixConnection
from tests.droplet.engines import PODMAN
from tests.e2e.dropsweep import Step, step

SOCKET = "/run/podman/podman.sock"
SENTENCE = "What answers at the engine's socket is Podman; its Docker-compatible API is not supported yet."


class Podman(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.droplet = Droplet(engine=PODMAN, dockerd=False).start()
        cls.addClassCleanup(cls.droplet.close)
        # Its layers need a real file system below them, as the engine's do.
        cls.droplet.run(["sh", "-c", f"mkdir -p /var/lib/containers /run/podman && mount --bind {DATA} /var/lib/containers"])
        cls.droplet.start_process(["podman", "system", "service", "--time", "0", f"unix://{SOCKET}"], "podman.log")
        cls.droplet.run(["sh", "-c", "mkdir /tmp/base && cp /bin/busybox /tmp/base && tar -C /tmp/base -c . | "
                                     "podman import - localhost/unused:1"])
        cls.droplet.run(["podman", "create", "--name", "idle", "localhost/unused:1", "/busybox"])
        cls.droplet.run(["podman", "volume", "create", "unused"])
        cls.before = cls.objects()

    @classmethod
    def objects(cls):
        return [cls.droplet.run(["podman", *command]).stdout
                for command in (["images", "-a", "-q"], ["ps", "-a", "-q"], ["volume", "ls", "-q"])]

    def refused(self, run):
        self.assertEqual(run.code, 6, run.log)
        self.assertIn(SENTENCE, run.log)
        self.assertEqual(run.outputs["result"], "failed")
        self.assertEqual(run.report["exit_code"], 6)
        self.assertEqual(self.objects(), self.before)
        self.assertTrue(all(self.before))

    def ping(self):
        """What it answers, when it does."""
        for _ in range(200):
            connection = UnixConnection(self.droplet.path(SOCKET), timeout=10)
            try:
                connection.request("GET", "/_ping")
                return connection.getresponse()
            except OSError:
                time.sleep(0.05)
            finally:
                connection.close()
        self.fail("podman does not answer: " + self.droplet.log("podman"))

    def test_it_says_who_it_is_where_dropsweep_looks_for_it(self):
        headers = dict(self.ping().getheaders())
        self.assertIn("Libpod-Api-Version", headers, json.dumps(headers))
        self.assertIn("Api-Version", headers)

    def test_over_ssh_it_is_refused_by_name_and_nothing_is_removed(self):
        self.ping()
        for command in ("sweep", "plan", "doctor"):
            with self.subTest(command):
                self.refused(step(self.droplet, command, docker_socket=SOCKET, **({} if command == "doctor" else {"mode": "full"}))
                             .start().finish())

    def test_as_a_local_socket_too(self):
        self.ping()
        self.refused(Step("sweep", host=f"unix://{self.droplet.path(SOCKET)}", mode="full").start().finish())


if __name__ == "__main__":
    unittest.main()
