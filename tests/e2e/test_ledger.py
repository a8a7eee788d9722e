"""The memory of earlier runs: what they saw, kept on the host."""

import unittest

from tests.droplet import ledger
from tests.droplet.droplet import Droplet
from tests.droplet.registry import REGISTRY_OPTIONS, Registry
from tests.e2e.dropsweep import Inventory, plan, sweep

WEEK = {"mode": "aggressive"}


class Ledger(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.droplet = Droplet(dockerd_options=REGISTRY_OPTIONS).start()
        cls.addClassCleanup(cls.droplet.close)
        cls.droplet.add_base_image()
        cls.droplet.docker("run", "-d", "--name", "keeper", "base:1", "sleep", "3000")
        cls.registry = cls.enterClassContext(Registry(cls.droplet.gateway))

    def setUp(self):
        self.droplet.run(["rm", "-rf", f"/root/{ledger.PATH}"])

    def old_volume(self):
        """An anonymous one that nobody has used for a month, as far as the engine knows."""
        name = self.droplet.docker("volume", "create")
        self.droplet.age({"volumes": {name: "30d"}})
        self.addCleanup(self.droplet.docker, "volume", "rm", "-f", name)
        return name

    def run_and_look(self, volume, **inputs):
        run = sweep(self.droplet, **WEEK | inputs)
        self.assertEqual(run.code, 0, run.log)
        return run, volume in Inventory(self.droplet).volume

    def test_a_volume_goes_at_the_second_sight_of_it_a_week_later(self):
        volume = self.old_volume()
        run, there = self.run_and_look(volume)
        self.assertTrue(there)
        self.assertIn("no earlier run has seen it so", run.reasons()["volume", volume])
        self.assertEqual(self.droplet.run(["stat", "-c", "%a", f"/root/{ledger.PATH}"]).stdout.strip(), "600")
        ledger.make_older(self.droplet, "6d")
        self.assertTrue(self.run_and_look(volume)[1])
        ledger.make_older(self.droplet, "2d")
        run, there = self.run_and_look(volume)
        self.assertFalse(there)
        self.assertIn(volume, run.removed("volume"))
        self.assertNotIn(volume, self.droplet.run(["cat", f"/root/{ledger.PATH}"]).stdout)

    def test_a_volume_that_was_used_in_between_begins_anew(self):
        volume = self.old_volume()
        self.run_and_look(volume)
        ledger.make_older(self.droplet, "6d")
        self.droplet.docker("run", "--name", "user", "-v", f"{volume}:/data", "base:1", "true")
        self.run_and_look(volume)
        self.droplet.docker("rm", "user")
        ledger.make_older(self.droplet, "6d")
        run, there = self.run_and_look(volume)
        self.assertTrue(there)
        self.assertIn("no earlier run has seen it so", run.reasons()["volume", volume])

    def test_a_dry_run_leaves_nothing_on_the_host(self):
        volume = self.old_volume()
        self.assertIn("no earlier run has seen it so", plan(self.droplet, **WEEK).reasons()["volume", volume])
        self.assertNotEqual(self.droplet.run(["test", "-e", f"/root/{ledger.PATH}"], check=False).returncode, 0)

    def test_a_broken_ledger_begins_anew_and_the_report_says_so(self):
        volume = self.old_volume()
        for broken in ("dropsweep ledger 99\n", "\0" * 1000, "dropsweep ledger 1\nengine x\nend\n", "::error::owned\n" * 100000):
            self.droplet.write_file(f"/root/{ledger.PATH}", broken)
            run, there = self.run_and_look(volume)
            self.assertTrue(there)
            self.assertIn("The ledger of earlier runs begins anew", run.log)
            self.assertTrue(self.droplet.run(["cat", f"/root/{ledger.PATH}"]).stdout.startswith("dropsweep ledger 1\n"))

    def test_where_it_cannot_be_written_the_weaker_estimate_is_named(self):
        volume = self.old_volume()
        self.droplet.add_user("guest", groups=["docker"])
        self.droplet.run(["sh", "-c", "chown root:root /home/guest && chmod 755 /home/guest"])
        run, there = self.run_and_look(volume, host=f"guest@{self.droplet.address}")
        self.assertFalse(there)
        self.assertIn("No ledger can be kept on this host (/home/guest cannot be written)", run.log)

    def test_an_image_of_unknown_age_is_as_old_as_the_first_sight_of_it_unless_it_arrived_anew_since(self):
        self.droplet.add_user("deploy", groups=["docker"])  # who may not see when images arrived
        host, home = f"deploy@{self.droplet.address}", "/home/deploy"
        names = [f"{self.registry.name}/{name}:1" for name in ("stays-here", "comes-again")]
        for name in ("stays-here", "comes-again"):
            self.registry.put(name, "1", name)
        for name in names:
            self.droplet.docker("pull", "-q", name)
        # The engine forgets pulls soon: here at once.
        self.droplet.stop_dockerd()
        self.droplet.start_dockerd()
        run = sweep(self.droplet, host=host, **WEEK)
        self.assertEqual(run.code, 0, run.log)
        self.assertLessEqual(set(names), set(Inventory(self.droplet).tags))
        ledger.make_older(self.droplet, "8d", home)
        self.droplet.docker("rmi", names[1])
        self.droplet.docker("pull", "-q", names[1])
        self.droplet.stop_dockerd()
        self.droplet.start_dockerd()
        run = sweep(self.droplet, host=host, **WEEK)
        self.assertEqual(run.code, 0, run.log)
        # The containerd store knows by itself when both were pulled: a moment ago.
        stay = set(names) if self.droplet.engine.containerd_store else {names[1]}
        self.assertEqual(set(names) & set(Inventory(self.droplet).tags), stay)


if __name__ == "__main__":
    unittest.main()
