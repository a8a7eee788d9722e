"""The SSH connection breaks: after the Nth byte from either side, or without a word.

Wherever that is, the report is true, nothing is waited for that cannot come any more, and the next run picks up.
"""

import re
import unittest

from tests.droplet.cut_proxy import CLIENT, SERVER, CutProxy
from tests.droplet.engine_proxy import EngineProxy
from tests.e2e.dropsweep import Inventory, sweep
from tests.e2e.leftovers import SWEEP
from tests.e2e.side_by_side import SideBySide
from tests.e2e.truth import SERVICES, Truth

TIME_LIMIT = 8  # enough for what comes before the silence, on a slow machine too


class Connection(unittest.TestCase, Truth):
    @classmethod
    def setUpClass(cls):
        cls.hosts = cls.enterClassContext(SideBySide(3))

    def test_cut_after_the_nth_byte_from_either_side(self):
        def story(droplet, leftovers, case):
            side, count = case
            before = leftovers.put_back()
            with CutProxy(droplet.address, droplet.port) as way:
                (way.cut_once_after if count in handshake else way.cut_after)(side, count)
                run = sweep(droplet, **SERVICES, **way.inputs(droplet), **SWEEP)
            self.assertTrue(way.was_cut, run.log)
            if again := re.search(r": ([a-z ]+): attempt 1: ", run.log):  # before anybody authenticated: no harm was done
                self.assertEqual((run.code, Inventory(droplet)), (0, leftovers.swept), run.log)
                return again[1]
            return self.tells_of_a_lost_connection(run, before, droplet, leftovers)

        handshake = [0, 1, 30, 300, 1200, 1800, 2500]
        [length] = self.hosts.each(["nothing is cut"], length_of_the_way)
        cases = [(side, count) for side in (CLIENT, SERVER)
                 for count in (*handshake, *(length[side] * tenth // 10 for tenth in range(2, 10)))]
        steps = self.hosts.each(cases, story)
        # The points lie closely enough to hit each step from either side.
        for side in (CLIENT, SERVER):
            hit = {step for (cut, _), step in zip(cases, steps) if cut == side}
            self.assertEqual({"banner", "key exchange", "authentication", "survey", "sweep", "health"} - hit, set(), hit)

    def test_silence_ends_at_the_time_limit_and_the_host_lets_go_of_the_lock(self):
        def story(droplet, leftovers, where):
            before = leftovers.put_back()
            with CutProxy(droplet.address, droplet.port) as way, EngineProxy(droplet) as engine:
                engine.before = lambda request: way.fall_silent() if where(request) else None
                run = sweep(droplet, timeout=f"{TIME_LIMIT}s", docker_socket=engine.path, **way.inputs(droplet), **SWEEP)
                self.tells_the_truth(run, before, Inventory(droplet))
                self.assertIn(f"time limit of {TIME_LIMIT}s", run.log)
                self.assertLess(run.seconds, TIME_LIMIT + 10)
                # The server knows of nothing and keeps the session, as after the death of a whole runner.
                self.picks_up(droplet, leftovers, lock_timeout="1m")
            return run.code

        survey, removals = (lambda request: request.number == 3), (lambda request: request.removes)
        self.assertEqual(self.hosts.each([survey, removals], story), [3, 7])


def length_of_the_way(droplet, leftovers, _):
    leftovers.put_back()
    with CutProxy(droplet.address, droplet.port) as way:
        run = sweep(droplet, **SERVICES, **way.inputs(droplet), **SWEEP)
    assert run.code == 0 and Inventory(droplet) == leftovers.swept, run.log
    return way.passed


if __name__ == "__main__":
    unittest.main()
