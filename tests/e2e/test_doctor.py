"""The walk to the engine step by step: what is in its way is found at its own step, with the line to paste, and nothing is changed."""

import contextlib
import socket
import unittest

from tests.droplet.authorization_plugin import LooksOnly
from tests.droplet.droplet import Droplet
from tests.droplet.engine_proxy import Answer, EngineProxy
from tests.droplet.ssh_keys import Keys
from tests.e2e.dropsweep import Inventory, step, sweep
from tests.e2e.outcomes import Outcomes

WAY = ["name", "tcp", "banner", "host key", "authentication", "forwarding", "exec", "socket", "engine", "permissions", "disk"]
DISK = "/var/lib/docker"


class Doctor(Outcomes):
    @classmethod
    def setUpClass(cls):
        cls.droplet = Droplet(disk="1G").start()
        cls.addClassCleanup(cls.droplet.close)
        cls.droplet.add_base_image("base:1")
        cls.droplet.docker("run", "--name", "idle", "base:1", "true")
        cls.droplet.age({"containers": {"idle": {"created": "30d", "started": "30d", "finished": "30d"}}})
        cls.before = Inventory(cls.droplet)
        cls.keys = Keys()
        cls.addClassCleanup(cls.keys.close)

    def doctor(self, user="root", **inputs):
        return step(self.droplet, "doctor", **{"host": f"{user}@{self.droplet.address}"} | inputs).start().finish()

    def account(self, name, options="", shell="/bin/bash", groups=("docker",)):
        self.droplet.add_user(name, groups=groups, key=f"{options} {self.droplet.sshd.public_key}".strip())
        self.droplet.run(["usermod", "--shell", shell, name])

    def found(self, run, **endings):
        """Each step is there in the order of the way; all ended well but those named. Their steps, by name."""
        steps = {one["name"]: one for one in run.host["steps"]}
        expected = {name: "ok" for name in WAY} | {name.replace("_", " "): how for name, how in endings.items()}
        self.assertEqual({name: one["ended"] for name, one in steps.items()}, expected, run.log)
        for one in steps.values():
            self.assertTrue(one["saw"], one)
            self.assertGreaterEqual(one["took_ms"], 0)
            self.assertIn(one["name"], run.log)
            self.assertIn(one["name"], run.summary)
        return steps

    def ends_at(self, run, code, name, *words):
        """The first failure decides the exit code; what comes after it was not reached; the words are in what is to be done."""
        ended = [one["ended"] for one in run.host["steps"]]
        at = [one["name"] for one in run.host["steps"]].index(name)
        self.assertEqual(ended, ["ok"] * at + ["failed"] + ["not reached"] * (len(ended) - at - 1), run.log)
        self.refused(run, code)
        self.assertEqual(run.host["failure"]["step"], name)
        for word in words:
            self.assertIn(word, run.host["failure"]["advice"])
            self.assertIn(word, run.log)

    def advises_the_same(self, run, **inputs):
        """A sweep that fails there says what doctor says."""
        failed = sweep(self.droplet, **inputs)
        self.assertEqual(failed.code, run.code, failed.log)
        self.assertEqual(what_to_do(failed), what_to_do(run))

    def test_a_healthy_host_passes_every_step(self):
        run = self.doctor()
        self.works(run, "is open: 11 steps passed")
        self.found(run)
        self.assertEqual([one["name"] for one in run.host["steps"]], WAY)
        steps = {one["name"]: one["saw"] for one in run.host["steps"]}
        for name, word in {"name": self.droplet.address, "tcp": "port 22", "banner": "OpenSSH", "host key": self.droplet.fingerprint(),
                           "authentication": "root by key", "socket": "streamlocal", "engine": "Docker", "disk": f"{DISK} is "}.items():
            self.assertIn(word, steps[name])
        self.assertEqual(Inventory(self.droplet), self.before)

    def test_the_engine_of_this_machine_has_the_steps_that_it_has(self):
        run = self.doctor(host=f"unix://{self.droplet.socket_path}")
        self.works(run, "is open")
        self.assertEqual([one["name"] for one in run.host["steps"]], ["socket", "engine", "permissions", "disk"])

    def test_a_name_that_does_not_exist(self):
        inputs = {"host": "no-such-host.invalid", "connect_timeout": "2s"}
        run = self.doctor(**inputs)
        self.ends_at(run, 3, "name", "an IP address needs no look-up")
        self.advises_the_same(run, **inputs)

    def test_a_closed_port(self):
        with socket.socket() as unused:
            unused.bind(("127.0.0.1", 0))
            run = self.doctor(host=f"127.0.0.1:{unused.getsockname()[1]}", connect_timeout="2s")
        self.ends_at(run, 3, "tcp", "is sshd running there")

    def test_a_listener_that_never_speaks(self):
        with socket.socket() as silent:
            silent.bind(("127.0.0.1", 0))
            silent.listen()
            run = self.doctor(host=f"127.0.0.1:{silent.getsockname()[1]}", connect_timeout="1s")
        self.ends_at(run, 3, "banner", "Is this an SSH port?")

    def test_the_line_for_an_unknown_host_key_is_the_one_that_works(self):
        run = self.doctor(known_hosts=None)
        self.ends_at(run, 4, "host key", self.droplet.known_hosts_line())
        self.assertIn(self.droplet.fingerprint(), run.log)
        self.advises_the_same(run, known_hosts=None)
        line = run.host["failure"]["advice"].split("known-hosts: `")[1].split("`")[0]
        self.works(self.doctor(known_hosts=line))

    def test_the_line_for_a_key_that_is_not_known_is_the_one_that_works(self):
        self.account("keyless")
        key = self.keys.make()
        inputs = {"host": f"keyless@{self.droplet.address}", "ssh_key": key.text}
        run = self.doctor(**inputs)
        self.ends_at(run, 5, "authentication", key.public)
        self.advises_the_same(run, **inputs)
        self.droplet.sshd.authorize("/home/keyless", key.public, owner="keyless")
        self.works(self.doctor(**inputs))

    def test_no_forwarding_is_a_warning_where_commands_serve(self):
        self.account("unforwarded", "restrict")
        run = self.doctor("unforwarded")
        self.works(run, "2 of them with a warning")
        steps = self.found(run, forwarding="warning", socket="warning")
        self.assertIn("services cannot be asked from the host", steps["forwarding"]["saw"])
        self.assertIn("open by docker system dial-stdio", steps["socket"]["saw"])
        for name in ("forwarding", "socket"):
            self.assertIn("restrict,port-forwarding", steps[name]["advice"])
            self.assertIn(steps[name]["advice"], run.log)

    def test_no_commands_are_a_warning_where_the_socket_is_forwarded(self):
        self.account("commandless", "restrict,port-forwarding", "/usr/sbin/nologin")
        run = self.doctor("commandless")
        self.works(run, "usermod --shell /bin/bash commandless")
        steps = self.found(run, exec="warning", disk="warning")
        self.assertIn("memory and load stay unknown", steps["exec"]["saw"])
        self.droplet.run(["usermod", "--shell", "/bin/bash", "commandless"])
        self.found(self.doctor("commandless"))

    def test_a_socket_that_is_not_there(self):
        run = self.doctor(docker_socket="/run/no-such.sock")
        self.refused(run, 6, "/run/no-such.sock is not there", "docker-socket")
        self.found(run, socket="failed", engine="not reached", permissions="not reached")
        self.advises_the_same(run, docker_socket="/run/no-such.sock")

    def test_the_line_for_an_account_that_may_not_open_the_socket_is_the_one_that_works(self):
        self.account("outsider", groups=())
        run = self.doctor("outsider")
        line = "usermod -aG docker outsider"
        self.refused(run, 6, line)
        self.found(run, socket="failed", engine="not reached", permissions="not reached")
        self.advises_the_same(run, host=f"outsider@{self.droplet.address}")
        self.droplet.run(line.split())
        self.works(self.doctor("outsider"))

    def test_removals_that_are_not_let_through_are_found_without_removing_anything(self):
        with EngineProxy(self.droplet) as proxy:
            proxy.before = lambda request: Answer(403, "403 Forbidden: looks only") if request.method != "GET" else None
            run = self.doctor(docker_socket=proxy.path)
            self.refused(run, 6, "looks only", "Let DELETE requests")
            self.found(run, permissions="failed")
            failed = sweep(self.droplet, docker_socket=proxy.path, mode="full")
        self.refused(failed, 7, run.host["failure"]["advice"])
        self.assertEqual(Inventory(self.droplet), self.before)

    def test_an_authorization_plugin_that_forbids_removals_is_found_and_a_sweep_names_it_too(self):
        with LooksOnly(self.droplet):
            run = self.doctor()
            failed = sweep(self.droplet, mode="full")
        self.refused(run, 6, "authorization denied by plugin looks-only", "authorization-plugins")
        self.found(run, permissions="failed")
        self.refused(failed, 7, run.host["failure"]["advice"])
        self.assertEqual(Inventory(self.droplet), self.before)

    def test_lists_that_may_not_be_seen_are_found_as_well(self):
        with EngineProxy(self.droplet) as proxy:
            proxy.before = lambda request: Answer(403, "no volumes here") if request.path.endswith("/volumes") else None
            run = self.doctor(docker_socket=proxy.path)
        self.refused(run, 6, "/volumes", "no volumes here")
        self.found(run, permissions="failed")

    def test_an_engine_that_does_not_answer(self):
        with EngineProxy(self.droplet) as proxy:
            proxy.before = lambda request: Answer(500, "starting") if request.path.endswith("/info") else None
            run = self.doctor(docker_socket=proxy.path)
            self.advises_the_same(run, docker_socket=proxy.path)
        self.refused(run, 6, "starting", "journalctl -u docker")
        self.found(run, engine="failed", permissions="not reached")

    def test_an_engine_that_is_dead(self):
        self.droplet.kill_dockerd()
        try:
            run = self.doctor()
            self.advises_the_same(run)
        finally:
            self.droplet.start_dockerd()
        self.refused(run, 6, "nothing answers there", "systemctl status docker")
        self.found(run, socket="failed", engine="not reached", permissions="not reached")

    def test_a_full_disk_is_a_warning_that_a_plan_gives_as_well(self):
        with self.filled():
            run = self.doctor()
            planned = step(self.droplet, "plan").start().finish()
        self.works(run, "--mode aggressive")
        advice = self.found(run, disk="warning")["disk"]["advice"]
        self.assertRegex(advice, r"disk is (9\d|100)% full")
        self.works(planned, advice.split(" (")[0])

    @contextlib.contextmanager
    def filled(self):
        """Hardly anything is left on the engine's disk."""
        fill = f"fallocate -l $(df --output=avail -B1 {DISK} | tail -n 1 | awk '{{print int($1 * 0.97)}}') {DISK}/filler"
        self.droplet.run(["sh", "-c", fill])
        try:
            yield
        finally:
            self.droplet.run(["rm", f"{DISK}/filler"])


def what_to_do(run):
    return run.log.split("What to do next\n")[1].split("\n\n")[0]


if __name__ == "__main__":
    unittest.main()
