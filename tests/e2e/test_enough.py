"""Enough and no more: disk-above, disk-target and free, on a small disk with something to give back of each kind."""

import unittest

from tests.droplet.droplet import DATA, Droplet
from tests.e2e.dropsweep import Inventory, plan, step, sweep

MB = 1_000_000
IMAGE, CACHE, LAYER, SHARED, GROWN = 15 * MB, 24 * MB, 12 * MB, 20 * MB, 25 * MB
# From what is missed least: build cache, the container and its layer, images by their last use.
AGES = {"oldest:1": "90d", "older:1": "60d", "young:1": "30d"}


class Enough(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.droplet = Droplet(disk="400M").start()
        cls.addClassCleanup(cls.droplet.close)
        # The containerd store keeps layers twice, packed and unpacked, and random bytes pack badly.
        copies = 2 if cls.droplet.engine.containerd_store else 1
        cls.cache, cls.image = CACHE * copies, IMAGE * copies
        cls.droplet.add_base_image("base:1")
        cls.droplet.docker("run", "-d", "--name", "service", "base:1", "sleep", "3600")
        cls.droplet.add_user("no-shell", groups=["docker"], key='command="internal-sftp" ' + cls.droplet.sshd.public_key)

    def setUp(self):
        """What an earlier story took is there again; those that take nothing come first, by their names."""
        there = Inventory(self.droplet)
        made = set(AGES) - set(there.tags)
        for name in made:
            self.shell(f"cd $(mktemp -d) && head -c {IMAGE} /dev/urandom >file && tar -c file | docker import - {name} && rm file")
        if "job" not in there.container.values():
            made.add("job")
            self.droplet.docker("run", "--name", "job", "base:1", "sh", "-c", f"head -c {LAYER} /dev/urandom >/file")
        if not any("head" in one for one in there.build_cache.values()):
            made.add("cache")
            self.droplet.client("buildx", "build", "--provenance=false", "-t", "gone:1", "-",
                                input=f"FROM base:1\nRUN head -c {CACHE} /dev/urandom >/file\n")
            self.droplet.docker("rmi", "gone:1")
        if made:
            self.make_old()
        self.before = Inventory(self.droplet)
        self.used, self.available = self.disk()

    def make_old(self, others=None):
        self.droplet.age({"containers": {"job": {"created": "20d", "started": "20d", "finished": "20d"}},
                          "images": {name: {"tagged": age, "arrived": age} for name, age in (AGES | (others or {})).items()},
                          "cache": {"*": "30d"}})

    def shell(self, script):
        self.droplet.run(["sh", "-e", "-c", script])

    def disk(self):
        """Bytes used and available."""
        line = self.droplet.run(["df", "-Pk", DATA]).stdout.splitlines()[-1].split()
        return int(line[2]) * 1024, int(line[3]) * 1024

    def percent_when(self, given_back):
        """How full the disk is when so much was given back."""
        used = self.used - given_back
        return -(-used * 100 // (self.used + self.available))

    def gone(self, kind):
        return set(Inventory(self.droplet).gone_since(self.before, kind).values())

    def untouched(self):
        self.assertEqual(Inventory(self.droplet), self.before)

    def ended_half_way(self, run):
        """In the plan's order, as far as it went; what was left is told as not needed and is there."""
        self.assertEqual((run.code, run.outputs["result"]), (0, "swept"), run.log)
        self.assertTrue(run.host["goal"]["reached"])
        fates = [one["fate"] for one in run.host["outcomes"]]
        removed = fates.count("removed")
        self.assertEqual(fates, ["removed"] * removed + ["not_needed"] * (len(fates) - removed), run.log)
        self.assertIn("The sweep ended there", run.log)
        there = Inventory(self.droplet)
        for one in run.host["outcomes"]:
            self.assertEqual(one["id"] in getattr(there, one["kind"]), one["fate"] == "not_needed", one)

    # ---- disk-target

    def test_a_target_ends_the_sweep_with_the_oldest_gone_and_cache_before_images(self):
        target = self.percent_when(self.cache + LAYER + self.image // 2)
        run = sweep(self.droplet, mode="full", disk_above=target, disk_target=target)
        self.ended_half_way(run)
        self.assertEqual(self.gone("image"), {"oldest:1"})
        self.assertEqual(self.gone("container"), {"job"})
        kinds = [one["kind"] for one in run.host["outcomes"]]
        self.assertEqual(kinds, sorted(kinds, key=["build_cache", "container", "image"].index))
        self.assertLessEqual(int(run.outputs["disk-used-after"]), run.host["goal"]["disk_target_percent"])
        self.assertIn("2 planned objects were not needed", run.log)
        self.assertIn("Not needed", run.summary)

    def test_the_cache_alone_may_be_enough(self):
        run = sweep(self.droplet, mode="full", disk_target=self.percent_when(self.cache // 2))
        self.ended_half_way(run)
        self.assertEqual((self.gone("image"), self.gone("container")), (set(), set()))
        self.assertGreaterEqual(int(run.outputs["measured-bytes"]), self.cache // 2)

    def test_a_target_that_cannot_be_reached_lets_all_go_that_may_and_is_no_failure(self):
        run = sweep(self.droplet, mode="full", disk_target="0")
        self.assertEqual((run.code, run.outputs["result"]), (0, "swept"), run.log)
        self.assertFalse(run.host["goal"]["reached"])
        self.assertEqual({one["fate"] for one in run.host["outcomes"]}, {"removed"})
        self.assertEqual(self.gone("image"), set(AGES))
        self.assertIn("disk-target 0% not reached", run.log)
        self.assertIn("by these rules no more may go", run.log)

    # ---- free

    def test_free_makes_so_much_room_and_no_more_of_a_plan_that_was_made_before(self):
        made = step(self.droplet, "plan", "--output", "/tmp/enough-plan.json", mode="full").start().finish()
        self.assertEqual(made.outputs["result"], "planned")
        wanted = self.available + self.cache + LAYER + self.image // 2
        run = sweep(self.droplet, "--plan", "/tmp/enough-plan.json", mode="full", free=f"{wanted}B")
        self.ended_half_way(run)
        self.assertEqual(self.gone("image"), {"oldest:1"})
        self.assertGreaterEqual(int(run.outputs["available-bytes"]), wanted)
        self.assertGreaterEqual(self.disk()[1], wanted)

    def test_free_that_is_out_of_reach_says_how_far_it_came_and_fails(self):
        run = sweep(self.droplet, mode="full", free="1TiB")
        self.assertEqual((run.code, run.outputs["result"]), (7, "partial"), run.log)
        self.assertEqual(self.gone("image"), set(AGES))
        self.assertIn("free 1TiB not reached", run.log)
        self.assertEqual(int(run.outputs["available-bytes"]), run.host["goal"]["disk"]["available_bytes"])
        self.assertGreater(int(run.outputs["available-bytes"]), self.available)
        # Once more, with nothing left that may go.
        again = sweep(self.droplet, mode="full", free="1TiB")
        self.assertEqual((again.code, again.outputs["result"]), (7, "partial"), again.log)
        self.assertIn("Nothing may go on", again.log)
        tolerated = sweep(self.droplet, mode="full", free="1TiB", fail_on="error,unhealthy")
        self.assertEqual((tolerated.code, tolerated.outputs["exit-code"]), (0, "7"), tolerated.log)

    # ---- nothing is removed

    def test_a_goal_that_is_reached_already_removes_nothing(self):
        for goal in ({"disk_target": "99"}, {"free": "1MB"}, {"free": "1MB", "disk_target": "99"}):
            run = sweep(self.droplet, mode="full", **goal)
            self.assertEqual((run.code, run.outputs["result"]), (0, "skipped"), run.log)
            self.assertIn("reached already", run.log)
        below = sweep(self.droplet, mode="full", disk_above="99", disk_target="1")
        self.assertEqual((below.code, below.outputs["result"]), (0, "skipped"), below.log)
        self.assertIn("below disk-above 99", below.log)
        self.untouched()

    def test_a_dry_run_shows_the_whole_plan_and_that_a_sweep_stops_at_the_goal(self):
        whole = plan(self.droplet, mode="full")
        for goal, words in (({"disk_target": "5"}, "A sweep stops as soon as disk-target 5% is reached (now: "),
                            ({"free": "1MB"}, "free 1MB is reached already")):
            run = plan(self.droplet, mode="full", **goal)
            self.assertEqual((run.code, run.outputs["result"]), (0, "planned"), run.log)
            self.assertEqual({one["id"] for one in run.host["plan"]["remove"]},
                             {one["id"] for one in whole.host["plan"]["remove"]})
            self.assertIn(words, run.log)
        self.untouched()

    def test_a_host_whose_disk_the_account_cannot_measure_is_left_alone_and_it_is_said(self):
        host = f"no-shell@{self.droplet.address}"
        for goal in ({"disk_target": "1"}, {"free": "1TiB"}):
            run = sweep(self.droplet, mode="full", host=host, **goal)
            self.assertEqual((run.code, run.outputs["result"]), (6, "failed"), run.log)
            self.assertIn("cannot be measured", run.log)
            self.assertIn("nothing was removed", run.log)
        shown = plan(self.droplet, mode="full", host=host, free="1TiB", disk_above="99")
        self.assertEqual((shown.code, shown.outputs["result"]), (0, "planned"), shown.log)
        self.assertIn("a sweep would remove nothing", shown.log)
        self.assertIn("disk-above held nothing back", shown.log)
        self.untouched()

    # ---- what came back

    def test_claim_and_disk_are_held_against_each_other_and_what_differs_is_told_with_its_number(self):
        for name in ("pair:1", "pair:2"):
            self.droplet.client("buildx", "build", "--provenance=false", "-t", name, "-",
                                input=f"FROM base:1\nRUN head -c {SHARED} /dev/urandom >/shared\nRUN echo {name} >/file\n")
        self.make_old({"pair:1": "40d", "pair:2": "40d"})
        # When the sweep has begun, a container that stays writes, and a service answers only then: the second look comes later.
        self.shell("""(until ! docker inspect job; do sleep 0.1; done
            docker exec service sh -c 'head -c %d /dev/urandom >/grown'
            busybox nc -l -p 9999) >/dev/null 2>&1 </dev/null &""" % GROWN)
        run = sweep(self.droplet, mode="full", services="late tcp://127.0.0.1:9999")
        self.assertEqual(run.code, 0, run.log)
        accounts = run.host["accounting"]
        told = {one["cause"]: one["bytes"] for one in accounts["differences"]}
        self.assertAlmostEqual(told["writable_layers"], -GROWN, delta=MB)
        self.assertIn("MB less (containers that stay grew)", run.log)
        self.assertEqual(accounts["claimed_bytes"] + sum(told.values()) + accounts["unexplained_bytes"],
                         accounts["measured_bytes"])
        self.assertEqual(accounts["file_systems"][0]["path"], DATA)
        self.assertEqual({one["path"] for one in accounts["file_systems"]}, {DATA, "/"})
        if not self.droplet.engine.containerd_store:
            self.assertAlmostEqual(told["image_layers"], SHARED, delta=MB)
            self.assertLess(abs(accounts["unexplained_bytes"]), 2 * MB)


if __name__ == "__main__":
    unittest.main()
