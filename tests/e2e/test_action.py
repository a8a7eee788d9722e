"""action.yml as a workflow uses it: on a runner that follows the rules of GitHub's own (tests/runner), against a real droplet."""

import json
import re
import socket
import socketserver
import threading
import time
import unittest

from tests.droplet.droplet import Droplet
from tests.droplet.engine_proxy import EngineProxy
from tests.e2e import hostile_host
from tests.e2e.dropsweep import sweep
from tests.e2e.github_runner import GithubRunner
from tests.e2e.runner_rules import live_markup

WORKFLOW = """
on: {push: {}, schedule: [{cron: "17 3 * * 0"}], workflow_dispatch: {inputs: {mode: {type: string}}}}
jobs:
  sweep:
    runs-on: ubuntu-latest
    outputs:
      result: ${{ steps.sweep.outputs.result }}
      reclaimed-bytes: ${{ steps.sweep.outputs.reclaimed-bytes }}
      unhealthy: ${{ steps.sweep.outputs.unhealthy-services }}
    steps:
      - uses: ./
        id: sweep
        with:
          host: ${{ vars.HOST }}
          ssh-key: ${{ secrets.KEY }}
          known-hosts: ${{ vars.KNOWN_HOSTS }}
          services: ${{ vars.SERVICES }}
      - id: after
        if: failure()
        run: echo "the result was ${{ steps.sweep.outputs.result }}"
"""


# What the runner itself adds when a step fails.
EXIT_CODE_7 = {"kind": "error", "message": "Process completed with exit code 7."}


class Babblers(socketserver.ThreadingTCPServer):
    """Answers with a thousand bytes that are no SSH. As a refusal it is final, and the summary shows what was said."""

    request_queue_size, daemon_threads = 256, True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), socketserver.BaseRequestHandler)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def finish_request(self, request, _):
        request.sendall(b"<no SSH>" * 125 + b"\r\n")

    def __exit__(self, *_):
        self.shutdown()
        super().__exit__()


