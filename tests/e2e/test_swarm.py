"""A one-node swarm: what a service could be rolled back to stays, what no service names any more goes."""

import time
import unittest

from tests.droplet.droplet import Droplet
from tests.e2e.dropsweep import Inventory, sweep

NAMED = "named by a swarm service (its current or previous spec)"


class Swarm(unittest.TestCase):
    def service_runs(self, droplet, image):
        """Until the only running task has this image; history tasks of the one before may still be there."""
        for _ in range(300):
            running = [one["Image"] for one in droplet.api("GET", "/containers/json")[1]]
            if len(running) == 1 and running[0].startswith(image):
                return
            time.sleep(0.1)
        self.fail(f"{image} does not run: {droplet.docker('service', 'ps', 'shop', '--no-trunc')}")

    def test_the_images_of_a_services_current_and_previous_spec_stay_and_older_ones_go(self):
        with Droplet() as droplet:
            for number in range(3):
                droplet.add_base_image(f"shop/app:v{number}", {"version": str(number)})
            droplet.docker("swarm", "init", "--advertise-addr", "127.0.0.1")
            # No history: of v1 nothing but the service's previous spec is left.
            droplet.docker("swarm", "update", "--task-history-limit", "0")
            options = ["--detach", "--no-resolve-image"]
            droplet.docker("service", "create", *options, "--name", "shop", "--stop-grace-period", "0s",
                           "shop/app:v1", "sh", "-c", "sleep 1000")
            self.service_runs(droplet, "shop/app:v1")
            droplet.docker("service", "update", *options, "--image", "shop/app:v2", "shop")
            self.service_runs(droplet, "shop/app:v2")
            # The swarm removes what it stopped by itself, some time; here it is to be now, whoever does it.
            while stopped := droplet.docker("ps", "--all", "--quiet", "--filter", "status=exited").split():
                droplet.docker("rm", *stopped, check=False)
            droplet.age({"images": {f"shop/app:v{number}": {"tagged": "30d", "arrived": "30d"} for number in range(3)}})
            self.service_runs(droplet, "shop/app:v2")
            before = Inventory(droplet)

            run = sweep(droplet, mode="full")
            self.assertEqual(run.code, 0, run.log)
            self.assertEqual(set(Inventory(droplet).tags), {"shop/app:v1", "shop/app:v2"})
            self.assertEqual(run.removed("image"), {before.tags["shop/app:v0"]})
            self.assertEqual(run.reasons()["image", before.tags["shop/app:v1"]], NAMED)
            droplet.docker("service", "rollback", "--detach", "shop")
            self.service_runs(droplet, "shop/app:v1")


if __name__ == "__main__":
    unittest.main()
