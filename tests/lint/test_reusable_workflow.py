"""The reusable workflow is action.yml once more; and it and the samples keep rules that GitHub itself does not enforce."""

import re
import unittest

import yaml

from tests.e2e.github_runner import PLACEHOLDER, REPOSITORY, REUSABLE

# A file of the runner before or after the job is of no use in a job that has one step.
LEFT_OUT = {"plan", "report-file"}
# GitHub hides nothing else, and what a secret of an environment is called has no hyphens.
SECRETS = {name: "DROPLET_" + name.upper().replace("-", "_") for name in ("ssh-key", "ssh-key-passphrase", "ssh-password")}
# They may also come from variables of the environment, which no caller sees.
FROM_VARIABLES = {"host": "inputs.host || vars.DROPLET_HOST || secrets.DROPLET_HOST",
                  "known-hosts": "inputs.known-hosts || vars.DROPLET_KNOWN_HOSTS"}
OF_THE_JOB = {"environment", "runs-on", "timeout-minutes"}


def read(path):
    # YAML 1.1 reads the word `on` as true.
    parsed = yaml.safe_load((REPOSITORY / path).read_text())
    return {"on" if key is True else key: value for key, value in parsed.items()}


class ReusableWorkflow(unittest.TestCase):
    action = read("action.yml")
    workflow = read(".github/workflows/sweep.yml")
    call = workflow["on"]["workflow_call"]
    job = workflow["jobs"]["sweep"]

    def test_it_has_the_inputs_of_the_action_with_the_same_defaults_and_descriptions(self):
        self.assertEqual(self.call["inputs"].keys(), self.action["inputs"].keys() - LEFT_OUT - SECRETS.keys() | OF_THE_JOB)
        for name in self.call["inputs"].keys() - OF_THE_JOB:
            with self.subTest(name):
                ours, theirs = self.call["inputs"][name], self.action["inputs"][name]
                flag = theirs.get("default") in ("true", "false")
                self.assertEqual(ours["type"], "boolean" if flag else "string")
                self.assertEqual(str(ours.get("default", "")).lower() if flag else ours.get("default", ""), theirs.get("default", ""))
                if name in FROM_VARIABLES:
                    self.assertTrue(ours["description"].startswith(theirs["description"].split(" Default:")[0]))
                    self.assertIn("Default: the variable DROPLET_" + name.upper().replace("-", "_"), ours["description"])
                else:
                    self.assertEqual(ours["description"], theirs["description"])

    def test_its_secrets_are_those_of_the_action_and_a_host_that_is_one(self):
        self.assertEqual(self.call["secrets"].keys(), {*SECRETS.values(), "DROPLET_HOST"})
        for name, secret in SECRETS.items():
            self.assertEqual(self.call["secrets"][secret], {"description": self.action["inputs"][name]["description"], "required": False})

    def test_it_hands_each_of_them_on(self):
        step, = self.job["steps"]
        self.assertEqual(step["uses"], "$/.")
        wanted = {name: f"inputs.{name}" for name in self.call["inputs"].keys() - OF_THE_JOB}
        wanted |= {name: f"secrets.{secret}" for name, secret in SECRETS.items()} | FROM_VARIABLES
        self.assertEqual(step["with"], {name: "${{ " + value + " }}" for name, value in wanted.items()})
        for name in OF_THE_JOB:
            self.assertEqual(self.job[name], "${{ inputs." + name + " }}")

    def test_its_outputs_are_those_of_the_action(self):
        names = self.action["outputs"].keys() - LEFT_OUT
        self.assertEqual(self.job["outputs"], {name: "${{ steps.sweep.outputs." + name + " }}" for name in names})
        self.assertEqual(self.call["outputs"], {name: {"description": self.action["outputs"][name]["description"],
                                                       "value": "${{ jobs.sweep.outputs." + name + " }}"} for name in names})


class Conventions(unittest.TestCase):
    def test_each_sample_says_for_whom_it_is_and_gives_no_more_than_it_must(self):
        samples = sorted(path for path in (REPOSITORY / "samples").rglob("*.yml") if path.name != "docker-compose.yml")
        for path in [*samples, REPOSITORY / ".github/workflows/sweep.yml"]:
            with self.subTest(path.name):
                self.assertRegex(path.read_text(), r"\A(# .+\n){2,6}name: ")
                workflow = read(path)
                self.assertEqual(workflow["permissions"], {})
                for name, job in workflow["jobs"].items():
                    self.keeps_the_rules(workflow, name, job)

    def keeps_the_rules(self, workflow, name, job):
        if "uses" in job:
            self.assertEqual((job["uses"], "environment" in job["with"]), (REUSABLE, True))
            self.assertNotIn("concurrency", workflow.keys() | job.keys())
            return
        self.assertIn("timeout-minutes", job)
        if "matrix" in job.get("strategy", {}):
            self.assertIs(job["strategy"]["fail-fast"], False)
        sweeps = [step for step in job["steps"] if step.get("uses") in (PLACEHOLDER, "$/.")]
        if sweeps:
            self.assertIn("environment", job)
            concurrency = job.get("concurrency") or workflow["concurrency"]
            self.assertIs(concurrency["cancel-in-progress"], False)
            self.assertRegex(concurrency["group"], r"^droplet-")
        for step in job["steps"]:
            self.assertNotIn("${{", step.get("run", ""), f"{name}: an expression in a script is code of whoever chose its value")

    def test_no_schedule_is_at_a_full_hour(self):
        for path in (REPOSITORY / "samples").rglob("*.yml"):
            for minute in re.findall(r'cron: "(\S+) ', path.read_text()):
                self.assertNotIn(minute, ("0", "00", "*"), path.name)


if __name__ == "__main__":
    unittest.main()
