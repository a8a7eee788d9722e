"""Removals that the engine refuses: each kind's first one is answered so and does not reach it, all others go."""

import unittest

from tests.droplet.droplet import Droplet
from tests.droplet.engine_proxy import Answer, EngineProxy
from tests.e2e.dropsweep import Inventory, sweep
from tests.e2e.leftovers import SWEEP, Leftovers
from tests.e2e.truth import Truth


class Answers(unittest.TestCase, Truth):
    @classmethod
    def setUpClass(cls):
        cls.droplet = cls.enterClassContext(Droplet())
        cls.leftovers = Leftovers(cls.droplet)

    def each_kinds_first_removal_ends_as(self, status, *words, says="::error::no", **but):
        before, refused = self.leftovers.put_back(), {}

        def refuse(request):
            kind = request.path.split("/")[2] if request.removes else None
            if kind and refused.setdefault(kind, request) is request:
                return Answer(status, says)

        with EngineProxy(self.droplet) as engine:
            engine.before = refuse
            run = sweep(self.droplet, docker_socket=engine.path, **SWEEP)
        fates = self.tells_the_truth(run, before, Inventory(self.droplet))
        self.assertEqual(set(refused), {"containers", "images", "build", "volumes", "networks"})
        for kind in Inventory.KINDS:
            ends = [fate for (of, _), fate in fates.items() if of == kind]
            self.assertTrue(set(but.get(kind, words)) & set(ends), (kind, ends))
            # One refusal stops no other. (Of volumes and networks there is one.)
            self.assertTrue("removed" in ends or len(ends) == 1, (kind, ends))
        self.assertNotIn("\n::error::", run.log)
        self.picks_up(self.droplet, self.leftovers)
        return run.code, run.outputs["result"]

    def test_409_is_in_use(self):
        # A build cache record is asked for again a little later.
        ended = self.each_kinds_first_removal_ends_as(409, "kept_in_use", build_cache=["kept_in_use", "removed"])
        self.assertEqual(ended, (0, "swept"))

    def test_500_is_a_failure(self):
        self.assertEqual(self.each_kinds_first_removal_ends_as(500, "failed"), (7, "partial"))

    def test_403_is_a_failure(self):
        self.assertEqual(self.each_kinds_first_removal_ends_as(403, "failed"), (7, "partial"))

    def test_403_of_a_network_with_containers_is_in_use(self):
        ended = self.each_kinds_first_removal_ends_as(403, "failed", says="it has active endpoints", network=["kept_in_use"])
        self.assertEqual(ended, (7, "partial"))

    def test_404_of_what_is_there_is_a_failure(self):
        # A name that is not there any more is a change: the image then stays.
        ended = self.each_kinds_first_removal_ends_as(404, "failed", image=["failed", "kept_changed"])
        self.assertEqual(ended, (7, "partial"))


if __name__ == "__main__":
    unittest.main()
