"""A host on which somebody else is at work: another sweep, a deploy, a build."""

import html
import json
import time
import unittest

from tests.droplet import host_lock
from tests.droplet.droplet import Droplet
from tests.e2e.dropsweep import Inventory, plan, step, sweep


class BusyHost(unittest.TestCase):
    def setUp(self):
        self.droplet = Droplet().start()
        self.addCleanup(self.droplet.close)
        self.droplet.add_base_image()
        self.droplet.docker("run", "--name", "ended", "base:1", "true")
        self.droplet.docker("run", "--name", "project-job", "--label", "com.docker.compose.project=shop", "base:1", "true")
        self.droplet.docker("tag", "base:1", "unused:1")
        self.droplet.docker("build", "-t", "unused:1", "-", input="FROM base:1\nRUN echo unused >/file\n")
        self.droplet.age({"containers": {name: {"created": "30d", "started": "30d", "finished": "30d"}
                                         for name in ("ended", "project-job")},
                          "images": {"unused:1": {"tagged": "30d", "arrived": "30d"}}})
        self.before = Inventory(self.droplet)

    def left_alone(self, run, *evidence):
        self.assertEqual((run.code, run.outputs["result"]), (9, "skipped"), run.log)
        for words in evidence:
            self.assertIn(words, run.log)
        self.assertIn(evidence[0].split()[0].replace("`", ""), html.unescape(run.summary))
        after = Inventory(self.droplet)
        self.assertEqual(after.gone_since(self.before, "container"), {})
        self.assertEqual(after.gone_since(self.before, "image"), {})

    def in_background(self, *argv):
        """Inside, until the droplet ends."""
        self.droplet.run(["sh", "-c", '"$@" >/dev/null 2>&1 </dev/null &', "sh", *argv])

    def pretend(self, name, *arguments):
        """A process that looks like one of Docker's clients at work."""
        self.droplet.write_file(f"/tmp/{name}", "#!/bin/sh\nsleep 30\n", mode="755")
        self.in_background(f"/tmp/{name}", *arguments)

    # ---- deploys and builds

    def test_a_container_that_is_about_to_start_is_waited_for_and_then_the_sweep_is_skipped_with_the_evidence(self):
        self.droplet.docker("create", "--name", "coming", "base:1", "sleep", "300")
        self.left_alone(sweep(self.droplet, mode="full", when_busy="wait=5s"), "container coming was created")

    def test_when_the_deploy_ends_meanwhile_the_sweep_goes_on(self):
        self.droplet.docker("create", "--name", "coming", "base:1", "sleep", "300")
        self.in_background("sh", "-c", "sleep 8; docker start coming")
        run = sweep(self.droplet, mode="full", when_busy="wait")
        self.assertEqual((run.code, run.outputs["result"]), (0, "swept"), run.log)
        self.assertIn("waiting: somebody works on this host", run.log)
        self.assertIn("unused:1", str(run.reasons()) + run.log)
        self.assertEqual(self.droplet.docker("inspect", "-f", "{{.State.Status}}", "coming"), "running")

    def test_what_a_deploy_broke_while_the_sweep_waited_was_down_before_the_sweep(self):
        self.droplet.docker("create", "--name", "coming", "base:1", "sleep", "300")
        self.in_background("sh", "-c", "busybox httpd -f -p 8080 & sleep 8; kill $!; docker start coming")
        while self.droplet.run(["bash", "-c", ": </dev/tcp/127.0.0.1/8080"], check=False).returncode != 0:
            time.sleep(0.1)
        run = sweep(self.droplet, mode="full", when_busy="wait", services="web tcp://127.0.0.1:8080", health_timeout="1s")
        self.assertIn("waiting: somebody works on this host", run.log)
        self.assertEqual((run.code, run.outputs["health"]), (8, "degraded"), run.log)

    def test_a_running_compose_up_is_seen_and_named_without_the_passwords_in_its_command(self):
        self.pretend("docker-compose", "-p", "hunter2", "up", "-d", "--build-arg", "TOKEN=hunter2")
        run = sweep(self.droplet, mode="full", when_busy="skip")
        self.left_alone(run, "docker-compose … up` runs (process")
        self.assertNotIn("hunter2", run.log + run.summary + json.dumps(run.report))

    def test_clients_that_change_nothing_do_not_count(self):
        self.pretend("docker-compose", "logs", "-f", "up")
        self.assertEqual(sweep(self.droplet, mode="full", when_busy="skip").code, 0)

    def test_a_build_is_seen_by_the_records_that_it_uses(self):
        self.droplet.write_file("/tmp/ctx/Dockerfile", "FROM base:1\nRUN sleep 25\n")
        self.in_background("docker", "build", "/tmp/ctx")
        time.sleep(2)
        self.left_alone(sweep(self.droplet, mode="full", when_busy="skip"), "docker build")

    def test_narrow_sweeps_only_stopped_containers_of_no_project(self):
        self.pretend("docker", "pull", "something:1")
        run = sweep(self.droplet, mode="full", when_busy="narrow")
        self.assertEqual((run.code, run.outputs["result"]), (0, "swept"), run.log)
        after = Inventory(self.droplet)
        self.assertEqual(set(after.gone_since(self.before, "container").values()), {"ended"})
        self.assertEqual(after.gone_since(self.before, "image"), {})
        self.assertIn("only stopped containers were swept", run.summary)

    def test_a_dry_run_waits_for_nobody_and_says_what_a_sweep_would_wait_for(self):
        self.pretend("docker", "pull", "something:1")
        run = plan(self.droplet, mode="full")
        self.assertEqual((run.code, run.outputs["result"]), (0, "planned"), run.log)
        self.assertIn("A sweep would not begin now", run.log)

    # ---- other sweeps

    def hold_the_lock(self, seconds):
        self.droplet.write_file(host_lock.LOCK, "")
        self.droplet.write_file("/run/dropsweep/owner", "shop/deploy run 42, since ::error::then\n")
        self.in_background("flock", host_lock.LOCK, "sleep", str(seconds))
        host_lock.wait_until_taken(self.droplet)

    def test_a_lock_that_is_taken_is_waited_for_and_its_owner_told(self):
        self.hold_the_lock(60)
        run = sweep(self.droplet, mode="full", lock_timeout="3s")
        self.left_alone(run, "shop/deploy run 42, since")
        self.assertNotIn("\n::error::", run.log)

    def test_when_the_lock_is_free_again_the_sweep_goes_on(self):
        self.hold_the_lock(8)
        run = sweep(self.droplet, mode="full", lock_timeout="1m")
        self.assertEqual((run.code, run.outputs["result"]), (0, "swept"), run.log)

    def test_a_run_that_dies_frees_the_lock_by_itself(self):
        self.droplet.docker("create", "--name", "coming", "base:1", "sleep", "300")  # so that it waits, and holds the lock
        waiting = step(self.droplet, "sweep", mode="full", when_busy="wait").start()
        host_lock.wait_until_taken(self.droplet)
        self.left_alone(sweep(self.droplet, mode="full", lock_timeout="1s"), "by hand")
        waiting.process.kill()
        self.assertIsNone(waiting.finish().report)  # it had no time to write one
        self.droplet.docker("start", "coming")
        run = sweep(self.droplet, mode="full", lock_timeout="10s")
        self.assertEqual((run.code, run.outputs["result"]), (0, "swept"), run.log)

    def test_an_account_without_root_has_a_lock_of_its_own_until_root_makes_one_for_the_group_of_the_engines_socket(self):
        for user, groups in (("deploy", ["docker"]), ("other", [])):
            self.droplet.add_user(user, groups=groups)
        run = sweep(self.droplet, mode="full", host=f"deploy@{self.droplet.address}")
        self.assertEqual(run.code, 0, run.log)
        self.assertNotIn("Whether another sweep is at work", run.log)
        self.assertEqual(sweep(self.droplet, mode="full").code, 0)
        files = [host_lock.LOCK, "/run/dropsweep/owner"]
        self.assertEqual(self.droplet.run(["stat", "-c", "%a %U:%G", *files]).stdout, "660 root:docker\n" * 2)
        for path in files:
            self.assertNotEqual(self.droplet.run(["setpriv", "--reuid=other", "--regid=other", "--clear-groups", "cat", path], check=False).returncode, 0)
        self.in_background("flock", files[0], "sleep", "60")
        host_lock.wait_until_taken(self.droplet)
        run = sweep(self.droplet, mode="full", host=f"deploy@{self.droplet.address}", lock_timeout="1s")
        self.assertEqual(run.code, 9, run.log)
        self.assertIn("another sweep of this host is at work: somebody by hand", run.log)


if __name__ == "__main__":
    unittest.main()
