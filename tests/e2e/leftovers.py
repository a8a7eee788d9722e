"""What faults are tried on: a few objects of every kind that go beside some that must not, put back whenever they are gone.

A second after it was made everything is old enough for SWEEP, so that no droplet need be stopped to make its objects older.
"""

import time

from tests.bench import many_images
from tests.droplet.ledger import write_unused_since
from tests.e2e.dropsweep import Inventory

SWEEP = {"mode": "full", "volumes": "named", "min_age": "1s"}
CACHE = "FROM base:1\nRUN echo cached >/file\n"


class Leftovers:
    """On a droplet of its own. `swept` is what an undisturbed sweep leaves."""

    def __init__(self, droplet, images=2, cache=True):
        self._droplet, self._cache = droplet, cache
        self._images = [f"gone/image:{number}" for number in range(images)]
        droplet.add_base_image()
        self._make("/volumes/create", {"Name": "kept-data"})
        self._make("/volumes/create", {"Name": "kept-label", "Labels": {"persist": "true"}})
        self._make("/networks/create", {"Name": "kept-net"})
        # With this signal it ends at once, whoever stops it.
        droplet.docker("run", "--detach", "--name", "kept", "--stop-signal", "KILL", "--restart", "always", "--network", "kept-net",
                       "--volume", "kept-data:/data", "base:1", "sleep", "1000000")
        droplet.docker("run", "--name", "kept-job", "--label", "persist=true", "base:1", "true")
        self.swept = Inventory(droplet)
        self._kept_open = self._connections()

    def put_back(self):
        """What there is then: an Inventory."""
        self._wait_for_removals()
        now = Inventory(self._droplet)
        if "ended" not in now.container.values():
            self._droplet.docker("run", "--name", "ended", "base:1", "true")
        if "never-started" not in now.container.values():
            self._make("/containers/create?name=never-started", {"Image": "base:1", "Cmd": ["true"]})
        if any(tag not in now.tags for tag in ("also/image:1", *self._images)):
            self._droplet.run(["docker", "load", "-q"], input=many_images.archive(self._images, many_images.TINY))
            self._make(f"/images/{self._images[0]}/tag?repo=also/image&tag=1")
        if "gone-data" not in now.volume:
            self._make("/volumes/create", {"Name": "gone-data"})
        if "gone-net" not in now.network.values():
            self._make("/networks/create", {"Name": "gone-net"})
        if self._cache and not now.build_cache:
            self._droplet.client("buildx", "build", "--output", "type=cacheonly", "-", input=CACHE)
        before = Inventory(self._droplet)
        if before != now:
            write_unused_since(self._droplet, "1h")
            time.sleep(1.1)
        self._kept_open = self._connections()
        return before

    def _wait_for_removals(self):
        """What was asked of the engine before a connection was cut may still go on, or not even have begun: until it is done the
        engine keeps its end of the connection. (Some it keeps for ever: of each `docker run` that stayed attached, on 26.1.)"""
        deadline = time.monotonic() + 60
        while self._connections() > self._kept_open:
            assert time.monotonic() < deadline, "the engine is never done with what it was asked"
            time.sleep(0.1)

    def _connections(self):
        sockets = self._droplet.run(["cat", "/proc/net/unix"]).stdout.splitlines()
        return sum(line.endswith("/docker.sock") for line in sockets)

    def _make(self, path, what=None):
        status, answer = self._droplet.api("POST", path, what)
        assert status == 201, (path, status, answer)
