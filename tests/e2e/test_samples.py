"""Every workflow of samples/ and of the documentation, run as it stands against the host that the project was made for."""

import json
import re
import unittest
from pathlib import Path

import yaml

from tests.droplet.droplet import Droplet
from tests.e2e import least_privilege_page
from tests.e2e.dropsweep import BINARY
from tests.e2e.github_runner import REPOSITORY, GithubRunner

FOLDER = REPOSITORY / "samples"
# retention.yml wants real databases, and has tests of its own (test_retention.py).
SAMPLES = sorted(path for path in FOLDER.rglob("*.yml") if path.name not in ("docker-compose.yml", "retention.yml"))
DOCUMENTS = [REPOSITORY / "README.md", *sorted((REPOSITORY / "docs").glob("*.md"))]
PROJECT = "/srv/platform"
# The droplet's postgres answers nobody, so that it is always ready.
READY = "FROM postgres:16\nRUN echo '#!/bin/sh' >/bin/pg_isready && chmod 755 /bin/pg_isready\n"
# What removes nothing unless a person chooses otherwise.
ONLY_LOOK = {("advise.yml", "schedule"), ("manual.yml", "workflow_dispatch"), ("all-in-one.yml", "workflow_dispatch")}
SERVICES = {"gateway", "orchestrator", "rag", "state", "registry", "langgraph"}


def workflows_in(document: Path):
    """The YAML blocks that are workflows or steps, with what the text leaves out."""
    for block in re.findall(r"^```yaml\n(.*?)^```", document.read_text(), re.MULTILINE | re.DOTALL):
        parsed = yaml.safe_load(block) or {}
        if isinstance(parsed, list) and all("uses" in one or "run" in one for one in parsed):
            job = {"runs-on": "ubuntu-latest", "environment": "production", "steps": parsed}
            yield json.dumps({"on": "push", "jobs": {"sweep": job}})
        elif "jobs" in parsed:
            yield block if re.search(r"^on:", block, re.MULTILINE) else "on: push\n" + block


def triggers_of(workflow):
    """(event's name, event, inputs) of each thing that starts it; what a person would choose is left as it is offered."""
    # YAML 1.1 reads the word `on` as true.
    parsed = yaml.safe_load(workflow)
    on = parsed.get(True, parsed.get("on"))
    for name, filters in ({on: None} if isinstance(on, str) else on).items():
        event, inputs = {}, {}
        if name == "workflow_run":
            event = {"workflow_run": {"conclusion": "success"}}
        if name == "workflow_dispatch":
            inputs = {key: one["default"] for key, one in filters["inputs"].items()}
            event = {"inputs": {key: str(value).lower() if isinstance(value, bool) else value for key, value in inputs.items()}}
        yield name, event, inputs


