"""Two sweeps of one host at the same time: one waits for the other; and where no lock can be had, both tell the truth."""

import threading
import time
import unittest

from tests.droplet.droplet import Droplet
from tests.droplet.engine_proxy import EngineProxy
from tests.e2e.dropsweep import Inventory, step
from tests.e2e.leftovers import SWEEP, Leftovers
from tests.e2e.truth import key_of


class Together(unittest.TestCase):
    def setUp(self):
        self.droplet = self.enterContext(Droplet())
        self.leftovers = Leftovers(self.droplet, images=10)
        self.before = self.leftovers.put_back()
        self.one = self.enterContext(EngineProxy(self.droplet, "/run/one.sock"))
        self.other = self.enterContext(EngineProxy(self.droplet, "/run/other.sock"))

    def start(self, engine):
        return step(self.droplet, docker_socket=engine.path, **SWEEP).start()

    def test_one_sweeps_and_the_other_waits_and_finds_nothing_left(self):
        second = []

        def meet(request):
            if request.removes and not second:
                second.append(self.start(self.other))
                wait_until(lambda: any(one.path.endswith("/info") for one in self.other.diary))
                time.sleep(2)  # in which it would begin, were there no lock

        self.one.before = meet
        first = self.start(self.one).finish()
        self.assertEqual(self.other.removals(), [])
        second = second[0].finish()
        self.assertEqual((first.code, first.outputs["result"]), (0, "swept"), first.log)
        self.assertEqual((second.code, second.outputs["result"]), (0, "clean"), second.log)
        self.assertIn("waiting: another sweep of this host is at work", second.log)
        self.assertEqual(self.other.removals(), [])
        self.assertEqual(Inventory(self.droplet), self.leftovers.swept)

    def test_without_a_lock_both_sweep_and_neither_lies(self):
        self.droplet.run(["rm", "/usr/bin/flock"])
        for _ in range(2):
            before = self.leftovers.put_back()
            # Both have made their plans before either begins.
            begin = threading.Barrier(2)
            for engine in (self.one, self.other):
                begun = []
                engine.before = lambda request, begun=begun: request.removes and not begun and begun.append(begin.wait(30))
            runs = [run.finish() for run in [self.start(self.one), self.start(self.other)]]
            after = Inventory(self.droplet)
            self.assertEqual(after, self.leftovers.swept)
            gone = {(kind, key) for kind in Inventory.KINDS for key in after.gone_since(before, kind)}
            removed = set()
            for run in runs:
                self.assertEqual((run.code, run.outputs["result"]), (0, "swept"), run.log)
                self.assertIn("Whether another sweep is at work is unknown: flock is not installed", run.log)
                fates = {key_of(one): one["fate"] for one in run.host["outcomes"]}
                self.assertEqual(set(fates), gone)
                # It is all gone, so that what this one did not remove had changed.
                self.assertLessEqual(set(fates.values()), {"removed", "kept_changed"})
                removed |= {key for key, fate in fates.items() if fate == "removed"}
            self.assertEqual(removed, gone)


def wait_until(true, seconds=30):
    deadline = time.monotonic() + seconds
    while not true() and time.monotonic() < deadline:
        time.sleep(0.05)


if __name__ == "__main__":
    unittest.main()
