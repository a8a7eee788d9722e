"""SIGINT and SIGTERM half-way: no new removal, a report within 5 s, and the next run picks up where this one ended."""

import signal
import time
import unittest

from tests.bench import many_images
from tests.droplet.droplet import Droplet
from tests.e2e.dropsweep import Inventory, step, sweep


class Cancel(unittest.TestCase):
    def test_a_signal_half_way_leaves_the_truth_and_the_rest_for_the_next_run(self):
        for number, code in ((signal.SIGINT, 130), (signal.SIGTERM, 143)):
            with self.subTest(number.name), Droplet() as droplet:
                # The containerd store collects its garbage after each removal, and is slower for it.
                count = 120 if droplet.engine.containerd_store else 300
                many_images.load(droplet, count, many_images.TINY)
                before = Inventory(droplet)
                running = step(droplet, mode="full").start()
                while len(droplet.api("GET", "/images/json")[1]) > count - 5:
                    time.sleep(0.01)
                signalled = time.monotonic()
                running.process.send_signal(number)
                run = running.finish(timeout=30)
                self.assertLess(time.monotonic() - signalled, 5)
                self.assertEqual(run.code, code, run.log)
                self.assertEqual(run.outputs["result"], "cancelled")
                gone = set(Inventory(droplet).gone_since(before, "image"))
                self.assertTrue(0 < len(gone) < count, len(gone))
                self.assertLessEqual(run.removed("image"), gone)
                unknown = {one["id"] for one in run.host["outcomes"] if one["fate"] == "unknown"}
                self.assertLessEqual(gone, run.removed("image") | unknown)
                self.assertEqual(len(run.host["outcomes"]), count)
                self.assertIn("ancelled", run.summary)

                again = sweep(droplet, mode="full")
                self.assertEqual(again.code, 0, again.log)
                self.assertEqual(Inventory(droplet).image, {})

    def test_a_signal_while_waiting_for_a_service_ends_the_wait(self):
        with Droplet() as droplet:
            running = step(droplet, services="down http://127.0.0.1:9/", health_timeout="60s").start()
            time.sleep(2)
            running.process.send_signal(signal.SIGTERM)
            signalled = time.monotonic()
            run = running.finish(timeout=20)
            self.assertLess(time.monotonic() - signalled, 5)
            self.assertEqual(run.code, 143, run.log)
            self.assertIsNotNone(run.report)


if __name__ == "__main__":
    unittest.main()
