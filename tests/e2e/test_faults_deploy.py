"""Deploys all the time, and a sweep every second, as hard as the inputs allow: no deploy ever fails because of it.

For a minute; DROPSWEEP_DEPLOY_SECONDS says for how long else.
"""

import os
import tempfile
import threading
import time
import unittest
from pathlib import Path

from tests.droplet.droplet import Droplet
from tests.droplet.registry import REGISTRY_OPTIONS, Registry
from tests.e2e.dropsweep import Inventory, sweep

SECONDS = int(os.environ.get("DROPSWEEP_DEPLOY_SECONDS", "60"))
# Everything goes that is unused and older than the longest time between two steps of one deploy, be the machine ever so slow; and
# a rollback must find the image that it goes back to.
HARD = {"mode": "full", "min_age": "10s", "keep_last": "1", "when_busy": "skip", "lock_timeout": "1s"}

COMPOSE = """
services:
  web:
    image: {registry}/web:{pulled}
    command: ["/bin/sleep", "1000000"]
    stop_signal: KILL
    volumes: ["data:/data"]
    networks: [inner]
  worker:
    build: .
    image: shop/worker:{version}
    stop_signal: KILL
    networks: [inner]
    depends_on: [web]
volumes: {{data: }}
networks: {{inner: }}
"""
DOCKERFILE = """
FROM {registry}/web:{pulled}
RUN ["/bin/sh", "-c", "echo {version} >/version; sleep 0.5"]
CMD ["/bin/sleep", "1000000"]
"""


class Deploy(unittest.TestCase):
    def setUp(self):
        self.droplet = self.enterContext(Droplet(dockerd_options=REGISTRY_OPTIONS))
        self.registry = self.enterContext(Registry(self.droplet.gateway))
        self.registry.pause = 0.2
        self.project = Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.failed, self.rounds = [], 0

    def docker(self, *argv):
        """From a machine elsewhere, so that a sweep sees no process of the deploy: only what it does to the engine."""
        try:
            return self.droplet.client(*argv)
        except RuntimeError as failed:
            self.failed.append((self.rounds, str(failed)))

    def compose(self, *argv):
        return self.docker("compose", "--project-directory", self.project, *argv)

    def write(self, name, text, version):
        (self.project / name).write_text(text.format(registry=self.registry.name, pulled=version // 10, version=version))

    def deploy(self):
        """As workflows do it: pull (every tenth time), build, up, a job; now and then a stop before it, or a rollback after it."""
        version = self.rounds
        if version % 10 == 0:
            self.registry.put("web", version // 10, f"version {version}", programs=["sleep", "sh"])
            self.docker("pull", "--quiet", f"{self.registry.name}/web:{version // 10}")
        self.write("compose.yaml", COMPOSE, version)
        self.write("Dockerfile", DOCKERFILE, version)
        if version % 3 == 2:
            self.compose("down", "--timeout", "1")
        self.compose("build", "--quiet")
        self.compose("up", "--detach", "--timeout", "1")
        self.docker("run", "--name", f"job-{version}", "--volume", "/scratch", f"shop/worker:{version}", "/bin/sleep", "0.1")
        if version % 4 == 3:
            self.write("compose.yaml", COMPOSE, version - 1)
            self.compose("up", "--detach", "--no-build", "--timeout", "1")
        running = {one["Labels"]["com.docker.compose.service"] for one in self.droplet.api("GET", "/containers/json")[1]}
        if running != {"web", "worker"}:
            self.failed.append((version, running))
        self.rounds += 1

    def test_no_deploy_fails_because_of_the_sweep(self):
        runs, removed = [], set()

        def deploy_all_the_time():
            began = time.monotonic()
            # A slow machine may need longer until something is old enough while nobody is just pulling or building.
            while not self.failed and (time.monotonic() < began + SECONDS or (not removed and time.monotonic() < began + 300)):
                self.deploy()

        deploying = threading.Thread(target=deploy_all_the_time)
        deploying.start()
        while deploying.is_alive():
            began = time.monotonic()
            runs.append(sweep(self.droplet, **HARD))
            removed |= runs[-1].removed()
            time.sleep(max(0, began + 1 - time.monotonic()))
        self.assertEqual(self.failed, [])
        self.assertTrue(removed)
        self.assertEqual(removed & set(Inventory(self.droplet).container), set())
        for run in runs:
            # Swept; or not at all, because a deploy was seen at work; or one began meanwhile, and what it took away was missed.
            self.assertIn(run.code, (0, 7, 8, 9), run.log)
            self.assertIsNone(run.host["failure"], run.log)
            for one in run.host["outcomes"]:
                self.assertIn(one["fate"], ("removed", "kept_changed", "kept_in_use"), one)


if __name__ == "__main__":
    unittest.main()
