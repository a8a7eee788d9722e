"""What faults are tried on: a few objects of every kind that go beside some that must not, put back whenever they are gone.

A second after it was made everything is old enough for SWEEP, so that a droplet need not be stopped to make its objects older.
"""

import time

from tests.bench import many_images
from tests.e2e.dropsweep import Inventory, sweep

SWEEP = {"mode": "full", "volumes": "named", "min_age": "1s"}

IMAGES = ["gone/one:1", "gone/two:1"]
CACHE = "FROM base:1\nRUN echo cached >/file\n"


class Leftovers:
    """On a droplet of its own. `swept` is what an undisturbed sweep leaves."""

    def __init__(self, droplet, images=IMAGES, cache=True):
        self._droplet, self._images, self._cache = droplet, images, cache
        droplet.add_base_image()
        self._make("/volumes/create", {"Name": "kept-data"})
        self._make("/volumes/create", {"Name": "kept-label", "Labels": {"persist": "true"}})
        self._make("/networks/create", {"Name": "kept-net"})
        # With this signal it ends at once whoever stops it.
        droplet.docker("run", "--detach", "--name", "kept", "--stop-signal", "KILL", "--restart", "always", "--network", "kept-net",
                       "--volume", "kept-data:/data", "base:1", "sleep", "1000000")
        droplet.docker("run", "--name", "kept-job", "--label", "persist=true", "base:1", "true")
        self.swept = Inventory(droplet)

    def put_back(self):
        """What there is then: an Inventory."""
        now, made = Inventory(self._droplet), False
        if "ended" not in now.container.values():
            self._droplet.docker("run", "--name", "ended", "base:1", "true")
            made = True
        if "never-started" not in now.container.values():
            made = self._make("/containers/create?name=never-started", {"Image": "base:1", "Cmd": ["true"]})
        missing = [tag for tag in self._images if tag not in now.tags]
        if missing or "also/one:1" not in now.tags:
            self._droplet.run(["docker", "load", "-q"], input=many_images.archive(self._images, many_images.TINY))
            made = self._make("/images/gone/one:1/tag?repo=also/one&tag=1")
        for name in {"gone-data"} - set(now.volume):
            made = self._make("/volumes/create", {"Name": name})
        for name in {"gone-net"} - set(now.network.values()):
            made = self._make("/networks/create", {"Name": name})
        if self._cache and not now.build_cache:
            self._droplet.client("buildx", "build", "--output", "type=cacheonly", "-", input=CACHE)
            made = True
        if made:
            time.sleep(1.1)
        return Inventory(self._droplet)

    def _make(self, path, what=None):
        status, answer = self._droplet.api("POST", path, what)
        assert status in (200, 201), (path, status, answer)
        return True


class Truth:
    """Beside unittest.TestCase: a run's report held against what the host shows."""

    def tells_the_truth(self, run, before, after):
        self.assertIsNotNone(run.report, run.log)
        self.assertTrue(run.summary.startswith("#"), run.summary[:200])
        self.assertEqual(run.outputs["exit-code"], str(run.code), run.log)
        self.assertEqual(run.report["exit_code"], run.code)
        plan = run.host["plan"] or {"remove": []}
        planned = {key_of(one) for one in plan["remove"]}
        fates = {key_of(one): one["fate"] for one in run.host["outcomes"]}
        gone = {(kind, key) for kind in Inventory.KINDS for key in after.gone_since(before, kind)}

        self.assertLessEqual(gone, planned, "only what was planned may go")
        self.assertIn(set(fates), (set(), planned), "an outcome for each planned object, or none was begun")
        self.assertLessEqual(gone, set(fates), "what is gone has an outcome")
        removed = {key for key, fate in fates.items() if fate == "removed"}
        unknown = {key for key, fate in fates.items() if fate == "unknown"}
        self.assertLessEqual(removed, gone, "what is called removed is gone")
        self.assertLessEqual(gone, removed | unknown, "what is gone is not called kept, failed or not started")
        counts = run.host["removed"]
        self.assertEqual(counts["objects"], len(removed))
        return fates

    def picks_up(self, droplet, leftovers, **inputs):
        """The next run, without the fault, ends where an undisturbed one does."""
        again = sweep(droplet, **(SWEEP | inputs))
        self.assertEqual(again.code, 0, again.log)
        self.assertEqual(Inventory(droplet), leftovers.swept)


def key_of(item):
    return item["kind"], item["id"]
