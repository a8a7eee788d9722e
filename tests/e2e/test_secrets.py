"""Keys, passphrases and passwords: never told, not for others to read, and forgotten once they have served."""

import base64
import contextlib
import os
import signal
import socket
import subprocess
import tempfile
import time
import unittest

from tests.droplet.droplet import Droplet
from tests.droplet.ssh_keys import Keys
from tests.droplet.ssh_servers import second_sshd
from tests.e2e.dropsweep import Step, step
from tests.e2e.memory import MEASURABLE
from tests.e2e.process_memory import holds

PASSWORD, PASSPHRASE = "battery-horse-17", "staple-correct-23"
NOBODY = 65534
PORT = 2230
SILENT = "/run/silent.sock"


@contextlib.contextmanager
def silent_server():
    """Somebody who takes connections and never says a word: (port, listener)."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1], listener


def as_nobody(step):
    """The step, by an account that could not do with it what root may do anyway."""
    os.chmod(step.path, 0o777)
    step.argv = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", *step.argv]
    return step


class Told(unittest.TestCase):
    """The check that every run of every story goes through."""

    def leaks(self, script, **inputs):
        one = Step("sweep", **inputs)
        one.argv = ["sh", "-c", script]
        with self.assertRaisesRegex(AssertionError, "stands in"):
            one.start().finish()

    def test_a_run_that_tells_a_secret_is_found_out_wherever_it_does(self):
        for where in (">&1", ">&2", '> "$GITHUB_OUTPUT"', '> "$GITHUB_STEP_SUMMARY"', '> "$INPUT_REPORT_FILE"', "> $HOME/left-behind"):
            with self.subTest(where):
                self.leaks(f'echo "password=$INPUT_SSH_PASSWORD" {where}', ssh_password=PASSWORD)
        with tempfile.TemporaryDirectory() as folder:
            self.leaks('echo "$INPUT_SSH_KEY_PASSPHRASE" > "$INPUT_OUTPUT"', ssh_key_passphrase=PASSPHRASE, output=f"{folder}/plan.json")

    def test_one_line_of_a_key_is_enough_and_so_is_another_spelling(self):
        keys = Keys()
        self.addCleanup(keys.close)
        for key in (keys.make(), keys.make("rsa2048"), keys.rewritten(keys.make("rsa2048"), "PEM")):
            self.leaks('echo "$INPUT_SSH_KEY" | tail -n 3', ssh_key=key.text)
            self.leaks('tail -n 3 "$INPUT_SSH_KEY_FILE"', ssh_key_file=key.path)
        self.leaks('printf \'{"it": "a\\\\"b\\\\\\\\c-and-more"}\'', ssh_password='a"b\\c-and-more')
        self.leaks("echo open%20sesame", ssh_password="open sesame")

    def test_a_key_whose_public_half_is_shown_was_not_told(self):
        keys = Keys()
        self.addCleanup(keys.close)
        key = keys.make("rsa4096", PASSPHRASE)
        one = Step("sweep", ssh_key=key.text, ssh_key_passphrase=PASSPHRASE)
        one.argv = ["echo", key.public]
        self.assertEqual(one.start().finish().code, 0)


class OnTheCommandLine(unittest.TestCase):
    def test_a_secret_as_an_option_is_refused_with_the_reason_and_not_repeated(self):
        for name in ("ssh-key", "ssh-key-passphrase", "ssh-password"):
            for argv in ((f"--{name}", PASSWORD), (f"--{name}={PASSWORD}",)):
                with self.subTest(argv=argv[0]):
                    run = Step("sweep", *argv, host="127.0.0.1").start().finish(timeout=20)
                    self.assertEqual(run.code, 2, run.log)
                    self.assertIn(f"input {name}: a secret on the command line can be read by every process", run.log)
                    self.assertIn("INPUT_" + name.upper().replace("-", "_"), run.log)

    def test_nor_is_it_repeated_under_a_name_that_is_none(self):
        for argv in (("--password", PASSWORD), (f"--ssh-pasword={PASSWORD}",), (f"-p{PASSWORD}",), (f"root:{PASSWORD}@127.0.0.1",)):
            with self.subTest(argv=argv[0][:6]):
                run = Step("sweep", *argv, host="127.0.0.1").start().finish(timeout=20)
                self.assertEqual(run.code, 2, run.log)
                self.assertNotIn(PASSWORD, run.log + run.summary + str(run.report))


class InTheProcess(unittest.TestCase):
    def held_up(self, port, listener, by=lambda step: step):
        """A step that is being kept waiting before it could use what it was given."""
        one = by(Step("check", host=f"root@127.0.0.1:{port}", ssh_password=PASSWORD, known_hosts="x ssh-ed25519 AAAA")).start()
        connection, _ = listener.accept()
        self.addCleanup(connection.close)
        return one

    def end(self, one):
        one.process.kill()
        one.finish()

    def test_nobody_else_can_look_into_it_not_even_the_same_account(self):
        with silent_server() as (port, listener):
            one = self.held_up(port, listener, as_nobody)
            pid = one.process.pid
            for name in ("environ", "mem", "maps"):
                self.assertEqual(os.stat(f"/proc/{pid}/{name}").st_uid, 0, name)
                reading = subprocess.run(["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", "head", "-c1",
                                          f"/proc/{pid}/{name}"], capture_output=True, text=True)
                self.assertIn("Permission denied", reading.stderr, name)
            self.end(one)

    def test_its_environment_shows_no_secret(self):
        with silent_server() as (port, listener):
            one = self.held_up(port, listener)
            with open(f"/proc/{one.process.pid}/environ", "rb") as file:
                shown = file.read()
            self.assertIn(b"INPUT_SSH_PASSWORD=\0", shown)
            self.assertNotIn(PASSWORD.encode(), shown)
            self.end(one)

    def test_no_core_is_left_when_it_crashes_with_the_key_in_hand(self):
        for number in (signal.SIGABRT, signal.SIGSEGV):
            with self.subTest(number.name), silent_server() as (port, listener):
                one = self.held_up(port, listener)
                with open(f"/proc/{one.process.pid}/limits") as file:
                    self.assertRegex(file.read(), r"Max core file size +0 +0 ")
                one.process.send_signal(number)
                _, status = os.waitpid(one.process.pid, 0)
                self.assertFalse(os.WCOREDUMP(status))
                one.finish()

    def test_a_program_that_it_starts_inherits_none(self):
        one = Step("check", "somewhere", ssh_password=PASSWORD, ssh_key_passphrase=PASSPHRASE, connect_timeout="1s")
        tools = one.path / "tools"
        tools.mkdir()
        (one.path / ".ssh").mkdir()
        (one.path / ".ssh/config").write_text("Host somewhere\n HostName 127.0.0.1\n Port 1\n")
        (tools / "ssh").write_text('#!/bin/sh\nenv > "$HOME/inherited"\nexec /usr/bin/ssh "$@"\n')
        (tools / "ssh").chmod(0o755)
        one.environment["PATH"] = f"{tools}:{one.environment['PATH']}"
        inherited = []
        tells_no_secret = one._tells_no_secret
        one._tells_no_secret = lambda log: (inherited.append((one.path / "inherited").read_text()), tells_no_secret(log))
        self.assertEqual(one.start().finish().code, 3)
        self.assertIn("HOME=", inherited[0])
        self.assertNotIn("INPUT_", inherited[0])


@unittest.skipUnless(MEASURABLE, "the sanitizers keep what was freed, in more memory than can be read")
class Forgotten(unittest.TestCase):
    """Once the host has let us in, while the engine keeps us waiting."""

    @classmethod
    def setUpClass(cls):
        cls.droplet = Droplet(dockerd=False).start()
        cls.addClassCleanup(cls.droplet.close)
        cls.keys = Keys()
        cls.addClassCleanup(cls.keys.close)
        cls.droplet.run(["chpasswd"], input=f"root:{PASSWORD}\n")
        cls.droplet.start_process(["socat", f"UNIX-LISTEN:{SILENT},fork", "EXEC:sleep 1000"], "silent.log")
        options = ("PerSourcePenalties no",)
        cls.server = second_sshd(cls.droplet, PORT, *options, "PasswordAuthentication yes")
        cls.asking = second_sshd(cls.droplet, PORT + 1, *options, "PasswordAuthentication no", "KbdInteractiveAuthentication yes", "UsePAM yes")

    def waiting(self, server=None, more_hosts="", **inputs):
        server = server or self.server
        return step(self.droplet, "check", **({"host": f"root@{self.droplet.address}:{server.port}" + more_hosts,
                                               "known_hosts": server.known_hosts(), "docker_socket": SILENT, "ssh_key": None} | inputs))

    def authorize(self, *keys):
        self.droplet.sshd.authorize("/root", "\n".join(key.public for key in keys))

    def stop_when(self, one, words):
        """It goes no further than a moment behind the line of its log that says so."""
        said = b""
        while words not in said:
            said = one.process.stdout.readline()
            self.assertTrue(said, f"it ended before {words}")
        one.process.send_signal(signal.SIGSTOP)

    def end(self, one):
        one.process.kill()
        one.finish()

    def test_after_authentication_nothing_of_a_secret_is_left_in_memory(self):
        plain, locked, pem = self.keys.make(), self.keys.make("nistp256", PASSPHRASE), self.keys.make("rsa2048")
        pem = self.keys.rewritten(pem, "PEM", PASSPHRASE)
        self.authorize(plain, locked, pem)
        running = {
            "plain ed25519": (self.waiting(ssh_key=plain.text), {seed_of(plain)}),
            "encrypted ECDSA": (self.waiting(ssh_key=locked.text, ssh_key_passphrase=PASSPHRASE), set()),
            "encrypted RSA, from a file": (self.waiting(ssh_key_file=pem.path, ssh_key_passphrase=PASSPHRASE), prime_of(pem)),
            "password": (self.waiting(ssh_password=PASSWORD), set()),
            "keyboard-interactive": (self.waiting(self.asking, ssh_password=PASSWORD), set())}
        for one, _ in running.values():
            one.start()
        for one, _ in running.values():
            self.stop_when(one, b": connect: root by ")
        for name, (one, raw) in running.items():
            with self.subTest(name):
                texts = {text.encode(): what for text, what in one.secrets.texts.items()
                         if not one.secrets.is_public(text)} | dict.fromkeys(raw, "the key's own number")
                self.assertEqual({texts[left] for left in holds(one.process.pid, texts)}, set())
            self.end(one)

    def test_as_long_as_a_host_needs_them_they_are_kept_and_then_they_go(self):
        with silent_server() as (port, listener):
            one = self.waiting(more_hosts=f"\nroot@127.0.0.1:{port}", ssh_password=PASSWORD, connect_timeout="100s").start()
            connection, _ = listener.accept()
            self.stop_when(one, b": connect: root by ")
            self.assertEqual(holds(one.process.pid, {PASSWORD.encode()}), {PASSWORD.encode()})
            connection.sendall(b"no SSH here\r\n")
            connection.close()
            one.process.send_signal(signal.SIGCONT)
            while holds(one.process.pid, {PASSWORD.encode()}):  # for as long as it waits for the engine of the other host
                time.sleep(0.05)
            self.assertIsNone(one.process.poll())
            self.end(one)


def seed_of(key):
    """The 32 bytes of an ed25519 key that nobody else may know; the file is not encrypted."""
    body = base64.b64decode("".join(key.text.splitlines()[1:-1]))
    public = base64.b64decode(key.public.split()[1])[-32:]
    return body[body.rindex(public) - 32:body.rindex(public)]


def prime_of(key):
    """One of the two primes of an RSA key, as files have it and as the processor does."""
    words = subprocess.run(["openssl", "pkey", "-in", key.path, "-passin", f"pass:{key.passphrase}", "-noout", "-text"], check=True,
                           capture_output=True, text=True).stdout
    digits = words.split("prime1:")[1].split("prime2:")[0]
    prime = bytes.fromhex("".join(digits.split()).replace(":", "")).lstrip(b"\0")
    return {prime, prime[::-1]}


if __name__ == "__main__":
    unittest.main()
