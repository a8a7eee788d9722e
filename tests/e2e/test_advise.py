"""Advice on real droplets: each finding with its number right within the error that the test states, and none on a tidy host."""

import json
import re
import time
import unittest
from datetime import datetime, timedelta

from tests.droplet.droplet import Droplet
from tests.droplet.engine_proxy import Answer, EngineProxy
from tests.droplet.system_images import add_postgres_image, add_python_image, sql, start_postgres
from tests.e2e.dropsweep import Inventory, advise, sweep

MIB = 1 << 20
ROTATED = {"log-driver": "json-file", "log-opts": {"max-size": "10m", "max-file": "3"}}


def findings(run, rule):
    return [one for one in run.host["advise"]["findings"] if one["rule"] == rule]


def the_only(run, rule):
    found = findings(run, rule)
    assert len(found) == 1, (rule, [one["rule"] for one in run.host["advise"]["findings"]], run.log)
    return found[0]


def commands_of(droplet, container):
    return [line.split(None, 1)[1] for line in droplet.docker("top", container, "-eo", "pid,args").splitlines()[1:]]


def calm_host(droplet):
    """The host's own memory is this machine's, whoever else works on it: here it is a 2 GiB droplet's."""
    droplet.write_file("/run/meminfo", "MemTotal: 2097152 kB\nMemFree: 700000 kB\nMemAvailable: 1500000 kB\nBuffers: 50000 kB\n"
                                       "Cached: 700000 kB\nSwapTotal: 1048576 kB\nSwapFree: 1048576 kB\nSReclaimable: 60000 kB\nShmem: 10000 kB\n")
    droplet.run(["mount", "--bind", "/run/meminfo", "/proc/meminfo"])


