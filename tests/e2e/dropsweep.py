"""Runs the static binary as a workflow step would and reads back what it wrote, by the runner's own rules.

No run may tell a secret that it was given (secrecy.py).
"""

import json
import os
import subprocess
import tempfile
import time
from pathlib import Path

from tests.droplet.delay_proxy import DelayProxy
from tests.e2e.secrecy import Secrets, Written

BINARY = Path(os.environ.get("DROPSWEEP_BINARY", Path(__file__).resolve().parents[2] / "out" / "dropsweep"))


class Run:
    """One finished run: `code`, `log` (standard output and error), `outputs`, `summary`, `report`."""

    def __init__(self, code, log, outputs, summary, report, seconds):
        self.code, self.log, self.outputs, self.summary, self.report = code, log, outputs, summary, report
        self.seconds = seconds

    @property
    def host(self):
        return self.report["hosts"][0]

    def removed(self, kind=None):
        """Ids that the report calls removed."""
        return {one["id"] for one in self.host["outcomes"]
                if one["fate"] == "removed" and kind in (None, one["kind"])}

    def reasons(self):
        """(kind, id) -> reason, of everything that was judged."""
        plan = self.host["plan"]
        return {(one["kind"], one["id"]): one["reason"] for one in plan["remove"] + plan["keep"]}


def parse_command_file(text):
    """GITHUB_OUTPUT by the runner's grammar: NAME=VALUE, or NAME<<DELIMITER, lines, DELIMITER. Anything else fails the step."""
    pairs, lines = {}, text.split("\n")
    assert lines[-1] == "", "the last record must end with a line feed"
    lines = iter(lines[:-1])
    for line in lines:
        if not line:
            continue
        equals, heredoc = line.find("="), line.find("<<")
        if heredoc >= 0 and (equals < 0 or heredoc < equals):
            name, delimiter = line.split("<<", 1)
            value = []
            for inner in lines:
                if inner == delimiter:
                    break
                value.append(inner)
            else:
                raise AssertionError(f"no closing delimiter for {name}")
            pairs[name] = "\n".join(value)
        else:
            assert equals > 0, f"no record: {line!r}"
            name, value = line.split("=", 1)
            pairs[name] = value
    return pairs


