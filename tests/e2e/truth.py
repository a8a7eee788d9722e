"""A run's report held against what the host shows."""

from tests.e2e.dropsweep import Inventory, sweep
from tests.e2e.leftovers import SWEEP

# Both are asked over the connection: when it is gone, nobody knows how they are, and an hour would be waited for nothing.
SERVICES = {"services": "sshd tcp://127.0.0.1:22\nkept container://kept", "health_timeout": "1h"}


class Truth:
    """Beside unittest.TestCase."""

    def tells_the_truth(self, run, before, after):
        """{(kind, id): fate} of all planned objects, none of them a lie."""
        self.assertIsNotNone(run.report, run.log)
        self.assertTrue(run.summary.startswith("#"), run.summary[:200])
        self.assertEqual((run.outputs["exit-code"], run.report["exit_code"]), (str(run.code), run.code))
        planned = {key_of(one) for one in run.host["plan"]["remove"]} if run.host["plan"] else set()
        fates = {key_of(one): one["fate"] for one in run.host["outcomes"]}
        of = lambda *wanted: {key for key, fate in fates.items() if fate in wanted}
        gone = {(kind, key) for kind in Inventory.KINDS for key in after.gone_since(before, kind)}

        self.assertLessEqual(gone, planned, "only what was planned may go")
        self.assertIn(set(fates), (set(), planned), "each planned object has an outcome, or none was begun")
        self.assertLessEqual(of("removed"), gone, "what is called removed is gone")
        self.assertLessEqual(gone, of("removed", "unknown"), "what is gone is not called kept, failed or not started")
        told = {key_of(one)[1]: one["detail"] for one in run.host["outcomes"]}
        for tag, image in before.tags.items():
            if tag not in after.tags and ("image", image) not in of("removed", "unknown"):
                self.assertIn(tag, told[image], "an image that lost a name says so")
        self.assertEqual(run.host["removed"]["objects"], len(of("removed")))
        self.assertEqual(run.host["discrepancies"], [])
        return fates

    def tells_of_a_lost_connection(self, run, before, droplet, leftovers):
        """At which step; and the next run picks up."""
        after = Inventory(droplet)
        fates = self.tells_the_truth(run, before, after)
        self.assertEqual((run.code, run.outputs["result"]), (7, "partial") if fates else (3, "failed"), run.log)
        self.assertEqual(run.host["failure"]["code"], 3, run.log)
        # Nobody waited for services that could not be asked any more, nor were they blamed.
        for one in run.host["health"]["services"] if fates else ():
            self.assertIn(one["stands"], ("not checked", "healthy"), one)
        # A host on which nothing was done yet, or everything, is as before a run or after one that nothing disturbed.
        if after not in (before, leftovers.swept):
            self.picks_up(droplet, leftovers)
        return run.host["failure"]["step"]

    def picks_up(self, droplet, leftovers, **inputs):
        """The next run, without the fault, ends where an undisturbed one does."""
        again = sweep(droplet, **(SWEEP | inputs))
        self.assertEqual(again.code, 0, again.log)
        self.assertEqual(Inventory(droplet), leftovers.swept, again.log)


def key_of(item):
    return item["kind"], item["id"]