class Seedlike(unittest.TestCase):
    """One droplet with everything wrong that the report which this project began with had found."""

    @classmethod
    def setUpClass(cls):
        cls.droplet = droplet = cls.enterClassContext(Droplet())
        droplet.add_base_image(files={"bin/apt-get": APT_GET})
        calm_host(droplet)
        add_python_image(droplet)
        for number in range(5):
            droplet.docker("run", "-d", "--name", f"service-{number}", "--label", "com.docker.compose.project=shop", "--label", f"com.docker.compose.service=service{number}",
                           "python:1", "/usr/bin/python3", "-c", WORKS.replace("MEBIBYTES", str(8 * number + 16)), f"--password=hunter{number}")
            cls.wait_until(lambda number=number: cls.done_work(f"service-{number}") == 1)
        # Takes a mebibyte at a time until the kernel ends it.
        droplet.docker("run", "-d", "--name", "leak", "--memory", "24m", "--memory-swap", "24m", "base:1", "tail", "/dev/zero")
        droplet.docker("run", "-d", "--name", "chatty", "base:1", "sh", "-c", "dd if=/dev/zero bs=1M count=200 2>/dev/null | tr '\\000' 'x' | fold -w 8000; sleep 100000")
        droplet.run(["docker", "build", "-q", "-t", "shop/fat:1", "-"], input=SINGLE_STAGE)
        droplet.docker("run", "-d", "--name", "fat", "--memory", "64m", "--log-opt", "max-size=1m", "shop/fat:1", "sleep", "100000")
        cls.wait_until(lambda: droplet.docker("inspect", "-f", "{{.State.Status}}", "leak") == "exited")
        cls.wait_until(lambda: "sleep 100000" in commands_of(droplet, "chatty"))  # it has said all, and the engine has written it
        cls.wait_until(lambda: cls.log_size("chatty") > 200 * MIB)
        before = Inventory(droplet)
        cls.run_ = advise(droplet)
        cls.a_day_later = advise_a_day_later(droplet)
        cls.changed = Inventory(droplet) != before or droplet.run(["test", "-e", "/root/.local/state/dropsweep"], check=False).returncode == 0

    @staticmethod
    def wait_until(true, seconds=120):
        deadline = time.monotonic() + seconds
        while not true():
            assert time.monotonic() < deadline, "it never came"
            time.sleep(0.2)

    @classmethod
    def log_size(cls, name):
        path = cls.droplet.docker("inspect", "-f", "{{.LogPath}}", name)
        return int(cls.droplet.run(["stat", "-c", "%s", path]).stdout)

    def test_it_ends_well_and_changes_nothing(self):
        self.assertEqual(self.run_.code, 0, self.run_.log)
        self.assertFalse(self.changed)
        self.assertIn("Advice", self.run_.log)
        self.assertIn("most valuable first", self.run_.summary)

    def test_a_leak_that_was_killed_is_found_with_when(self):
        it = the_only(self.run_, "memory-kills")
        self.assertEqual(it["urgency"], "now")
        line = next(line for line in it["evidence"] if line.startswith("leak: "))
        self.assertIn("limit 25.17 MB", line)
        told = re.search(r"(\d{4}-\d\d-\d\dT[\d:]+)", line)[1]
        finished = self.droplet.docker("inspect", "-f", "{{.State.FinishedAt}}", "leak")
        # The event and the end are within a few seconds of each other.
        self.assertLess(abs(time.mktime(time.strptime(told, "%Y-%m-%dT%H:%M:%S")) - time.mktime(time.strptime(finished[:19], "%Y-%m-%dT%H:%M:%S"))), 10)

    def test_five_python_runtimes_and_their_memory(self):
        it = the_only(self.run_, "runtimes")
        self.assertTrue(it["what"].startswith("5 Python runtimes take "), it["what"])
        each = []
        for number in range(5):
            pid = self.droplet.docker("inspect", "-f", "{{.State.Pid}}", f"service-{number}")
            status = self.droplet.run(["cat", f"/proc/{pid}/status"]).stdout
            each.append(int(re.search(r"VmRSS:\s+(\d+)", status)[1]) * 1024)
        resident = sum(each)
        told = sum(bytes_in(line.partition(", ")[2]) for line in it["evidence"][:5])
        self.assertLess(abs(bytes_in(it["what"]) - told) / told, 0.003)  # four digits are shown
        self.assertLess(told, resident * 1.03)
        used = {one["name"]: one["used_bytes"] for one in self.run_.host["advise"]["containers"]}
        expected = sum(min(own, used[f"service-{number}"]) for number, own in enumerate(each))
        self.assertLess(abs(told - expected) / expected, 0.03)  # they sleep; what is rounded and what the kernel counts late
        self.assertNotIn("hunter", self.run_.log + self.run_.summary + json.dumps(self.run_.report))

    def test_a_log_of_200_mb_without_rotation(self):
        it = the_only(self.run_, "log-rotation")
        line = next(line for line in it["evidence"] if line.startswith("chatty: "))
        size = self.log_size("chatty")
        self.assertLess(abs(bytes_in(line) - size) / size, 0.005)  # four digits are shown
        self.assertFalse(any(line.startswith("fat") for line in it["evidence"]))
        self.assertEqual(json.loads(it["snippets"][0]["text"])["log-opts"]["max-size"], "10m")

    def test_a_single_stage_image_with_its_layers(self):
        it = the_only(self.run_, "single-stage-build")
        self.assertTrue(it["what"].startswith("shop/fat:1 "), it["what"])
        # 30 MB of a compiler and 5 MB of lists in one layer, and nothing else; a layer is its files.
        self.assertLess(abs(it["bytes"] - 35 * MIB) / (35 * MIB), 0.02)
        self.assertIn("RUN apt-get update && apt-get install -y gcc make", it["evidence"][0])
        self.assertTrue(any("what it deletes stays" in line for line in it["evidence"]), it["evidence"])
        self.assertNotIn("hunter2", self.run_.log + self.run_.summary + json.dumps(self.run_.report))

    def test_idle_connections_of_a_real_postgresql(self):
        add_postgres_image(self.droplet)
        self.addCleanup(self.droplet.docker, "rm", "-f", "-v", "db")
        start_postgres(self.droplet, "db", "--memory", "256m", "--log-opt", "max-size=1m")
        self.droplet.docker("exec", "-d", "db", "sh", "-c", "for i in $(seq 24); do (sleep 100000 | psql -U app postgres) & done; "
                            "(echo 'BEGIN;'; sleep 100000) | psql -U app postgres")
        others = "select count(*) from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()"
        self.wait_until(lambda: sql(self.droplet, "db", others) == "25")
        it = the_only(advise(self.droplet), "idle-connections")
        self.assertEqual(it["what"], "25 of 25 PostgreSQL connections of db are idle")
        self.assertIn("0 active, 24 idle, 1 idle in a transaction", it["evidence"])
        self.assertIn("max_connections 60: 41% of them are taken", it["evidence"])
        self.assertIn("25 from 127.0.0.1 as app", it["evidence"])

    def test_memory_of_host_and_containers(self):
        page = self.run_.host["advise"]
        self.assertEqual(page["memory"]["total_bytes"], 2 << 30)
        self.assertEqual(page["memory"]["used_bytes"], (2097152 - 1500000) * 1024)
        self.assertEqual(page["memory"]["page_cache_bytes"], (700000 + 50000 + 60000 - 10000) * 1024)
        service = next(one for one in page["containers"] if one["name"] == "service-4")
        stats = self.droplet.api("GET", "/containers/service-4/stats?stream=0&one-shot=1")[1]["memory_stats"]
        kind = "total_" if "total_inactive_file" in stats["stats"] else ""
        used = stats["usage"] - stats["stats"][kind + "inactive_file"] - stats["stats"][kind + "active_file"]
        self.assertLess(abs(service["used_bytes"] - used) / used, 0.05)  # it sleeps
        self.assertGreaterEqual(service["peak_bytes"], service["used_bytes"])
        self.assertIsNone(service["limit_bytes"])

    @classmethod
    def done_work(cls, name):
        return cls.droplet.docker("logs", name).splitlines().count("done")

    def test_what_was_deployed_a_moment_ago_gets_no_limit_yet(self):
        it = the_only(self.run_, "missing-limits")
        self.assertEqual(it["snippets"], [])
        self.assertTrue(all("a limit is proposed after a day" in line for line in it["evidence"][:6]), it["evidence"])
        self.assertTrue(it["evidence"][-1].endswith("whether it fits is unknown, because 6 containers have none"), it["evidence"][-1])

    def test_the_proposed_limits_hold_while_the_work_is_done_again(self):
        it = the_only(self.a_day_later, "missing-limits")
        commands = next(one for one in it["snippets"] if one["place"].startswith("on the host"))["text"].splitlines()
        self.assertEqual(len(commands), 6)  # five services and the chatty one
        names = ("chatty", *(f"service-{n}" for n in range(5)))
        started = {name: self.droplet.docker("inspect", "-f", "{{.State.StartedAt}}", name) for name in names}
        for line in commands:
            self.droplet.run(line.split())
        limits = limits_of_compose(next(one for one in it["snippets"] if one["place"] == "the Compose file of shop")["text"])
        self.assertEqual(limits.keys(), {f"service{n}" for n in range(5)})
        for name in names:
            self.assertGreater(self.droplet.docker_json("inspect", name)[0]["HostConfig"]["Memory"], 0, name)
            if name != "chatty":
                service = name.replace("-", "")
                self.assertEqual(limits[service]["limits"], self.droplet.docker_json("inspect", name)[0]["HostConfig"]["Memory"])
                self.assertLessEqual(limits[service]["reservations"], limits[service]["limits"])
                self.droplet.docker("kill", "--signal", "USR1", name)  # once more up to its peak
        for name in names[1:]:
            self.wait_until(lambda name=name: self.done_work(name) == 2)
        # And new ones, as a deploy with these lines in the Compose file makes them.
        for number in range(5):
            limit = limits[f"service{number}"]
            self.addCleanup(self.droplet.docker, "rm", "-f", f"again-{number}")
            self.droplet.docker("run", "-d", "--name", f"again-{number}", "--memory", str(limit["limits"]), "--memory-swap", str(limit["limits"]),
                                "--memory-reservation", str(limit["reservations"]), "python:1", "/usr/bin/python3", "-c", WORKS.replace("MEBIBYTES", str(8 * number + 16)))
            self.wait_until(lambda number=number: self.done_work(f"again-{number}") == 1)
        for name in (*names, *(f"again-{n}" for n in range(5))):
            state = self.droplet.docker_json("inspect", name)[0]["State"]
            self.assertTrue(state["Running"] and not state["OOMKilled"], (name, state))
            self.assertEqual(state["StartedAt"], started.get(name, state["StartedAt"]), name)
        # With their limits they are no finding any more; the sum was right to the rounding of four digits.
        for number in range(5):
            self.droplet.docker("rm", "-f", f"again-{number}")
        again = advise_a_day_later(self.droplet)
        self.assertEqual(findings(again, "missing-limits"), [])
        total = sum(one["limit_bytes"] for one in again.host["advise"]["containers"])
        told = bytes_in(it["evidence"][-1])
        self.assertLess(abs(told - total) / total, 0.001)

    def test_one_look_at_the_disk_usage_and_no_write_at_all(self):
        with EngineProxy(self.droplet) as proxy:
            run = advise(self.droplet, docker_socket=proxy.path)
        self.assertEqual(run.code, 0, run.log)
        self.assertEqual(sum("/system/df" in one.path for one in proxy.diary), 1)
        self.assertEqual({one.method for one in proxy.diary}, {"GET"})

    def test_what_an_account_may_not_see_is_said_to_be_unknown(self):
        self.droplet.add_user("guest", groups=["docker"])
        run = advise(self.droplet, host=f"guest@{self.droplet.address}")
        self.assertEqual(run.code, 0, run.log)
        self.assertTrue(any(line.startswith("The sizes of containers' logs are unknown") for line in run.host["advise"]["unknown"]), run.host["advise"]["unknown"])
        self.assertIsNone(the_only(run, "log-rotation")["bytes"])

    def sweep_of_litter(self):
        """100 MB that are there when a sweep comes, and gone after it; it waits for a service while it leaves its numbers."""
        self.droplet.docker("run", "--name", "litter", "base:1", "sh", "-c", "head -c 100000000 /dev/urandom >/litter")
        time.sleep(1.1)  # it must be older than the least that counts
        run = sweep(self.droplet, advise="true", older_than="1s", min_age="1s", keep="container:leak", services=f"ssh tcp://127.0.0.1:{self.droplet.port}")
        self.assertEqual(run.code, 0, run.log)
        self.assertNotIn("litter", self.droplet.docker("ps", "-a", "--format", "{{.Names}}").split())
        before, after = (run.host[when]["host"]["disks"][0]["used_bytes"] for when in ("before", "after"))
        self.assertGreater(before - after, 8 * 10**7)
        return run

    def test_a_sweep_adds_it_to_its_report_when_asked_and_leaves_numbers_for_the_trend(self):
        run = self.sweep_of_litter()
        self.assertIn("log-rotation", [one["rule"] for one in run.host["advise"]["findings"]])
        self.assertEqual(run.host["advise"]["trend"]["earlier_runs"], 0)  # its own are none
        # As if that had been ten days ago, and 100 MB had come since: of two measurements nothing is concluded.
        numbers = self.droplet.run(["cat", NUMBERS]).stdout
        self.droplet.write_file(NUMBERS, numbers_of_the_past(numbers, [(10, 10**8)]))
        trend = advise(self.droplet).host["advise"]["trend"]
        self.assertEqual(trend["earlier_runs"], 1)
        self.assertIsNone(trend["disk_bytes_a_day"])
        self.droplet.write_file(NUMBERS, numbers_of_the_past(numbers, [(10, 10**8), (5, 5 * 10**7)]))
        trend = self.sweep_of_litter().host["advise"]["trend"]  # as it was found: what it removes bends no line
        self.assertEqual(trend["earlier_runs"], 2)
        self.assertLess(abs(trend["disk_bytes_a_day"] - 10**7), 2 * 10**6)  # what the engine itself wrote meanwhile
        available = run.host["before"]["host"]["disks"][0]["available_bytes"]
        self.assertLess(abs(trend["days_until_disk_full"] - available / 10**7), available / 10**7 * 0.25)


