"""SIGINT and SIGTERM at any moment: within 5 s there is a true report, and the next run picks up."""

import signal
import time
import unittest

from tests.droplet import host_lock
from tests.droplet.cut_proxy import SERVER, CutProxy
from tests.droplet.droplet import Droplet
from tests.droplet.engine_proxy import NEVER, EngineProxy
from tests.e2e.dropsweep import Inventory, step
from tests.e2e.leftovers import SWEEP, Leftovers
from tests.e2e.truth import Truth


class Cancelled(unittest.TestCase, Truth):
    @classmethod
    def setUpClass(cls):
        cls.droplet = cls.enterClassContext(Droplet())
        cls.leftovers = Leftovers(cls.droplet)

    def setUp(self):
        self.before = self.leftovers.put_back()
        self.engine = self.enterContext(EngineProxy(self.droplet))

    def start(self, **inputs):
        self.running = step(self.droplet, **(SWEEP | {"docker_socket": self.engine.path} | inputs)).start()

    def cancel(self, number=signal.SIGTERM):
        """What became of what was planned."""
        signalled = time.monotonic()
        self.running.process.send_signal(number)
        run = self.running.finish(timeout=30)
        self.assertLess(time.monotonic() - signalled, 5, run.log)
        self.assertEqual((run.code, run.outputs["result"]), (128 + number, "cancelled"), run.log)
        self.assertIn(f"Cancelled by {number.name}", run.log)
        self.assertIn("ancelled", run.summary)
        return self.tells_the_truth(run, self.before, Inventory(self.droplet))

    def wait_for(self, true):
        deadline = time.monotonic() + 60
        while not true():
            self.assertLess(time.monotonic(), deadline)
            self.assertIsNone(self.running.process.poll())
            time.sleep(0.02)

    def hang_at(self, these):
        """Requests for which `these` is true get no answer. Returns when the first one has come."""
        hanging = []
        self.engine.before = lambda request: these(request) and (hanging.append(request) or NEVER)
        self.start()
        self.wait_for(lambda: hanging)
        time.sleep(0.2)

    def nothing_was_begun(self, fates):
        self.assertEqual((fates, self.engine.removals()), ({}, []))

    def test_while_keys_are_exchanged_and_in_authentication(self):
        for count in (300, 1600):
            with self.subTest(count), CutProxy(self.droplet.address, self.droplet.port) as way:
                way.silent_after(SERVER, count)
                self.start(**way.inputs(self.droplet))
                self.wait_for(lambda: way.passed[SERVER] >= count)
                self.nothing_was_begun(self.cancel(signal.SIGINT))

    def test_in_the_survey(self):
        self.hang_at(lambda request: request.path.endswith("/info"))
        self.nothing_was_begun(self.cancel(signal.SIGINT))

    def in_the_way(self, *argv):
        """A process inside, until the story ends."""
        other = self.droplet.start_process(argv, "other.log")
        self.addCleanup(other.signal, signal.SIGKILL)

    def test_while_somebody_else_works_on_the_host(self):
        self.droplet.write_file("/tmp/docker", "#!/bin/sh\nsleep 60\n", mode="755")
        self.in_the_way("/tmp/docker", "pull", "something:1")
        self.start(when_busy="wait")
        self.wait_for(lambda: len([one for one in self.engine.diary if "/events" in one.path]) > 1)  # it has looked again
        self.nothing_was_begun(self.cancel())

    def test_while_another_sweep_holds_the_lock(self):
        self.in_the_way("sh", "-c", f"mkdir -p /run/dropsweep; exec 9>{host_lock.LOCK}; flock 9; exec sleep 60")
        host_lock.wait_until_taken(self.droplet)
        self.start()
        self.wait_for(lambda: any("/events" in one.path for one in self.engine.diary))
        time.sleep(1)
        self.nothing_was_begun(self.cancel(signal.SIGINT))

    def test_while_the_connection_is_silent(self):
        with CutProxy(self.droplet.address, self.droplet.port) as way:
            self.engine.before = lambda request: request.removes and way.fall_silent()
            self.start(**way.inputs(self.droplet))
            self.wait_for(self.engine.removals)
            fates = self.cancel()
        self.assertLessEqual({"unknown", "not_started"}, set(fates.values()))
        self.picks_up(self.droplet, self.leftovers)

    def test_while_a_removal_gets_no_answer(self):
        self.hang_at(lambda request: request.removes and len(self.engine.removals()) == 4)
        fates = self.cancel()
        self.assertLessEqual({"removed", "unknown", "not_started"}, set(fates.values()))
        asked = len(self.engine.removals())
        self.assertLessEqual(list(fates.values()).count("removed") + 1, asked)
        self.picks_up(self.droplet, self.leftovers)

    def test_while_a_look_before_a_removal_gets_no_answer(self):
        self.hang_at(lambda request: bool(self.engine.removals()) and not request.removes)
        fates = self.cancel(signal.SIGINT)
        self.assertEqual(set(fates.values()), {"removed", "not_started"})
        self.picks_up(self.droplet, self.leftovers)

    def test_while_the_lists_are_read_again(self):
        self.hang_at(lambda request: len(self.engine.removals()) > 5 and request.path.endswith("/info"))
        self.assertEqual(set(self.cancel().values()), {"removed"})
        self.picks_up(self.droplet, self.leftovers)

    def test_the_second_signal_of_the_runner_changes_nothing(self):
        self.hang_at(lambda request: request.removes)
        self.running.process.send_signal(signal.SIGINT)
        time.sleep(0.5)
        self.running.process.send_signal(signal.SIGTERM)
        run = self.running.finish(timeout=30)
        self.assertEqual(run.code, 130, run.log)
        self.tells_the_truth(run, self.before, Inventory(self.droplet))


if __name__ == "__main__":
    unittest.main()
