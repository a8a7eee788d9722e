"""Hosts on which nothing more can be written, and hosts whose clock is not the runner's."""

import sys
import unittest
from pathlib import Path

from tests.droplet import other_clock
from tests.droplet.droplet import DATA, Droplet
from tests.droplet.ledger import PATH, write_unused_since
from tests.e2e.dropsweep import Inventory, plan, step, sweep
from tests.e2e.leftovers import SWEEP, Leftovers
from tests.e2e.truth import Truth

# Down to the last byte, and to the last inode; the folder is then as full as it says.
FILL_BYTES = """cd "$0" && for size in 16M 1M 64k 4k; do
    count=0; while fallocate -l $size filler-$size-$count; do count=$((count + 1)); done
done
cat /dev/zero >filler-rest; test "$(df --output=avail . | tail -n 1)" -eq 0"""
FILL_INODES = """mkdir "$0/filler" && cd "$0/filler" && seq 1000000 | xargs -n 100 sh -c 'touch "$@" || exit 255' touch
test "$(df --output=iavail . | tail -n 1)" -eq 0"""
EMPTY = 'rm -r "$0"/filler*'


class Full(unittest.TestCase, Truth):
    @classmethod
    def setUpClass(cls):
        cls.droplet = cls.enterClassContext(Droplet(disk="64M"))
        cls.droplet.add_user("deploy", groups=["docker"])
        cls.leftovers = Leftovers(cls.droplet)

    def fill(self, script, folder):
        self.droplet.run(["sh", "-c", script, folder])
        self.addCleanup(self.droplet.run, ["sh", "-c", EMPTY, folder])

    def is_swept_all_the_same(self, before, user="root"):
        run = sweep(self.droplet, host=f"{user}@{self.droplet.address}", **SWEEP)
        after = Inventory(self.droplet)
        fates = self.tells_the_truth(run, before, after)
        self.assertEqual((run.code, set(fates.values())), (0, {"removed"}), run.log)
        if user == "root":  # who may see when images arrived
            self.assertEqual(after, self.leftovers.swept)
        return run

    def test_a_disk_without_a_byte(self):
        before = self.leftovers.put_back()
        self.fill(FILL_BYTES, DATA)
        self.assertEqual(self.is_swept_all_the_same(before).outputs["disk-used-before"], "100")

    def test_a_disk_without_an_inode(self):
        before = self.leftovers.put_back()
        self.fill(FILL_INODES, DATA)
        self.assertIn("of the disk's inodes are used", self.is_swept_all_the_same(before).log)

    def test_no_place_for_a_lock_either(self):
        # Neither in /run nor in the account's home; what earlier runs wrote there can be read.
        for user, home in (("root", "/root"), ("deploy", "/home/deploy")):
            with self.subTest(user):
                before = self.leftovers.put_back()
                self.droplet.run(["sh", "-c", f"rm -rf /run/dropsweep {home}/{Path(PATH).parent}/lock; mount -o remount,nr_inodes=1000 /run; "
                                  f"mount -t tmpfs -o size=1M,nr_inodes=20 tmpfs /mnt && cp -a {home}/. /mnt && "
                                  f"mount --move /mnt {home}"])
                self.fill(FILL_INODES, home)
                self.fill(FILL_INODES, "/run")
                run = self.is_swept_all_the_same(before, user)
                self.assertIn("Whether another sweep is at work is unknown: no folder for it can be written", run.log)
                self.assertIn("The ledger could not be written on the host", run.log)
                self.doCleanups()
                self.droplet.run(["umount", "--lazy", home])  # the shell of the last run may still be on its way out
                self.picks_up(self.droplet, self.leftovers)


@unittest.skipUnless(other_clock.supported(), "the clock of a process can be set off on x86_64 alone")
class Clock(unittest.TestCase, Truth):
    """A day between the droplet's clock and the runner's. It is the runner's that is set off here: the engine, its shims and the
    kernel with its dates of files have one clock together, and only the machine's owner may set it; what counts for dropsweep is
    the difference. (A proxy that shifts the dates in the engine's answers would leave those of the host's files alone.)"""

    DAY = 24 * 3600

    def test_ages_are_counted_by_the_engines_clock(self):
        with Droplet() as droplet:
            droplet.add_base_image()
            ages = {"old": "18h", "young": "6h"}
            for name in ages:
                droplet.docker("run", "--name", name, "base:1", "true")
                droplet.docker("build", "-q", "-t", f"{name}:1", "-", input=f"FROM base:1\nLABEL name={name}\n")
                droplet.docker("volume", "create", name)
                droplet.docker("network", "create", name)
            droplet.age({"containers": {name: {"created": "30h", "started": "30h", "finished": age} for name, age in ages.items()},
                         "images": {f"{name}:1": {"tagged": age, "arrived": age} for name, age in ages.items()},
                         "networks": ages, "volumes": ages, "cache": {"*": "6h"}})
            write_unused_since(droplet, "18h")
            rules = {"mode": "full", "older_than": "12h", "volumes": "named"}
            level = plan(droplet, **rules)
            old = [(one["kind"], one["name"]) for one in level.host["plan"]["remove"]]
            self.assertEqual(old, [("container", "old"), ("image", "old:1"), ("volume", "old"), ("network", "old")])

            before = Inventory(droplet)
            for shift, command in ((self.DAY, plan), (-self.DAY, plan), (self.DAY, sweep)):
                off = step(droplet, command.__name__, **rules)
                off.argv = [sys.executable, Path(other_clock.__file__), str(shift), *off.argv]
                run = off.start().finish()
                self.assertEqual(run.code, 0, run.log)
                # It was: the report's own date is the runner's.
                self.assertEqual(run.report["started"][:10], day_of(level, shift))
                self.assertEqual([(one["kind"], one["name"]) for one in run.host["plan"]["remove"]], old)
                self.assertEqual(run.reasons().keys(), level.reasons().keys())
            fates = self.tells_the_truth(run, before, Inventory(droplet))
            self.assertEqual(list(fates.values()), ["removed"] * 4)


def day_of(run, shift):
    from datetime import datetime, timedelta
    return (datetime.fromisoformat(run.report["started"]) + timedelta(seconds=shift)).isoformat()[:10]


if __name__ == "__main__":
    unittest.main()