NUMBERS = "/root/.local/state/dropsweep/numbers"


def numbers_of_the_past(text, runs):
    """Each of `runs` is so many days ago, with so many bytes less on the disk."""
    lines = []
    for line in text.splitlines():
        words = line.split(" ")
        if words[0] != "run":
            lines.append(line)
            continue
        for days, less in runs:
            lines.append(" ".join(["run", str(int(words[1]) - days * 86_400_000), words[2], str(int(words[3]) - less), *words[4:]]))
    return "\n".join(lines) + "\n"


def advise_a_day_later(droplet):
    """By an engine whose clock is 25 hours ahead: what runs has run for a day."""
    def told(request, body):
        if not request.path.endswith("/info"):
            return body
        info = json.loads(body)
        info["SystemTime"] = (datetime.fromisoformat(info["SystemTime"][:19] + "+00:00") + timedelta(hours=25)).isoformat()
        return json.dumps(info).encode()

    with EngineProxy(droplet) as proxy:
        proxy.told = told
        # Those until tomorrow would have to be waited for.
        proxy.before = lambda request: Answer(200) if "/events?" in request.path else None
        run = advise(droplet, docker_socket=proxy.path)
    assert run.code == 0, run.log
    return run


def limits_of_compose(text):
    """service -> {"limits": bytes, "reservations": bytes}, of the lines that are there to be pasted."""
    services, service, kind = {}, None, None
    for line in text.splitlines():
        depth, key, value = (len(line) - len(line.lstrip()), *line.strip().partition(":")[::2])
        if depth == 2:
            service = services.setdefault(key, {})
        elif depth == 8:
            kind = key
        elif key == "memory":
            service[kind] = int(value.strip().removesuffix("M")) * MIB
    return services


