"""Every workflow of samples/ and of the documentation, run as it stands against the host that the project was made for."""

import json
import re
import unittest
from pathlib import Path

import yaml

from tests.droplet.droplet import Droplet
from tests.e2e.github_runner import REPOSITORY, GithubRunner

SAMPLES = sorted((REPOSITORY / "samples").glob("*.yml"))
DOCUMENTS = [REPOSITORY / "README.md", *sorted((REPOSITORY / "docs").glob("*.md"))]


def workflows_in(document: Path):
    """The YAML blocks that are workflows or steps, with what the text leaves out."""
    for block in re.findall(r"^```yaml\n(.*?)^```", document.read_text(), re.MULTILINE | re.DOTALL):
        parsed = yaml.safe_load(block) or {}
        if isinstance(parsed, list) and all("uses" in one or "run" in one for one in parsed):
            yield json.dumps({"on": "push", "jobs": {"sweep": {"runs-on": "ubuntu-latest", "steps": parsed}}})
        elif "jobs" in parsed:
            yield block if re.search(r"^on:", block, re.MULTILINE) else "on: push\n" + block


def trigger_of(workflow):
    """(event's name, event, inputs) of the first thing that starts it; what a person would choose is left as it is offered."""
    # YAML 1.1 reads the word `on` as true.
    parsed = yaml.safe_load(workflow)
    on = parsed.get(True, parsed.get("on"))
    name = on if isinstance(on, str) else next(iter(on))
    inputs = {key: one["default"] for key, one in ((on[name] or {}).get("inputs", {}) if name == "workflow_dispatch" else {}).items()}
    return name, {"inputs": {key: str(value).lower() if isinstance(value, bool) else value for key, value in inputs.items()}}, inputs


class Samples(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.runner = cls.enterClassContext(GithubRunner())
        cls.droplet = cls.enterClassContext(Droplet(shape="seed"))
        cls.secrets = {"DROPLET_SSH_KEY": cls.droplet.key_text()}
        cls.variables = {"DROPLET_HOST": f"root@{cls.droplet.address}:{cls.droplet.port}",
                         "DROPLET_KNOWN_HOSTS": cls.droplet.known_hosts_line()}

    def succeeds(self, workflow):
        """Every job of it; and the action is among their steps. Other actions (checkout) are not run here, and do nothing."""
        name, event, inputs = trigger_of(workflow)
        jobs = self.runner.run(workflow, event_name=name, event=event, inputs=inputs, secrets=self.secrets, variables=self.variables)
        steps = [step for every in jobs.values() for job in every for step in job.steps]
        self.assertEqual({job.result for every in jobs.values() for job in every}, {"success"}, [step.text for step in steps])
        sweeps = [step for step in steps if "result" in step.outputs]
        self.assertNotEqual(sweeps, [])
        return sweeps

    def test_each_sample_sweeps_and_all_its_services_answer(self):
        self.assertNotEqual(SAMPLES, [])
        for sample in SAMPLES:
            with self.subTest(sample.name):
                for sweep in self.succeeds(sample.read_text()):
                    self.assertIn(sweep.outputs["result"], ("swept", "clean", "planned"), sweep.text)
                    self.assertEqual(sweep.outputs["health"], "healthy", sweep.text)

    def test_each_workflow_of_the_documentation_sweeps(self):
        workflows = [(document.name, one) for document in DOCUMENTS for one in workflows_in(document)]
        self.assertIn("README.md", {name for name, _ in workflows})
        for name, workflow in workflows:
            with self.subTest(name, workflow=workflow):
                self.succeeds(workflow)


if __name__ == "__main__":
    unittest.main()
