"""Health before and after, on real services: what was down before is told apart from what broke."""

import unittest

from tests.droplet.droplet import Droplet
from tests.e2e.dropsweep import Far, step, sweep
from tests.e2e.killer import KillerWhenGone
from tests.e2e.runner_rules import commands_in

WEB = "exec httpd -f -p 8000 -h /www"


class Health(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.droplet = Droplet().start()
        cls.addClassCleanup(cls.droplet.close)
        cls.droplet.add_base_image("base:1", {"www/health": "ok\n", "www/sick": "status: broken ::error::forged\n"})

    def serve(self, name, port, command=WEB, *options):
        self.droplet.docker("run", "-d", "--name", name, "-p", f"127.0.0.1:{port}:8000", "--stop-signal", "KILL", *options,
                            "base:1", "sh", "-c", command)
        self.addCleanup(self.droplet.docker, "rm", "-f", name)

    def garbage(self, *names):
        """Stopped containers, long ago."""
        for name in names:
            self.droplet.docker("run", "--name", name, "base:1", "true")
        self.droplet.age({"containers": {name: {"created": "30d", "started": "30d", "finished": "30d"} for name in names}})

    def verdicts(self, run):
        return {one["name"]: one["verdict"] for one in run.host["health"]["services"]}

    def test_every_kind_of_probe_from_the_droplet_and_from_the_runner(self):
        self.serve("web", 8100)
        self.serve("public", 8101, WEB, "-p", "0.0.0.0:8201:8000")
        run = sweep(self.droplet, "--verbose", services=f"""
            web http://127.0.0.1:8100/health contains=ok within=3s
            page http://localhost:8100/sick status=200,204
            port tcp://127.0.0.1:8100
            container container://web
            outside http://{self.droplet.address}:8201/health from=runner
            """)
        self.assertEqual(run.code, 0, run.log)
        self.assertEqual(set(self.verdicts(run).values()), {"healthy"})
        self.assertEqual(run.outputs["health"], "healthy")
        self.assertEqual(run.outputs["unhealthy-services"], "[]")

    def test_a_service_that_was_down_before_is_not_blamed_on_the_sweep(self):
        self.serve("up", 8102)
        self.garbage("old-down")
        run = sweep(self.droplet, services="up http://127.0.0.1:8102/health\ndown http://127.0.0.1:8999/health", health_timeout="2s")
        self.assertEqual(run.code, 8, run.log)
        self.assertEqual(self.verdicts(run), {"up": "healthy", "down": "was_already_down"})
        self.assertEqual(run.outputs["health"], "degraded")
        self.assertEqual(run.outputs["unhealthy-services"], '["down"]')
        self.assertIn("down was down already before the sweep", run.log)
        self.assertNotIn("broke during the sweep", run.log)
        self.assertEqual(run.outputs["removed-containers"], "1")

    def test_a_service_that_breaks_during_the_sweep_is_named_with_its_last_words(self):
        self.serve("fragile", 8103, "echo 'last words ::error::forged'; " + WEB)
        self.garbage("old-1")
        with Far(self.droplet, 200) as far, KillerWhenGone(self.droplet, "old-1", "fragile"):
            run = sweep(far, services="fragile http://127.0.0.1:8103/health\nsame container://fragile", health_timeout="3s")
        self.assertEqual(run.code, 8, run.log)
        self.assertEqual(run.outputs["result"], "unhealthy")
        self.assertEqual(run.outputs["health"], "unhealthy")
        self.assertEqual(self.verdicts(run)["fragile"], "broke_during_sweep")
        self.assertIn("last words", run.summary)
        self.assertNotIn("forged", str(commands_in(run.log)))

    def test_a_container_that_stops_is_noticed_without_any_service_line(self):
        self.serve("silent", 8104)
        self.garbage("old-2")
        with Far(self.droplet, 200) as far, KillerWhenGone(self.droplet, "old-2", "silent"):
            run = sweep(far)
        self.assertEqual(run.code, 8, run.log)
        self.assertIn("silent", run.log)
        self.assertEqual(run.outputs["health"], "unhealthy")

    def test_a_service_that_is_still_starting_after_a_deploy_is_waited_for(self):
        self.serve("slow", 8105, "sleep 3; " + WEB)
        run = sweep(self.droplet, services="slow http://127.0.0.1:8105/health", health_timeout="20s")
        self.assertEqual(run.code, 0, run.log)
        self.assertEqual(self.verdicts(run), {"slow": "recovered"})

    def test_never_failing_is_a_choice_and_the_outputs_still_tell(self):
        run = sweep(self.droplet, services="down http://127.0.0.1:8999/", health_timeout="1s", fail_on="never", actions=True)
        self.assertEqual(run.code, 0, run.log)
        self.assertEqual(run.outputs["exit-code"], "8")
        self.assertIn("::warning", run.log)
        self.assertNotIn("::error", run.log)

    def test_check_probes_and_removes_nothing(self):
        self.serve("checked", 8106)
        self.garbage("old-check")
        run = step(self.droplet, "check", services="checked http://127.0.0.1:8106/health\nit container://checked").start().finish()
        self.assertEqual(run.code, 0, run.log)
        self.droplet.docker("inspect", "old-check")
        run = step(self.droplet, "check", services="gone http://127.0.0.1:8999/", health_timeout="1s").start().finish()
        self.assertEqual(run.code, 8, run.log)
        self.droplet.docker("rm", "old-check")


if __name__ == "__main__":
    unittest.main()
