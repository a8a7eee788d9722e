"""python3 -m unittest tests.droplet.selftest: are the droplets what the other tests take them for?"""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
import unittest
from pathlib import Path

from .delay_proxy import DelayProxy
from .droplet import Droplet
from .scratch import Scratch

STARTS_ONE = """
import time
from tests.droplet.droplet import Droplet
droplet = Droplet(sshd=False).start()
print(droplet._namespace.pid, droplet._scratch.path, flush=True)
time.sleep(60)
"""


class Plain(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.droplet = Droplet().start()
        cls.addClassCleanup(cls.droplet.close)
        cls.droplet.add_base_image(files={"www/health": "ok"})

    def test_the_engine_is_the_one_that_was_asked_for(self):
        version, info = self.droplet.api("GET", "/version")[1], self.droplet.api("GET", "/info")[1]
        self.assertEqual(version["ApiVersion"], self.droplet.engine.api)
        self.assertTrue(version["Version"].startswith(self.droplet.engine.version), version["Version"])
        self.assertEqual(["driver-type", "io.containerd.snapshotter.v1"] in info["DriverStatus"], self.droplet.engine.containerd_store)

    def test_ssh_with_key_and_known_host(self):
        self.assertIn("CONTAINER ID", self.droplet.ssh("docker", "ps").stdout)
        self.assertEqual(self.droplet.ssh("hostname").stdout, "droplet\n")

    def test_users(self):
        self.droplet.add_user("deploy", groups=["docker"])
        self.assertIn("CONTAINER ID", self.droplet.ssh("docker", "ps", user="deploy").stdout)

    def test_published_port_answers_inside(self):
        self.droplet.docker("run", "-d", "-p", "127.0.0.1:8000:80", "base:1", "httpd", "-f", "-h", "/www")
        # The port is open before the server behind it is.
        patient = ["curl", "-s", "--retry", "5", "--retry-all-errors"]
        self.assertEqual(self.droplet.run([*patient, "http://127.0.0.1:8000/health"]).stdout, "ok")

    def test_memory_limit(self):
        self.droplet.docker("run", "--name", "hungry", "-m", "16m", "--memory-swap", "16m", "base:1", "tail", "/dev/zero",
                            check=False)
        self.assertTrue(self.droplet.docker_json("inspect", "hungry")[0]["State"]["OOMKilled"])

    def test_build(self):
        self.droplet.run(["docker", "build", "-q", "-t", "built:1", "-"], input="FROM base:1\nRUN echo hello >/hello\n")
        self.assertEqual(self.droplet.docker("run", "--rm", "built:1", "cat", "/hello"), "hello")

    def test_ages(self):
        self.droplet.docker("run", "--name", "old", "base:1", "true")
        self.droplet.docker("volume", "create", "old")
        network = self.droplet.docker("network", "create", "old")
        self.droplet.age({"containers": {"old": {"created": "30d", "finished": "21d"}}, "volumes": {"old": "9d"},
                          "networks": {"old": "9d"}, "images": {"base:1": {"tagged": "9d"}}})
        self.assertIn("3 weeks ago", self.droplet.docker("ps", "-a", "--filter", "name=old", "--format", "{{.Status}}"))
        day = time.strftime("%Y-%m-%d", time.gmtime(time.time() - 9 * 86400))
        self.assertIn(day, self.droplet.api("GET", "/volumes/old")[1]["CreatedAt"])
        self.assertIn(day, self.droplet.api("GET", f"/networks/{network}")[1]["Created"])
        self.assertIn(day, self.droplet.api("GET", "/images/base:1/json")[1]["Metadata"]["LastTagTime"])

    def test_another_one_beside_it(self):
        with Droplet() as other:
            self.assertNotEqual(other.address, self.droplet.address)
            self.assertNotEqual(other.host_keys, self.droplet.host_keys)
            self.assertEqual(other.api("GET", "/images/json")[1], [])
            self.assertIn("droplet", other.ssh("hostname").stdout)

    def test_engine_killed_and_paused(self):
        with Droplet(sshd=False) as droplet:
            droplet.kill_dockerd()
            self.assertRaises(OSError, droplet.api, "GET", "/_ping")
            droplet.start_dockerd()
            droplet.pause_dockerd()
            self.assertRaises(TimeoutError, droplet.api, "GET", "/_ping", timeout=0.3)
            droplet.resume_dockerd()
            self.assertEqual(droplet.api("GET", "/_ping"), (200, "OK"))


class Seed(unittest.TestCase):
    def test_counts_ages_and_services(self):
        with Droplet(shape="seed", delay_ms=20) as droplet:
            images = droplet.api("GET", "/images/json")[1]
            containers = droplet.api("GET", "/containers/json?all=1")[1]
            volumes = droplet.api("GET", "/volumes")[1]["Volumes"]
            self.assertEqual((len(images), len(containers), len(volumes)), (59, 15, 18))
            self.assertEqual(sum(item["State"] == "running" for item in containers), 8)
            self.assertIn("3 weeks ago", droplet.ssh("docker", "ps", "-a").stdout)
            cache = droplet.api("GET", "/system/df?type=build-cache")[1]["BuildCache"]
            newest = max(item["LastUsedAt"] for item in cache)
            self.assertLess(newest, time.strftime("%Y-%m-%dT%H:%M", time.gmtime(time.time() - 19 * 60)))
            for url in droplet.shape["services"].values():
                self.assertEqual(droplet.run(["curl", "-s", url]).stdout, "ok\n")


class Proxy(unittest.TestCase):
    RTT = 0.2  # far more than a busy machine adds

    def setUp(self):
        server = socket.create_server(("127.0.0.1", 0))
        self.addCleanup(server.close)
        threading.Thread(target=self.echo, args=(server,), daemon=True).start()
        proxy = self.enterContext(DelayProxy("127.0.0.1", server.getsockname()[1], self.RTT * 1000))
        self.start = time.monotonic()
        self.client = self.enterContext(socket.create_connection(("127.0.0.1", proxy.port)))

    @staticmethod
    def echo(server):
        connection, _ = server.accept()
        with connection:
            while data := connection.recv(1 << 16):
                connection.sendall(data)

    def exchange(self, data):
        self.client.sendall(data)
        received = 0
        while received < len(data):
            received += len(self.client.recv(1 << 16))

    def test_one_round_trip_each(self):
        self.exchange(b"first")
        took = time.monotonic() - self.start
        self.assertTrue(2 * self.RTT <= took < 2.9 * self.RTT, took)  # the handshake's, and its own
        start = time.monotonic()
        for _ in range(5):
            self.exchange(b"more")
        took = (time.monotonic() - start) / 5
        self.assertTrue(self.RTT <= took < 1.9 * self.RTT, took)

    def test_bytes_under_way_do_not_wait_for_each_other(self):
        self.exchange(b"first")
        start = time.monotonic()
        for _ in range(20):
            self.client.sendall(b"x")
            time.sleep(0.002)
        received = 0
        while received < 20:
            received += len(self.client.recv(64))
        self.assertLess(time.monotonic() - start, 3 * self.RTT)

    def test_the_end_arrives_after_all_bytes(self):
        self.client.sendall(b"x" * 100_000)
        self.client.shutdown(socket.SHUT_WR)
        received = 0
        while data := self.client.recv(1 << 16):
            received += len(data)
        self.assertEqual(received, 100_000)


class Remains(unittest.TestCase):
    def test_nothing_is_left_of_a_killed_owner(self):
        owner = subprocess.Popen([sys.executable, "-c", STARTS_ONE], stdout=subprocess.PIPE, text=True)
        pid, folder = owner.stdout.readline().split()
        owner.send_signal(signal.SIGKILL)
        owner.wait()
        owner.stdout.close()
        deadline = time.monotonic() + 5
        while os.path.exists(f"/proc/{pid}") and time.monotonic() < deadline:
            time.sleep(0.02)
        self.assertFalse(os.path.exists(f"/proc/{pid}"))
        Scratch().close()  # the next one tidies up
        self.assertFalse(os.path.exists(folder))
        self.assertEqual(list(Path("/sys/fs/cgroup").glob(f"**/{os.path.basename(folder)}")), [])


if __name__ == "__main__":
    unittest.main()