class Step:
    """The step's surroundings. `inputs` are by their names in action.yml ("older-than"); None leaves one out."""

    def __init__(self, command="sweep", *arguments, actions=False, environment=None, **inputs):
        self.folder = tempfile.TemporaryDirectory(prefix="step-")
        self.path = Path(self.folder.name)
        self.argv = [str(BINARY), command, *arguments]
        # Nothing of the caller's environment, as in a container job: no agent, no known_hosts but those given. What the sanitizers
        # are told is for the binary too.
        self.environment = {"PATH": os.environ["PATH"], "HOME": self.folder.name, "RUNNER_TEMP": self.folder.name,
                            "GITHUB_OUTPUT": str(self.path / "output"), "GITHUB_STEP_SUMMARY": str(self.path / "summary"),
                            **{name: os.environ[name] for name in ("ASAN_OPTIONS", "LSAN_OPTIONS") if name in os.environ}}
        if actions:
            self.environment["GITHUB_ACTIONS"] = "true"
        for name, value in inputs.items():
            if value is not None:
                self.environment["INPUT_" + name.upper()] = str(value)
        self.environment["INPUT_REPORT_FILE"] = str(self.path / "report.json")
        self.environment.update(environment or {})
        self._started = None
        self.process = None

    def start(self):
        words = [str(word) for word in self.argv]
        self.secrets = Secrets(self.environment, words, self.path)
        self._written = Written(self.environment, words, self.path)
        self._started = time.monotonic()
        self.process = subprocess.Popen(self.argv, env=self.environment, stdin=subprocess.DEVNULL,
                                        stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        return self

    def finish(self, timeout=180):
        with self.folder:
            try:
                log, _ = self.process.communicate(timeout=timeout)
            except subprocess.TimeoutExpired:
                self.process.kill()
                log, _ = self.process.communicate()
                raise AssertionError("still running after %s s:\n%s" % (timeout, log.decode(errors="replace")))
            seconds = time.monotonic() - self._started
            self._tells_no_secret(log.decode(errors="replace"))
            read = lambda name: (self.path / name).read_bytes().decode() if (self.path / name).exists() else ""
            report = read("report.json")
            return Run(self.process.returncode, log.decode(), parse_command_file(read("output")) if read("output") else {},
                       read("summary"), json.loads(report) if report else None, seconds)


    def _tells_no_secret(self, log):
        told = [*self.secrets.told_in("the log", log)]
        for path, text in self._written.since():
            told += self.secrets.told_in(path.name, text)
        assert not told, "; ".join(told)


def step(droplet, command="sweep", *arguments, **inputs):
    """A step with the droplet's key and host key, unless the inputs say otherwise."""
    inputs = {"host": f"root@{droplet.address}:{droplet.port}", "ssh_key": droplet.key_text(),
              "known_hosts": droplet.known_hosts_line()} | inputs
    return Step(command, *arguments, **inputs)


def sweep(droplet, *arguments, **inputs):
    return step(droplet, "sweep", *arguments, **inputs).start().finish()


def plan(droplet, *arguments, **inputs):
    return step(droplet, "plan", *arguments, **inputs).start().finish()


def advise(droplet, *arguments, **inputs):
    return step(droplet, "advise", *arguments, **inputs).start().finish()


class Far:
    """A droplet as seen through a proxy that adds a round trip."""

    def __init__(self, droplet, rtt_ms):
        self._droplet, self._rtt_ms = droplet, rtt_ms
        self.key_path, self.key_text = droplet.key_path, droplet.key_text

    def __enter__(self):
        self._proxy = DelayProxy(self._droplet.address, self._droplet.port, self._rtt_ms)
        self.address, self.port = "127.0.0.1", self._proxy.start().port
        return self

    @property
    def round_trips(self):
        return self._proxy.round_trips

    def __exit__(self, *_):
        self._proxy.close()

    def known_hosts_line(self):
        return f"[{self.address}]:{self.port} {self._droplet.host_keys['ed25519']}"


class Inventory:
    """What the droplet's engine lists, by kind: {id: name}. Images also by their tags, so that a lost tag is seen."""

    def __init__(self, droplet):
        def ask(path):
            for _ in range(20):  # the containerd store's list is 404 for a moment while something goes
                status, answer = droplet.api("GET", path)
                if status != 404:
                    break
                time.sleep(0.1)
            assert status == 200, (path, status, answer)
            return answer

        self.container = {one["Id"]: one["Names"][0].lstrip("/") for one in ask("/containers/json?all=1")}
        images = ask("/images/json")
        self.image = {one["Id"]: ",".join(sorted(tags_of(one))) or "<none>" for one in images}
        self.tags = {tag: one["Id"] for one in images for tag in tags_of(one)}
        self.volume = {one["Name"]: one["Name"] for one in ask("/volumes")["Volumes"] or []}
        # Those three nobody can remove, and one of them has a new id whenever the engine starts.
        self.network = {one["Id"]: one["Name"] for one in ask("/networks") if one["Name"] not in ("bridge", "host", "none")}
        records = ask("/system/df").get("BuildCache") or []
        self.build_cache = {one["ID"]: one["Description"] for one in records}

    KINDS = ("container", "image", "volume", "network", "build_cache")

    def gone_since(self, before, kind):
        """{id: name} of what was there before and is not now."""
        now = getattr(self, kind)
        return {key: name for key, name in getattr(before, kind).items() if key not in now}

    def __repr__(self):
        return str({kind: getattr(self, kind) for kind in (*self.KINDS, "tags")})

    def __eq__(self, other):
        return all(getattr(self, kind) == getattr(other, kind) for kind in (*self.KINDS, "tags"))


def tags_of(image):
    return [tag for tag in image.get("RepoTags") or [] if not tag.startswith("<none>")]
