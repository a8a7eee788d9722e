"""The engine fails in the middle of the removals: it hangs, dies, or is restarted."""

import threading
import unittest

from tests.droplet.droplet import Droplet
from tests.droplet.engine_proxy import NEVER, EngineProxy
from tests.e2e.dropsweep import Inventory, sweep
from tests.e2e.leftovers import SWEEP, Leftovers
from tests.e2e.truth import Truth

TIME_LIMIT = 8  # enough for what comes before the fault, on a slow machine too


class Engine(unittest.TestCase, Truth):
    @classmethod
    def setUpClass(cls):
        cls.droplet = cls.enterClassContext(Droplet())
        cls.leftovers = Leftovers(cls.droplet)

    def setUp(self):
        self.before = self.leftovers.put_back()
        self.engine = self.enterContext(EngineProxy(self.droplet))

    def sweep_with(self, fault, repair=lambda: None, **inputs):
        """`fault` is called before the third removal. What became of each object; and the next run picks up."""
        self.engine.before = lambda request: fault() if request.removes and len(self.engine.removals()) == 3 else None
        self.run_now = sweep(self.droplet, docker_socket=self.engine.path, **(SWEEP | inputs))
        repair()
        self.after = Inventory(self.droplet)
        fates = self.tells_the_truth(self.run_now, self.before, self.after)
        self.picks_up(self.droplet, self.leftovers)
        return fates

    def ends(self, code, result):
        self.assertEqual((self.run_now.code, self.run_now.outputs["result"]), (code, result), self.run_now.log)

    def test_it_hangs_for_a_moment(self):
        def hang():
            self.droplet.pause_dockerd()
            threading.Timer(2, self.droplet.resume_dockerd).start()

        self.assertEqual(set(self.sweep_with(hang).values()), {"removed"})
        self.ends(0, "swept")

    def test_it_hangs_for_good(self):
        fates = self.sweep_with(self.droplet.pause_dockerd, self.droplet.resume_dockerd, timeout=f"{TIME_LIMIT}s")
        self.ends(7, "partial")
        self.assertIn(f"time limit of {TIME_LIMIT}s", self.run_now.log)
        self.assertLess(self.run_now.seconds, TIME_LIMIT + 10)
        self.assertLessEqual({"unknown", "not_started"}, set(fates.values()))

    def test_it_never_answers(self):
        fates = self.sweep_with(lambda: NEVER, timeout=f"{TIME_LIMIT}s")
        self.ends(7, "partial")
        self.assertLess(self.run_now.seconds, TIME_LIMIT + 10)
        self.assertLessEqual({"removed", "unknown", "not_started"}, set(fates.values()))

    def test_it_dies(self):
        def die():
            self.droplet.kill_dockerd()
            self.engine.refuse()

        fates = self.sweep_with(die, self.droplet.start_dockerd, services="kept container://kept", health_timeout="2s")
        self.ends(7, "partial")
        self.assertEqual(self.run_now.host["failure"]["code"], 6)
        # Containers run on without it; but who could tell?
        self.assertEqual(self.run_now.outputs["health"], "unchecked")
        self.assertLessEqual({"removed", "unknown", "not_started"}, set(fates.values()))

    def test_it_dies_and_comes_back(self):
        fates = self.sweep_with(lambda: self.droplet.kill_dockerd() or self.droplet.start_dockerd())
        # It has started its containers anew.
        self.ends(8, "unhealthy")
        self.assertEqual([one["name"] for one in self.run_now.host["health"]["containers"]], ["kept"])
        # What was asked of it when it died is told by the lists.
        self.assertLessEqual({"removed", "not_started"}, set(fates.values()))
        self.assertNotIn("unknown", fates.values(), self.run_now.log)

    def test_it_is_restarted(self):
        fates = self.sweep_with(lambda: self.droplet.stop_dockerd() or self.droplet.start_dockerd())
        self.assertIn(self.run_now.code, (7, 8), self.run_now.log)
        self.assertLessEqual({"removed", "not_started"}, set(fates.values()))
        self.assertNotIn("unknown", fates.values(), self.run_now.log)


if __name__ == "__main__":
    unittest.main()
