"""action.yml as a workflow uses it: on a runner that follows the rules of GitHub's own (tests/runner), against a real droplet."""

import unittest

from tests.droplet.droplet import Droplet
from tests.e2e.github_runner import GithubRunner

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


class OneDroplet(unittest.TestCase):
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


class Triggers(OneDroplet):
    def test_each_trigger_has_its_mode(self):
        for event_name, event, mode in (("push", {}, "standard"), ("schedule", {"schedule": "17 3 * * 0"}, "aggressive"),
                                        ("workflow_dispatch", {"inputs": {"mode": "full"}}, "full"),
                                        ("workflow_dispatch", {"inputs": {}}, "standard")):
            with self.subTest(event_name, event=event):
                job = self.run_once(event_name=event_name, event=event)
                self.assertEqual(job.result, "success", job.sweep.text)
                self.assertEqual(job.sweep.outputs["mode"], mode)


if __name__ == "__main__":
    unittest.main()