class Samples(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.runner = cls.enterClassContext(GithubRunner())
        cls.droplet = cls.enterClassContext(Droplet(shape="seed"))
        cls.droplet.run(["bash", "-e", "-u", "-s"], input=least_privilege_page.recipe("Forwards only", cls.droplet.sshd.public_key))
        cls.start_project()
        # What the samples ask for lies in the environments that they name and nowhere else: a job outside of them has no key.
        here = ({"DROPLET_SSH_KEY": cls.droplet.key_text()}, {"DROPLET_HOST": f"{cls.droplet.address}:{cls.droplet.port}",
                                                             "DROPLET_KNOWN_HOSTS": cls.droplet.known_hosts_line()})
        cls.environments = {"production": here, "production-look": here, "staging": here}
        cls.nowhere = ({"DROPLET_SSH_KEY": cls.droplet.key_text()}, {"DROPLET_HOST": "127.0.0.1:9"})

    @classmethod
    def start_project(cls):
        """The Compose project of the samples, in place of the host's own, at the same ports."""
        cls.droplet.docker("compose", "-p", "shop", "down")
        cls.droplet.docker("build", "-q", "-t", "postgres:16", "-", input=READY)
        cls.droplet.write_file(f"{PROJECT}/docker-compose.yml", (FOLDER / "compose/docker-compose.yml").read_text())
        cls.droplet.write_file(f"{PROJECT}/postgres-password.txt", "swordfish\n")
        cls.droplet.docker("compose", "--project-directory", PROJECT, "up", "--detach", "--no-build", "--pull", "never", "--wait")

    def jobs(self, workflow, event_name="push", event=None, inputs=None, runner=None, **given):
        text = (FOLDER / workflow).read_text() if workflow.endswith(".yml") else workflow
        return (runner or self.runner).run(text, event_name=event_name, event=event, inputs=inputs,
                                           **{"environments": self.environments} | given)

    def steps(self, jobs):
        return [step for every in jobs.values() for job in every for step in job.steps]

    def succeeds(self, workflow, **given):
        """None of its jobs fails; and the action is among their steps. Other actions (checkout) are not run here, and do nothing."""
        jobs = self.jobs(workflow, **given)
        steps = self.steps(jobs)
        self.assertLessEqual({job.result for every in jobs.values() for job in every}, {"success", "skipped"}, [step.text for step in steps])
        sweeps = [step for step in steps if "result" in step.outputs]
        self.assertNotEqual(sweeps, [])
        return sweeps

    # ---- all of them

    def test_each_sample_sweeps_at_each_of_its_triggers_and_all_its_services_answer(self):
        self.assertNotEqual(SAMPLES, [])
        for sample in SAMPLES:
            for name, event, inputs in triggers_of(sample.read_text()):
                with self.subTest(sample.name, trigger=name):
                    for sweep in self.succeeds(sample.read_text(), event_name=name, event=event, inputs=inputs):
                        wanted = {"planned"} if (sample.name, name) in ONLY_LOOK else {"swept", "clean"}  # the host is one for all
                        self.assertIn(sweep.outputs["result"], wanted, sweep.text)
                        self.assertEqual(sweep.outputs["health"], "healthy", sweep.text)
                        self.assertEqual(sweep.outputs["mode"], "aggressive" if name == "schedule" else "standard")

    def test_each_workflow_of_the_documentation_sweeps(self):
        workflows = [(document.name, one) for document in DOCUMENTS for one in workflows_in(document)]
        self.assertIn("README.md", {name for name, _ in workflows})
        for name, workflow in workflows:
            for trigger, event, inputs in triggers_of(workflow):
                with self.subTest(name, workflow=workflow):
                    self.succeeds(workflow, event_name=trigger, event=event, inputs=inputs)

    # ---- what each is for

    def test_all_in_one_sweeps_nothing_after_a_deploy_that_failed(self):
        failed = self.jobs("all-in-one.yml", event_name="workflow_run", event={"workflow_run": {"conclusion": "failure"}})
        self.assertEqual([job.result for job in failed["sweep"]], ["skipped"])

    def test_all_in_one_has_a_person_choose_and_hands_everything_back(self):
        chosen = {"mode": "full", "dry-run": True}
        jobs = self.jobs("all-in-one.yml", event_name="workflow_dispatch", inputs=chosen, event={"inputs": {"mode": "full", "dry-run": "true"}})
        job = jobs["sweep"][0]
        self.assertEqual((job.outputs["result"], job.outputs["mode"], job.outputs["health"]), ("planned", "full", "healthy"), job.steps)
        self.assertEqual(job.group, "droplet-production")
        outputs = dict(job.sweep.outputs)
        del outputs["report-file"]
        self.assertEqual(job.outputs, outputs)

    def test_all_in_one_takes_the_key_and_the_host_from_the_repository_where_no_environment_has_them(self):
        (secrets, variables), empty = self.environments["production"], {"production": ({}, {})}
        self.assertEqual(len(self.succeeds("all-in-one.yml", event_name="schedule", environments=empty, secrets=secrets, variables=variables)), 1)
        jobs = self.jobs("all-in-one.yml", event_name="schedule", environments=empty, variables=variables)
        self.assertEqual(jobs["sweep"][0].outputs["exit-code"], "5", jobs["sweep"][0].steps[0].text)

    def test_a_host_that_is_a_secret_reaches_the_reusable_workflow_and_stays_one(self):
        passed = "      DROPLET_SSH_KEY: ${{ secrets.DROPLET_SSH_KEY }}\n"
        text = (FOLDER / "all-in-one.yml").read_text().replace(passed, passed + passed.replace("SSH_KEY", "HOST"))
        (secrets, variables), where = self.environments["production"], self.droplet.address
        job = self.jobs(text, event_name="schedule", environments={
            "production": (secrets | {"DROPLET_HOST": where}, {"DROPLET_KNOWN_HOSTS": variables["DROPLET_KNOWN_HOSTS"]})})["sweep"][0]
        self.assertEqual((job.result, job.outputs["exit-code"]), ("success", "0"), job.sweep.text)
        self.assertNotIn(where, job.sweep.text + job.sweep.summary)

    def test_the_manual_sample_does_what_a_person_chose(self):
        chosen = {"mode": "full", "dry-run": False}
        sweep, = self.succeeds("manual.yml", event_name="workflow_dispatch", inputs=chosen, event={"inputs": {"mode": "full", "dry-run": "false"}})
        self.assertEqual(sweep.outputs["mode"], "full")
        self.assertIn(sweep.outputs["result"], ("swept", "clean"), sweep.text)

    def test_the_weekly_sample_keeps_what_it_names_and_images_for_a_rollback(self):
        with Droplet(shape="seed") as droplet:
            labels = {"labelled": "com.example.keep", "databases-1": "com.docker.compose.project=databases", "plain": "other=1"}
            for name, label in labels.items():
                droplet.docker("run", "--name", name, "--label", label, "shop/gateway:v7", "true")
            droplet.age({"containers": {name: {"created": "30d", "started": "30d", "finished": "30d"} for name in labels}})
            where = ({"DROPLET_SSH_KEY": droplet.key_text()}, {"DROPLET_HOST": f"{droplet.address}:{droplet.port}",
                                                              "DROPLET_KNOWN_HOSTS": droplet.known_hosts_line()})
            sweep, = self.succeeds("weekly.yml", event_name="schedule", environments={"production": where})
            plan = json.loads(Path(sweep.outputs["report-file"]).read_text())["hosts"][0]["plan"]
        reasons = {one["name"]: one["reason"] for one in plan["keep"] if one["kind"] == "container"}
        self.assertIn("label:com.example.keep", reasons["labelled"])
        self.assertIn("project:databases", reasons["databases-1"])
        self.assertIn("plain", {one["name"] for one in plan["remove"]})
        rollback = [one["reason"] for one in plan["keep"] if "rollback" in one["reason"]]
        self.assertIn("kept for a rollback of shop/gateway (keep-last 2)", rollback)

    def test_of_several_hosts_one_that_is_gone_stops_no_other(self):
        jobs = self.jobs("several-hosts.yml", event_name="schedule", environments=self.environments | {"production": self.nowhere})
        self.assertEqual([job.result for job in jobs["sweep"]], ["failure", "success"])
        self.assertEqual([job.group for job in jobs["sweep"]], ["droplet-production", "droplet-staging"])

    def test_the_least_privilege_sample_comes_as_an_account_that_runs_nothing(self):
        sweep, = self.succeeds("least-privilege.yml", event_name="schedule")
        self.assertIn("forwarder@", sweep.text)
        self.assertIn("the account has no shell that runs commands", sweep.text)
        self.assertNotEqual(self.droplet.ssh("id", user="forwarder", check=False).returncode, 0)

    def test_the_air_gapped_sample_runs_what_is_installed_and_fetches_nothing(self):
        runner = self.enterContext(GithubRunner(binary=None))
        installed = "/opt/dropsweep/dropsweep"
        runner.other_machine = f"mount -t tmpfs tmpfs /opt && install -D {BINARY} {installed}"
        sweep, = self.succeeds("air-gapped.yml", event_name="schedule", runner=runner)
        self.assertEqual((sweep.outputs["health"], [*runner.tool_cache.iterdir()]), ("healthy", []))
        runner.other_machine = "mount -t tmpfs tmpfs /opt"
        job = self.jobs("air-gapped.yml", event_name="schedule", runner=runner)["sweep"][0]
        self.assertIn(f"no program can be run at {installed}", job.steps[0].text)

    def test_the_non_blocking_sample_lets_the_job_pass_and_tells_the_next_step(self):
        for given, said in (({}, None), ({"services": "shop http://127.0.0.1:9/", "health_timeout": "1s"}, 'the services are degraded, .*"shop"'),
                            ({"host": "127.0.0.1:9", "connect_timeout": "1s"}, "ended as failed"), ({"mode": "unheard-of"}, "ended as failed")):
            with self.subTest(given):
                jobs = self.jobs("non-blocking.yml", **given)
                sweep, tell = jobs["sweep"][0].steps
                self.assertEqual((jobs["deploy"][0].result, jobs["sweep"][0].result), ("success", "success"), sweep.text)
                self.assertEqual(tell.outcome, "success" if said else "skipped", sweep.text)
                self.assertRegex(tell.text, said or "^$")

    def test_the_compose_sample_protects_its_data_and_asks_the_engine_too(self):
        sweep, = self.succeeds("compose/deploy.yml")
        self.assertEqual((sweep.outputs["health"], sweep.outputs["unhealthy-services"]), ("healthy", "[]"), sweep.text)
        self.assertIn(f"all {len(SERVICES) + 3} services healthy", sweep.summary)
        kept = self.droplet.docker("volume", "ls", "--quiet", "--filter", "label=persist=true", "--filter", "name=platform")
        self.assertEqual(set(kept.split()), {"platform_postgres-data", "platform_qdrant-data"})
        states = self.droplet.docker("ps", "--filter", "label=com.docker.compose.project=platform", "--format", "{{.Names}} {{.Status}}")
        self.assertEqual(len(states.splitlines()), len(SERVICES) + 2)
        self.assertEqual(states.count("(healthy)"), len(SERVICES) + 1, states)


if __name__ == "__main__":
    unittest.main()
