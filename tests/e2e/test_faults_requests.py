"""The way to the engine breaks at every single request of a whole sweep: the SSH connection, or the engine's own.

Before a request: the engine never knew of it. After it: the engine has done it, and its answer is lost.
"""

import unittest

from tests.droplet.cut_proxy import CutProxy
from tests.droplet.engine_proxy import CUT, EngineProxy
from tests.e2e.dropsweep import Inventory, sweep
from tests.e2e.leftovers import SWEEP
from tests.e2e.side_by_side import SideBySide
from tests.e2e.truth import SERVICES, Truth

BEFORE, AFTER = "before", "after"


class Requests(unittest.TestCase, Truth):
    @classmethod
    def setUpClass(cls):
        cls.hosts = cls.enterClassContext(SideBySide(3))
        [requests] = cls.hosts.each(["nothing breaks"], requests_of_a_sweep)
        cls.numbers = [one.number for one in requests]
        cls.removals = [one.number for one in requests if one.removes]

    def test_the_ssh_connection_breaks(self):
        def story(droplet, leftovers, case):
            before = leftovers.put_back()
            with CutProxy(droplet.address, droplet.port) as way, EngineProxy(droplet) as engine:
                at(engine, case, lambda: way.cut() or CUT)
                run = sweep(droplet, docker_socket=engine.path, **SERVICES, **way.inputs(droplet), **SWEEP)
            if run.code == 0:  # the last request of all tells of pulls meanwhile, which the report can do without
                self.assertEqual(case[1], max(self.numbers))
                return self.assertEqual(Inventory(droplet), leftovers.swept)
            return self.tells_of_a_lost_connection(run, before, droplet, leftovers)

        cases = [(BEFORE, number) for number in self.numbers] + [(AFTER, number) for number in self.removals]
        self.hosts.each(cases, story)

    def test_the_engines_connection_breaks_and_the_next_one_works(self):
        def story(droplet, leftovers, case):
            before = leftovers.put_back()
            with EngineProxy(droplet) as engine:
                at(engine, case, lambda: CUT)
                run = sweep(droplet, docker_socket=engine.path, **SERVICES, **SWEEP)
            after = Inventory(droplet)
            fates = self.tells_the_truth(run, before, after)
            # The lists were read again, so that nobody is left in doubt.
            self.assertNotIn("unknown", fates.values())
            lost = engine.diary[case[1] - 1]
            if not lost.removes:  # what only looks is asked again
                self.assertEqual((run.code, after), (0, leftovers.swept), run.log)
            elif run.code == 0:  # the last removal of all, and it was carried out
                self.assertEqual((case[0], after), (AFTER, leftovers.swept), run.log)
            else:
                self.assertEqual((run.code, run.outputs["result"]), (7, "partial"), run.log)
                self.picks_up(droplet, leftovers)

        looks = self.numbers[::9]
        self.hosts.each([(BEFORE, number) for number in looks + self.removals] + [(AFTER, number) for number in self.removals],
                        story)


def at(engine, case, what):
    moment, number = case
    setattr(engine, moment, lambda request: what() if request.number == number else None)


def requests_of_a_sweep(droplet, leftovers, _):
    leftovers.put_back()
    with EngineProxy(droplet) as engine:
        run = sweep(droplet, docker_socket=engine.path, **SERVICES, **SWEEP)
    assert run.code == 0 and Inventory(droplet) == leftovers.swept, run.log
    return engine.diary


if __name__ == "__main__":
    unittest.main()