# Takes its memory and gives it back, says so, and does it again when it is told to.
WORKS = """
import signal, time
def work(*_):
    x = bytearray(MEBIBYTES << 20)
    for at in range(0, len(x), 4096):
        x[at] = 1
    del x
    print("done", flush=True)
signal.signal(signal.SIGUSR1, work)
work()
while True:
    time.sleep(100000)
"""


def bytes_in(text):
    """The first size in a text: "503.3 MB"."""
    number, unit = re.search(r"(\d+(?:\.\d+)?) ([kMGT]?B)\b", text).groups()
    return float(number) * {"B": 1, "kB": 10**3, "MB": 10**6, "GB": 10**9, "TB": 10**12}[unit]


# There is no network to install anything from: this one writes what the real one would leave.
APT_GET = """#!/bin/sh
case $1 in
  update) mkdir -p /var/lib/apt/lists && head -c 5242880 /dev/urandom >/var/lib/apt/lists/packages ;;
  install) mkdir -p /usr/bin && head -c 31457280 /dev/urandom >/usr/bin/gcc ;;
  clean) rm -f /usr/bin/gcc ;;
esac
"""

SINGLE_STAGE = """FROM base:1
ARG TOKEN=hunter2
RUN chmod +x /bin/apt-get
RUN apt-get update && apt-get install -y gcc make
RUN echo compiled >/program
RUN apt-get clean && rm -rf /var/lib/apt/lists/packages
"""