class Action(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.droplet = Droplet().start()
        cls.addClassCleanup(cls.droplet.close)

    def setUp(self):
        self.runner = self.enterContext(GithubRunner())

    def start(self, workflow=WORKFLOW, services="", **given):
        where = f"root@{self.droplet.address}:{self.droplet.port}"
        return self.runner.start(workflow, secrets={"KEY": self.droplet.key_text()}, variables={
            "HOST": where, "KNOWN_HOSTS": self.droplet.known_hosts_line(), "SERVICES": services}, **given)

    def run_once(self, *arguments, **given):
        return self.start(*arguments, **given).finish()["sweep"][0]

    def test_each_trigger_has_its_mode(self):
        for event_name, event, mode in (("push", {}, "standard"), ("schedule", {"schedule": "17 3 * * 0"}, "aggressive"),
                                        ("workflow_dispatch", {"inputs": {"mode": "full"}}, "full"),
                                        ("workflow_dispatch", {"inputs": {}}, "standard")):
            with self.subTest(event_name, event=event):
                job = self.run_once(event_name=event_name, event=event)
                self.assertEqual((job.result, job.sweep.code), ("success", 0), job.sweep.text)
                self.assertEqual((job.sweep.outputs["mode"], job.sweep.outputs["exit-code"]), (mode, "0"))
                self.assertIn(job.outputs["result"], ("clean", "swept"))
                self.assertTrue(job.sweep.summary.startswith("#"), job.sweep.summary[:100])

    def test_the_log_folds_its_long_lists_and_ends_with_the_verdict(self):
        self.droplet.add_base_image("base:1")
        for name in ("old-1", "old-2"):
            self.droplet.docker("run", "--name", name, "base:1", "true")
        self.droplet.age({"containers": {name: {"finished": "21d"} for name in ("old-1", "old-2")}})
        job = self.run_once()
        groups = [line for line in job.sweep.log if line.startswith(("::group::", "::endgroup::"))]
        # The runner shows them without this.
        self.assertEqual(groups[1::2], ["::endgroup::"] * (len(groups) // 2))
        self.assertIn("::group::Removed 2 objects", groups[::2])
        self.assertRegex(job.sweep.log[-1], "^notice: Swept .* 2 objects removed")
        self.assertEqual([line for line in job.sweep.log if "2 objects removed" in line], job.sweep.log[-1:])

    def test_what_went_is_told_in_every_output(self):
        self.droplet.add_base_image("base:1")
        self.droplet.docker("run", "--name", "old", "base:1", "true")
        self.droplet.age({"containers": {"old": {"finished": "21d"}}})
        job = self.run_once(services=f"ssh tcp://127.0.0.1:{self.droplet.port}")
        self.assertEqual((job.result, job.outputs["result"]), ("success", "swept"), job.sweep.text)
        self.assertEqual(job.sweep.outputs["removed-containers"], "1")
        self.assertEqual(job.sweep.outputs.keys(), sweep(self.droplet).outputs.keys())
        self.assertEqual({name for name, value in job.sweep.outputs.items() if value == ""}, set(), job.sweep.text)

    def test_a_failure_fails_the_step_and_its_outputs_are_there_for_the_next(self):
        job = self.run_once(port=9, host=self.droplet.address, connect_timeout="1s")
        self.assertEqual((job.result, job.sweep.code, job.sweep.outputs["exit-code"]), ("failure", 3, "3"), job.sweep.text)
        self.assertIn("the result was failed", job.steps[1].text)
        self.assertIn("refused the connection", job.sweep.annotations[0]["message"])
        self.assertIn("refused the connection", job.sweep.summary)

    def test_an_unhealthy_service_fails_the_step_and_is_told_by_name(self):
        broken = dict(services="shop http://127.0.0.1:9/", health_timeout="1s")
        job = self.run_once(**broken)
        self.assertEqual((job.result, job.sweep.code), ("failure", 8), job.sweep.text)
        self.assertEqual((job.sweep.outputs["health"], json.loads(job.outputs["unhealthy"])), ("degraded", ["shop"]))

        job = self.run_once(**broken, fail_on="never")
        self.assertEqual((job.result, job.sweep.code, job.sweep.outputs["exit-code"]), ("success", 0, "8"), job.sweep.text)
        self.assertIn("warning", {one["kind"] for one in job.sweep.annotations})
        self.assertNotIn("error", {one["kind"] for one in job.sweep.annotations})

    def test_a_cancelled_job_has_its_outputs_and_its_summary(self):
        with socket.create_server(("127.0.0.1", 0)) as service:
            service.settimeout(60)
            running = self.start(services=f"slow http://127.0.0.1:{service.getsockname()[1]}/ from=runner within=50s")
            with service.accept()[0]:  # and no answer
                running.cancel()
                job = running.finish()["sweep"][0]
        self.assertEqual(job.result, "cancelled", job.sweep.text)
        self.assertEqual((job.sweep.outcome, job.sweep.code), ("cancelled", 130))
        # Neither SIGTERM nor SIGKILL: what the runner started is dropsweep itself, and it hears the first signal.
        self.assertEqual(job.sweep.signals, ["SIGINT"])
        self.assertEqual((job.sweep.outputs["result"], job.outputs["result"]), ("cancelled", "cancelled"))
        self.assertIn("ancelled", job.sweep.summary)
        self.assertEqual(job.steps[1].outcome, "skipped")

    def test_a_job_cancelled_while_it_removes_tells_what_went_and_what_was_not_begun(self):
        self.droplet.add_base_image("base:1")
        for number in range(30):
            self.droplet.docker("create", "--name", f"waste-{number}", "base:1", "/bin/true")
        names = {f"waste-{number}" for number in range(30)}
        self.droplet.age({"containers": {name: {"created": "30d"} for name in names}})
        with EngineProxy(self.droplet) as slow:
            some_are_gone = threading.Event()
            slow.before = lambda request: time.sleep(0.5) if request.removes else None
            slow.after = lambda request: some_are_gone.set() if request.removes else None
            running = self.start(docker_socket=slow.path, mode="aggressive")
            self.assertTrue(some_are_gone.wait(60))
            running.cancel()
            job = running.finish()["sweep"][0]
        self.assertEqual((job.result, job.sweep.code, job.sweep.signals), ("cancelled", 130, ["SIGINT"]), job.sweep.text)
        left = names & set(self.droplet.docker("ps", "--all", "--format", "{{.Names}}").split())
        self.assertTrue(left, "it was cancelled in the middle")
        # What the engine was doing just then may have gone without an answer: told as that, not as removed.
        told = re.search(r"Cancelled on \S+ after (\d+) of 30 objects: .*?((\d+) without an answer, )?(\d+) not started", job.sweep.text)
        self.assertIsNotNone(told, job.sweep.text)
        removed, unanswered, not_started = (int(told[number] or 0) for number in (1, 3, 4))
        self.assertEqual((removed + unanswered + not_started, int(job.sweep.outputs["removed-containers"])), (30, removed), job.sweep.text)
        self.assertLessEqual(removed, 30 - len(left))
        self.assertGreaterEqual(len(left), not_started)
        self.assertGreater(not_started, 0)
        self.assertIn("not started", job.sweep.summary)
        self.droplet.docker("rm", *left, check=False)  # some may be on their way

    def test_a_host_that_is_a_secret_is_hidden_and_takes_no_number_along(self):
        workflow = WORKFLOW.replace("vars.HOST", "secrets.HOST")
        where = f"{self.droplet.address}:{self.droplet.port}"
        running = self.runner.start(workflow, secrets={"KEY": self.droplet.key_text(), "HOST": where, "IP": self.droplet.address},
                                    variables={"KNOWN_HOSTS": self.droplet.known_hosts_line()})
        job = running.finish()["sweep"][0]
        self.assertEqual(job.result, "success", job.sweep.text)
        for seen in (job.sweep.text, job.sweep.summary, *(one["message"] for one in job.sweep.annotations)):
            self.assertNotIn(self.droplet.address, seen)
        self.assertIn("***", job.sweep.text)
        self.assertEqual(job.outputs.keys(), {"result", "reclaimed-bytes", "unhealthy"})

    def test_a_fleet_that_is_not_what_it_should_be_keeps_within_what_github_takes(self):
        with Babblers() as babblers:
            fleet = "\n".join(f"user{number}@127.0.0.1:{babblers.server_address[1]}" for number in range(600))
            job = self.run_once(host=fleet, max_parallel=64, fail_on="never")
        self.assertEqual((job.result, job.sweep.outputs["exit-code"]), ("success", "3"))
        self.assertGreater(len(job.sweep.summary.encode()), 800 << 10)
        self.assertIn("too long", job.sweep.summary[-200:])
        warnings = [one["message"] for one in job.sweep.annotations if one["kind"] == "warning"]
        self.assertEqual(len(warnings), 10)
        self.assertIn("591 more", warnings[-1])

    def test_a_host_that_says_the_worst_sets_nothing_hides_nothing_and_annotates_nothing(self):
        hostile_host.start(self.droplet)
        job = self.run_once(docker_socket=hostile_host.socket_of("poisoned"), mode="full", timeout="90s")
        step = job.sweep
        self.assertEqual(step.code, 7, step.text[-2000:])
        self.assertIn("forged", step.text)
        self.assertEqual([one for one in step.annotations if "title" not in one], [EXIT_CODE_7])
        self.assertNotIn("***", step.text)
        self.assertEqual(live_markup(step.summary), [])
        self.assertEqual(step.outputs["exit-code"], "7")
        self.assertNotIn("forged", "".join(step.outputs.values()))
        self.assertEqual(job.steps[1].text, "the result was partial")


if __name__ == "__main__":
    unittest.main()
