"""Runs workflows as GitHub's runner would (tests/runner, in node), with this repository's action.yml where a workflow uses dropsweep."""

import json
import os
import shutil
import signal
import subprocess
import tempfile
import unittest
from dataclasses import dataclass, field
from pathlib import Path

from tests.e2e.dropsweep import BINARY

REPOSITORY = Path(__file__).resolve().parents[2]
RUNNER = REPOSITORY / "tests/runner"
# How the documentation names the action before it is published.
PLACEHOLDER = "OWNER/dropsweep@COMMIT"
REUSABLE = "OWNER/dropsweep/.github/workflows/sweep.yml@COMMIT"


def need_node_packages():
    """Skips the test where the packages could not be installed, with npm's reason."""
    if any((folder / "node_modules/@actions").is_dir() for folder in (REPOSITORY / "tests", Path("/"))):
        return
    reasons = [line for failed in Path(os.environ["DROPSWEEP_ROOT"]).parent.glob("node-*.failed")
               for line in failed.read_text(errors="replace").splitlines() if "err" in line.lower()]
    raise unittest.SkipTest("the node packages cannot be had: " + (reasons[0] if reasons else "./dev test installs them"))


@dataclass
class Ran:
    """One step: `log` is its lines, `annotations` have kind, message and title, `signals` is what a cancellation sent."""

    id: str
    name: str
    outcome: str
    conclusion: str
    log: list
    annotations: list
    summary: str
    code: int | str | None = None
    outputs: dict = field(default_factory=dict)
    signals: list = field(default_factory=list)
    failed: bool = False

    @property
    def text(self):
        return "\n".join(self.log)


class GithubRunner:
    """`environment` is the machine's own; `tool_cache` and the workspace are kept until `close`."""

    def __init__(self, environment=None, binary=BINARY, action=None):
        need_node_packages()
        self._folder = tempfile.TemporaryDirectory(prefix="runner-")
        self.path = Path(self._folder.name)
        self.tool_cache, self.workspace = self.path / "tool cache", self.path / "work"
        self.workspace.mkdir()
        self.action = action or REPOSITORY
        self.environment = {"PATH": os.environ["PATH"], "HOME": str(self.path)} | (environment or {})
        # What a workflow does not say: the program that is tried.
        self.with_ = {"binary": str(binary)} if binary else {}
        self.other_machine = None  # shell commands that make this machine another one, for as long as the run lasts
        self.process = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process and self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self._folder.cleanup()

    def start(self, workflow, *, event_name="push", event=None, inputs=None, secrets=None, variables=None, environments=None, workflows=None, **with_):
        """`workflow` is a path, or YAML; `with_` are inputs of the action beside those that the workflow gives. `environments` have secrets and
        variables of their own: {name: (secrets, variables)}. `workflows` are those that it may call, by what it calls them: paths."""
        if not isinstance(workflow, Path):
            (self.path / "workflow.yml").write_text(workflow)
            workflow = self.path / "workflow.yml"
        request = {"workflow": str(workflow), "event_name": event_name, "event": event or {}, "inputs": inputs or {},
                   "secrets": secrets or {}, "vars": variables or {}, "env": self.environment,
                   "environments": {name: {"secrets": own, "vars": more} for name, (own, more) in (environments or {}).items()},
                   "workflows": {name: str(path) for name, path in (workflows or {REUSABLE: REPOSITORY / ".github/workflows/sweep.yml"}).items()},
                   "actions": {PLACEHOLDER: str(self.action), "./": str(self.action)},
                   "with": self.with_ | {name.replace("_", "-"): str(value) for name, value in with_.items()},
                   "temp": str(self.path / "temp"), "workspace": str(self.workspace), "tool_cache": str(self.tool_cache)}
        shutil.rmtree(self.path / "temp", ignore_errors=True)
        (self.path / "request.json").write_text(json.dumps(request))
        machine = ["unshare", "--mount", "sh", "-c", self.other_machine + ' && exec "$@"', "sh"] if self.other_machine else []
        self.process = subprocess.Popen(
            [*machine, "node", "--import", "./json_imports.mjs", "main.mjs", self.path / "request.json", self.path / "result.json"],
            cwd=RUNNER, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        return self

    def cancel(self):
        self.process.send_signal(signal.SIGINT)

    def finish(self, timeout=180):
        """{job: [one for each combination of its matrix: (result, outputs, steps)]}."""
        said, _ = self.process.communicate(timeout=timeout)
        if self.process.returncode != 0:
            raise AssertionError(f"the runner itself failed:\n{said}")
        jobs = json.loads((self.path / "result.json").read_text())["jobs"]
        return {name: [Job(one["result"], one["outputs"], [Ran(**step) for step in one["steps"]], one.get("group")) for one in every]
                for name, every in jobs.items()}

    def run(self, workflow, **given):
        return self.start(workflow, **given).finish()


@dataclass
class Job:
    result: str
    outputs: dict
    steps: list
    group: str | None = None  # of its concurrency

    @property
    def sweep(self):
        """The step of the action."""
        return next(step for step in self.steps if step.id == "sweep")