# As the official image of Python is made: the compiler comes and goes in one instruction.
LIKE_PYTHON_SLIM = r"""FROM base:1
ENV PIP_NO_CACHE_DIR=1
RUN chmod +x /bin/apt-get && printf '#!/bin/sh\nexit 0\n' >/bin/pip && chmod +x /bin/pip
RUN set -eux; \
	apt-get update; \
	apt-get install -y --no-install-recommends dpkg-dev gcc libc6-dev make; \
	echo compiled >/program; head -c 2097152 /dev/urandom >/library; \
	apt-get purge -y --auto-remove -o APT::AutoRemove::RecommendsImportant=false; \
	rm -rf /var/lib/apt/lists/* /usr/bin/gcc
RUN pip install flask && head -c 2097152 /dev/urandom >/flask
"""


class Tidy(unittest.TestCase):
    def test_a_healthy_tidy_droplet_has_no_finding_at_all(self):
        with Droplet(dockerd_options=ROTATED) as droplet:
            droplet.add_base_image(files={"bin/apt-get": APT_GET})
            droplet.run(["docker", "build", "-q", "-t", "slim:1", "-"], input=LIKE_PYTHON_SLIM)
            calm_host(droplet)
            for name, seconds in (("web", 100001), ("db", 100002), ("cache", 100003)):
                droplet.docker("volume", "create", f"{name}-data")
                droplet.docker("run", "-d", "--name", name, "--memory", "64m", "-v", f"{name}-data:/data", "slim:1" if name == "web" else "base:1", "sleep", str(seconds))
            run = advise(droplet)
            self.assertEqual(run.code, 0, run.log)
            self.assertEqual(run.host["advise"]["findings"], [])
            self.assertIn("nothing: this host is in good order", run.log)
            self.assertIn("nothing to advise", run.report["verdict"])


class Seed(unittest.TestCase):
    def test_the_seed_shaped_host_in_time(self):
        """Two seconds are what the host may take; what the machine of the test adds when others work on it is theirs: the fastest of three counts."""
        with Droplet(shape="seed") as droplet:
            runs = [advise(droplet) for _ in range(3)]
            for run in runs:
                self.assertEqual(run.code, 0, run.log)
            the_only(runs[0], "missing-limits")
            print(f"advise: {min(run.seconds for run in runs):.2f} s at the fastest")


if __name__ == "__main__":
    unittest.main()
