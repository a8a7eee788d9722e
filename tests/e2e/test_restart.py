"""Containers that are restarted after a sweep, on a real engine: those behind a service that is not well, and all of them in turn."""

import signal
import threading
import time
import unittest
import urllib.request

from tests.droplet.droplet import Droplet
from tests.e2e.dropsweep import Far, step, sweep
from tests.e2e.killer import KillerWhenGone

WEB = "exec httpd -f -p 8000 -h /www"
ONCE = "test -e /was-here && exit 3; touch /was-here; " + WEB


class Visitor:
    """Asks for a page all the time, at the first of some ports that has it; counts what nobody answered."""

    def __init__(self, droplet, ports):
        self.urls = [f"http://{droplet.address}:{port}/health" for port in ports]
        self.asked, self.unanswered = 0, 0
        self.over = threading.Event()
        self.thread = threading.Thread(target=self.visit)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.over.set()
        self.thread.join()

    @staticmethod
    def answers(url):
        try:
            with urllib.request.urlopen(url, timeout=2) as answer:
                return answer.status == 200
        except OSError:
            return False

    def visit(self):
        while not self.over.wait(0.01):
            self.asked += 1
            self.unanswered += not any(self.answers(url) for url in self.urls)


class Restart(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.droplet = cls.enterClassContext(Droplet())
        cls.droplet.add_base_image("base:1", {"www/health": "ok\n"})

    def serve(self, name, port, command=WEB, *options):
        self.droplet.docker("run", "-d", "--name", name, "-p", f"0.0.0.0:{port}:8000", "--stop-signal", "KILL", *options,
                            "base:1", "sh", "-c", command)
        self.addCleanup(self.droplet.docker, "rm", "-f", name)

    def garbage(self, name):
        self.droplet.docker("run", "--name", name, "base:1", "true")
        self.droplet.age({"containers": {name: {"created": "30d", "started": "30d", "finished": "30d"}}})

    def started(self, name):
        return self.droplet.docker_json("inspect", name)[0]["State"]["StartedAt"]

    def restarts(self, run):
        return [(one["container"], one["services"], one["well"]) for one in run.host["health"]["restarts"]]

    def test_a_service_that_hangs_after_the_sweep_comes_back(self):
        self.serve("hangs", 8301)
        self.serve("other", 8302)
        self.garbage("old-1")  # which restarts the engine, and its containers
        others_start = self.started("other")
        with Far(self.droplet, 200) as far, KillerWhenGone(self.droplet, "old-1", "hangs", "STOP"):
            run = sweep(far, services="page http://127.0.0.1:8301/health within=1s\nother http://127.0.0.1:8302/health",
                        health_timeout="5s", restart="unhealthy")
        self.assertEqual(run.code, 0, run.log)
        self.assertEqual(run.outputs["health"], "healthy")
        self.assertEqual(self.restarts(run), [("hangs", ["page"], True)])
        for text in (run.log, run.summary):
            self.assertRegex(text, r"hangs.{0,40}page.{0,40} was restarted and is well again after")
        self.assertEqual(self.started("other"), others_start)

    def test_a_job_is_not_restarted_whatever_is_wrong_with_it(self):
        self.serve("job", 8315, "exec sleep 1000", "--rm")
        before = self.started("job")
        run = sweep(self.droplet, services="page http://127.0.0.1:8315/health within=1s", health_timeout="2s", restart="unhealthy")
        self.assertEqual((run.code, self.restarts(run), self.started("job")), (8, [], before), run.log)

    def test_nothing_is_restarted_beside_a_deploy(self):
        """One that was at work when the sweep began, and one that began meanwhile."""
        self.droplet.write_file("/tmp/docker-compose", "#!/bin/sh\nexec 2>&1; sleep 300\n", "755")
        self.droplet.write_file("/tmp/later", "#!/bin/sh\nuntil [ -e /tmp/signal/now ]; do sleep 0.1; done; exec /tmp/docker-compose up\n", "755")
        self.serve("deaf", 8316, "exec sleep 1000", "-v", "/tmp/signal:/signal")
        before = self.started("deaf")
        for command, tasks in (["/tmp/docker-compose", "up"], ""), (["/tmp/later"], 'exec deaf: sh -c "touch /signal/now; sleep 1"'):
            deploy = self.droplet.start_process(command, "deploy.log")
            run = sweep(self.droplet, services="page http://127.0.0.1:8316/health within=1s", health_timeout="1s", restart="unhealthy",
                        when_busy="narrow", tasks=tasks)
            deploy.signal(9)
            deploy.wait()
            self.assertEqual((run.code, self.restarts(run), self.started("deaf")), (8, [], before), run.log)
            self.assertIn("No container was restarted: somebody", run.log)

    def test_without_being_asked_to_nothing_is_restarted(self):
        self.serve("left", 8303)
        self.garbage("old-2")
        before = self.started("left")
        with Far(self.droplet, 200) as far, KillerWhenGone(self.droplet, "old-2", "left", "STOP"):
            run = sweep(far, services="page http://127.0.0.1:8303/health within=1s", health_timeout="2s")
        self.assertEqual((run.code, self.restarts(run), self.started("left")), (8, [], before))

    def test_a_container_that_does_not_come_back_is_told_and_tried_once(self):
        self.serve("broken", 8304, ONCE)
        self.garbage("old-3")
        with Far(self.droplet, 200) as far, KillerWhenGone(self.droplet, "old-3", "broken", "STOP"):
            run = sweep(far, services="page http://127.0.0.1:8304/health within=1s", health_timeout="3s", restart="unhealthy")
        self.assertEqual(run.code, 8, run.log)
        self.assertEqual(self.restarts(run), [("broken", ["page"], False)])
        self.assertIn("was restarted and is not well", run.log)

    def test_a_service_that_no_container_is_known_to_be_gets_no_restart(self):
        self.serve("same-port", 8305)
        before = self.started("same-port")
        run = sweep(self.droplet, services="elsewhere tcp://10.255.255.1:8305 within=1s from=droplet", health_timeout="2s", restart="unhealthy")
        self.assertEqual((self.restarts(run), self.started("same-port")), ([], before))
        self.assertIn("elsewhere is not well, and no container of this host is known to be it", run.log)

    def test_all_restart_in_turn_under_a_visitor_who_notices_nothing(self):
        compose = lambda service, needs="": ("--label", "com.docker.compose.project=shop", "--label", f"com.docker.compose.service={service}",
                                             "--label", f"com.docker.compose.depends_on={needs}")
        self.serve("a-page-1", 8306, WEB, *compose("page", "store:service_started:false"))
        self.serve("a-page-2", 8307, WEB, *compose("page", "store:service_started:false"))
        self.serve("z-store", 8308, WEB, *compose("store"))
        before = {name: self.started(name) for name in ("a-page-1", "a-page-2", "z-store")}
        with Visitor(self.droplet, (8306, 8307)) as visitor:
            run = sweep(self.droplet, services="one http://127.0.0.1:8306/health\ntwo http://127.0.0.1:8307/health", restart="rolling")
        self.assertEqual(run.code, 0, run.log)
        self.assertEqual(self.restarts(run), [("z-store", [], True), ("a-page-1", ["one"], True), ("a-page-2", ["two"], True)])
        self.assertTrue(all(self.started(name) != at for name, at in before.items()))
        self.assertGreater(visitor.asked, 10)
        self.assertEqual(visitor.unanswered, 0)
        self.assertEqual(run.outputs["health"], "healthy")

    def test_the_first_that_does_not_come_back_ends_it(self):
        self.serve("b-fine", 8309)
        self.serve("c-broken", 8310, ONCE)
        self.serve("d-spared", 8311)
        spared = self.started("d-spared")
        run = sweep(self.droplet, health_timeout="3s", restart="rolling")
        self.assertEqual(run.code, 8, run.log)
        self.assertEqual([(name, well) for name, _, well in self.restarts(run)], [("b-fine", True), ("c-broken", False)])
        self.assertEqual(self.started("d-spared"), spared)
        self.assertIn("the next would have been d-spared", run.log)

    def test_a_signal_during_a_restart_ends_the_run_and_the_container_comes_back_all_the_same(self):
        self.serve("a-slow", 8313, "trap '' TERM; " + WEB.removeprefix("exec "), "--stop-signal", "TERM", "--stop-timeout", "4")
        self.serve("b-next", 8314)
        slow, after = self.started("a-slow"), self.started("b-next")
        running = step(self.droplet, restart="rolling").start()
        while not self.droplet.docker("events", "--since", "5m", "--until", "0s", "--filter", "event=kill", "--filter", "container=a-slow"):
            time.sleep(0.1)
        running.process.send_signal(signal.SIGINT)
        run = running.finish(timeout=30)
        self.assertEqual((run.code, run.outputs["result"]), (130, "cancelled"), run.log)
        self.assertEqual(self.restarts(run), [("a-slow", [], False)])
        self.assertIn("being restarted when the run was ended", run.log)
        # The engine finishes what it has begun.
        give_up = time.monotonic() + 60
        while self.started("a-slow") == slow and time.monotonic() < give_up:
            time.sleep(0.2)
        self.assertNotEqual(self.started("a-slow"), slow)
        self.assertEqual(self.started("b-next"), after)

    def test_a_dry_run_restarts_nothing(self):
        self.serve("dry", 8312)
        before = self.started("dry")
        self.assertEqual(sweep(self.droplet, restart="rolling", dry_run="true").code, 0)
        self.assertEqual(self.started("dry"), before)


if __name__ == "__main__":
    unittest.main()
