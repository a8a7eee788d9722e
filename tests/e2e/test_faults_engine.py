"""The engine fails in the middle of the removals: it hangs, it dies, it is restarted, it refuses, and it does not tell the truth."""

import threading
import unittest

from tests.droplet.engine_proxy import NEVER, Answer, EngineProxy
from tests.e2e.dropsweep import Inventory, sweep
from tests.e2e.leftovers import SWEEP
from tests.e2e.side_by_side import SideBySide
from tests.e2e.truth import Truth

# What an answer means; libnetwork's word for "in use" is 403. What is there although the engine says 404 has not gone by itself.
ENDS_AS = {403: "failed", (403, "network"): "kept_in_use", 404: "failed", 409: "kept_in_use", 500: "failed"}


class Engine(unittest.TestCase, Truth):
    @classmethod
    def setUpClass(cls):
        cls.hosts = cls.enterClassContext(SideBySide(3))

    def sweep_with(self, droplet, leftovers, fault, repair=lambda: None, **inputs):
        """`fault(engine)` is called before the third removal. The run, what became of each object, and whether all went."""
        before = leftovers.put_back()
        with EngineProxy(droplet) as engine:
            engine.before = lambda request: fault(engine) if request.removes and len(engine.removals()) == 3 else None
            run = sweep(droplet, docker_socket=engine.path, **(SWEEP | inputs))
        repair()
        after = Inventory(droplet)
        return run, self.tells_the_truth(run, before, after), after == leftovers.swept

    def test_stopped_engines(self):
        def hangs_for_a_moment(droplet, leftovers):
            def hang(_):
                droplet.pause_dockerd()
                threading.Timer(2, droplet.resume_dockerd).start()

            run, _, all_went = self.sweep_with(droplet, leftovers, hang)
            self.assertTrue(all_went and run.code == 0, run.log)

        def hangs(droplet, leftovers):
            run, fates, _ = self.sweep_with(droplet, leftovers, lambda _: droplet.pause_dockerd(), droplet.resume_dockerd,
                                            timeout="5s")
            self.assertEqual((run.code, run.outputs["result"]), (7, "partial"), run.log)
            self.assertIn("time limit of 5s", run.log)
            self.assertLess(run.seconds, 5 + 5)
            self.assertLessEqual({"unknown", "not_started"}, set(fates.values()))

        def dies(droplet, leftovers):
            def die(engine):
                droplet.kill_dockerd()
                engine.refuse()

            run, fates, _ = self.sweep_with(droplet, leftovers, die, droplet.start_dockerd, services="kept container://kept",
                                            health_timeout="2s")
            self.assertEqual((run.code, run.outputs["result"]), (7, "partial"), run.log)
            self.assertEqual(run.host["failure"]["code"], 6)
            # It runs on without its engine; but who could tell?
            self.assertEqual(run.outputs["health"], "unchecked")
            self.assertLessEqual({"removed", "unknown", "not_started"}, set(fates.values()))

        def dies_and_comes_back(droplet, leftovers):
            run, fates, _ = self.sweep_with(droplet, leftovers, lambda _: droplet.kill_dockerd() or droplet.start_dockerd())
            # It takes its containers with it.
            self.assertEqual((run.code, run.outputs["result"]), (8, "unhealthy"), run.log)
            self.assertEqual([one["name"] for one in run.host["health"]["containers"]], ["kept"])
            self.assertEqual(set(fates.values()), {"removed", "failed", "not_started"})

        def is_restarted(droplet, leftovers):
            run, fates, _ = self.sweep_with(droplet, leftovers, lambda _: droplet.stop_dockerd() or droplet.start_dockerd())
            self.assertIn(run.code, (7, 8), run.log)
            self.assertNotIn("unknown", fates.values())

        def story(droplet, leftovers, fault):
            fault(droplet, leftovers)
            self.picks_up(droplet, leftovers)

        self.hosts.each([hangs, hangs_for_a_moment, dies, dies_and_comes_back, is_restarted], story)

    def test_answers(self):
        def story(droplet, leftovers, status):
            before = leftovers.put_back()
            refused = {}  # the first removal of each kind

            def refuse(request):
                if request.removes and refused.setdefault(request.path.split("/")[2], request.number) == request.number:
                    return Answer(status, "::error::no")

            with EngineProxy(droplet) as engine:
                engine.before = refuse
                run = sweep(droplet, docker_socket=engine.path, **SWEEP)
            fates = self.tells_the_truth(run, before, Inventory(droplet))
            self.assertEqual(set(refused), {"containers", "images", "build", "volumes", "networks"})
            self.assertEqual((run.code, run.outputs["result"]), (0, "swept") if status == 409 else (7, "partial"), run.log)
            self.assertNotIn("\n::error::", run.log)
            for kind in Inventory.KINDS:
                expected = ENDS_AS.get((status, kind)) or ENDS_AS[status]
                self.assertIn(expected, [fate for (of, _), fate in fates.items() if of == kind], (kind, fates))
            self.assertLessEqual({"container", "image", "build_cache"}, {kind for (kind, _), fate in fates.items() if fate == "removed"})
            self.picks_up(droplet, leftovers)

        self.hosts.each([403, 404, 409, 500], story)

    def test_no_answer(self):
        def story(droplet, leftovers, _):
            run, fates, _ = self.sweep_with(droplet, leftovers, lambda _: NEVER, timeout="5s")
            self.assertEqual((run.code, run.outputs["result"]), (7, "partial"), run.log)
            self.assertLess(run.seconds, 5 + 5)
            self.assertLessEqual({"removed", "unknown", "not_started"}, set(fates.values()))
            self.picks_up(droplet, leftovers)

        self.hosts.each([""], story)


if __name__ == "__main__":
    unittest.main()
