"""Every way that can fail: its exit code, its sentence, a written report, and an untouched droplet."""

import os
import socket
import subprocess
import threading
import unittest

from tests.droplet.droplet import Droplet
from tests.e2e.dropsweep import Inventory, Step, step, sweep


class Failures(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.droplet = Droplet().start()
        cls.addClassCleanup(cls.droplet.close)
        cls.droplet.add_base_image("base:1")
        cls.droplet.docker("run", "--name", "idle", "base:1", "/bin/true")
        cls.before = Inventory(cls.droplet)

    def failed(self, run, code, *words):
        """The run ended with `code`, said `words`, wrote all reports, and the droplet is as it was."""
        self.assertEqual(run.code, code, run.log)
        for word in words:
            self.assertIn(word, run.log)
        self.assertEqual(run.outputs.get("exit-code"), str(code))
        self.assertEqual(run.outputs.get("result"), "cancelled" if code >= 130 else "failed")
        self.assertTrue(run.summary.startswith("#"), run.summary[:200])
        self.assertEqual(run.report["exit_code"], code)
        self.assertEqual(Inventory(self.droplet), self.before)

    def test_unknown_host_key_is_refused_with_the_line_to_add(self):
        run = sweep(self.droplet, known_hosts="other.example ssh-ed25519 " + "A" * 68)
        self.failed(run, 4, self.droplet.address, self.droplet.known_hosts_line(), self.droplet.fingerprint())

    def test_no_known_hosts_at_all_is_refused_the_same_way(self):
        run = sweep(self.droplet, known_hosts=None)
        self.failed(run, 4, self.droplet.known_hosts_line())

    def test_the_line_that_a_refusal_prints_is_the_one_that_works(self):
        refused = sweep(self.droplet, known_hosts=None)
        line = next(line.split("`")[-2] for line in refused.log.splitlines() if "known-hosts: `" in line)
        self.assertEqual(sweep(self.droplet, known_hosts=line).code, 0)

    def test_a_different_host_key_is_refused_and_told_apart_from_an_unknown_one(self):
        with Droplet(dockerd=False) as other:
            line = self.droplet.known_hosts_line().split()[0] + " " + other.host_keys["ed25519"]
            run = sweep(self.droplet, known_hosts=line)
        self.failed(run, 4, self.droplet.fingerprint(), "attack")

    def test_a_wrong_fingerprint_is_refused(self):
        run = sweep(self.droplet, known_hosts=None, host_key_fingerprint="SHA256:" + "A" * 43)
        self.failed(run, 4, "host-key-fingerprint")
        self.assertTrue(any(self.droplet.fingerprint(kind) in run.log for kind in self.droplet.host_keys))

    def test_a_right_fingerprint_of_any_key_type_is_enough(self):
        for kind in ("ed25519", "ecdsa", "rsa"):
            run = sweep(self.droplet, known_hosts=None, host_key_fingerprint=self.droplet.fingerprint(kind))
            self.assertEqual(run.code, 0, run.log)

    def test_a_key_that_the_account_does_not_know_is_refused_by_name(self):
        run = sweep(self.droplet, ssh_key=new_key())
        self.failed(run, 5, "root", self.droplet.address, "authorized_keys")

    def test_nobody_listening(self):
        with socket.socket() as unused:
            unused.bind(("127.0.0.1", 0))
            run = sweep(self.droplet, host=f"127.0.0.1:{unused.getsockname()[1]}", connect_timeout="1s")
        self.failed(run, 3, "refused", "127.0.0.1")

    def test_a_listener_that_never_speaks(self):
        with socket.socket() as silent:
            silent.bind(("127.0.0.1", 0))
            silent.listen()
            run = sweep(self.droplet, host=f"127.0.0.1:{silent.getsockname()[1]}", connect_timeout="1s")
        self.failed(run, 3, "127.0.0.1", "1s")
        self.assertLess(run.seconds, 5)

    def test_a_listener_that_is_no_ssh_server(self):
        with socket.socket() as web:
            web.bind(("127.0.0.1", 0))
            web.listen()
            threading.Thread(target=answer_once, args=(web, b"HTTP/1.0 400 ::error::no\r\n\r\n"), daemon=True).start()
            run = sweep(self.droplet, host=f"127.0.0.1:{web.getsockname()[1]}", connect_timeout="3s")
        self.failed(run, 3, "SSH")

    def test_a_run_whose_time_is_over_begins_with_no_further_host(self):
        with socket.create_server(("127.0.0.1", 0)) as silent:
            address = f"127.0.0.1:{silent.getsockname()[1]}"
            run = sweep(self.droplet, host=f"first@{address}\nsecond@{address}", max_parallel=1, timeout="2s")
            silent.setblocking(False)
            silent.accept()[0].close()
            self.assertRaises(BlockingIOError, silent.accept)
        self.assertEqual(run.code, 3, run.log)
        self.assertEqual([host["failure"]["step"] for host in run.report["hosts"]], ["connect", "connect"])

    def test_a_name_that_does_not_exist(self):
        run = sweep(self.droplet, host="no-such-host.invalid", connect_timeout="2s")
        self.failed(run, 3, "no-such-host.invalid")

    def test_sigint_while_connecting_still_writes_the_report(self):
        with socket.socket() as silent:
            silent.bind(("127.0.0.1", 0))
            silent.listen()
            running = step(self.droplet, host=f"127.0.0.1:{silent.getsockname()[1]}").start()
            connection, _ = silent.accept()
            self.addCleanup(connection.close)
            running.process.send_signal(2)
            run = running.finish(timeout=10)
        self.failed(run, 130, "SIGINT")

    def test_a_docker_socket_that_is_not_there(self):
        run = sweep(self.droplet, docker_socket="/run/no-such.sock")
        self.failed(run, 6, "/run/no-such.sock", self.droplet.address)

    def test_ssh_without_socket_forwarding_falls_back_to_the_docker_cli(self):
        with Droplet(sshd_options=["AllowStreamLocalForwarding no"]) as strict:
            run = sweep(strict)
        self.assertEqual(run.code, 0, run.log)
        self.assertIn("dial-stdio", run.log)

    def test_one_failing_host_of_three_stops_no_other_and_gives_the_exit_code(self):
        with socket.socket() as unused:
            unused.bind(("127.0.0.1", 0))
            nobody = f"127.0.0.1:{unused.getsockname()[1]}"
            run = sweep(self.droplet, host=f"root@{self.droplet.address}\n{nobody}\ndeploy@{self.droplet.address}")
        self.assertEqual(run.code, 5, run.log)
        self.assertEqual([host["exit_code"] for host in run.report["hosts"]], [0, 3, 5])

    def test_the_engine_of_this_machine_needs_no_ssh(self):
        run = sweep(self.droplet, host=f"unix://{self.droplet.socket_path}")
        self.assertEqual(run.code, 0, run.log)

    def test_no_docker_engine_behind_the_socket(self):
        with Droplet(dockerd=False) as bare:
            run = sweep(bare)
        self.assertEqual(run.code, 6, run.log)
        self.assertIn("docker.sock", run.log)

    def test_an_engine_that_hangs_ends_at_the_time_limit(self):
        with Droplet() as frozen:
            frozen.pause_dockerd()
            run = sweep(frozen, timeout="4s")
            frozen.resume_dockerd()
        self.assertIn(run.code, (3, 6), run.log)
        self.assertLess(run.seconds, 10)
        self.assertEqual(run.outputs["result"], "failed")


class Agent(unittest.TestCase):
    def test_the_agent_serves_when_no_key_is_given(self):
        with Droplet() as droplet:
            started = subprocess.run(["ssh-agent", "-s"], capture_output=True, text=True, check=True).stdout
            agent = dict(part.split("=", 1) for part in started.replace(";", "\n").splitlines() if "=" in part)
            try:
                subprocess.run(["ssh-add", "-q", droplet.key_path], env=os.environ | agent, check=True)
                run = sweep(droplet, ssh_key=None, environment={"SSH_AUTH_SOCK": agent["SSH_AUTH_SOCK"]})
            finally:
                os.kill(int(agent["SSH_AGENT_PID"]), 15)
            self.assertEqual(run.code, 0, run.log)


def answer_once(listener, words):
    connection, _ = listener.accept()
    with connection:
        connection.sendall(words)
        connection.recv(1024)


def new_key(kind="ed25519", passphrase=""):
    import tempfile
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["ssh-keygen", "-q", "-t", kind, "-N", passphrase, "-f", f"{folder}/key"], check=True)
        with open(f"{folder}/key") as file:
            return file.read()


if __name__ == "__main__":
    unittest.main()
