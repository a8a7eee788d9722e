"""A host that answers without end, too much or nothing: a named error by its deadline, in little memory, and a written report."""

import socket
import tempfile
import threading
import unittest
from pathlib import Path

from tests.droplet import ledger
from tests.droplet.droplet import Droplet
from tests.droplet.hostile_engine import ENDLESS
from tests.e2e import hostile_host
from tests.e2e.dropsweep import step
from tests.e2e.memory import MEASURABLE, measured, peak_mib

MEMORY_MIB = 64

# What is said of each; the others end with the time limit.
SAYS = {
    "headers": "the answer's header has more than 65536 bytes", "header_line": "the answer's header has more than 65536 bytes",
    "status_line": "the answer's header has more than 65536 bytes", "interim": "an interim answer came",
    "extension": "bytes between two pieces of its body", "trailers": "the answer's header has more than 65536 bytes",
    "announced": "the answer has more than", "until_closed": "does not say how long it is",
    "deep": "nested deeper than 64 levels", "deep_list": "nested deeper than 64 levels",
    "million": "lists more than 20000 objects|has more than|too large together", "numbers": "holds something that is no object",
    "long_name": "the answer has more than", "labels": "more labels than any host's|more than 25000 values", "no_http": "no HTTP answer",
}


class Bounds(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.droplet = Droplet(dockerd=False).start()
        cls.addClassCleanup(cls.droplet.close)
        hostile_host.start(cls.droplet)

    def step(self, engine="harmless", command="sweep", *arguments, **inputs):
        return measured(step(self.droplet, command, *arguments, docker_socket=hostile_host.socket_of(engine),
                             **{"timeout": "200s", "connect_timeout": "30s", "health_timeout": "1s"} | inputs))

    def ended(self, one, words, codes=(3, 6)):
        run = one.finish()
        self.assertIn(run.code, codes, run.log)
        self.assertRegex(run.log, words)
        self.assertEqual((run.report["exit_code"], run.outputs["exit-code"]), (run.code, str(run.code)))
        self.assertTrue(run.summary.startswith("#"), run.summary[:200])
        if MEASURABLE:
            self.assertLess(peak_mib(one), MEMORY_MIB, run.log)
        return run

    def test_an_answer_of_the_engine_without_bounds_is_a_named_error(self):
        ways = [*ENDLESS]
        for group in (ways[at::4] for at in range(4)):
            running = {name: self.step(name, timeout="200s" if name in SAYS else "5s").start() for name in group}
            for name, one in running.items():
                with self.subTest(name):
                    self.ended(one, SAYS.get(name, "the time limit of 5s"))

    def test_a_host_as_large_as_hosts_are_is_planned_and_swept_in_little_memory(self):
        plan = str(Path(self.enterContext(tempfile.TemporaryDirectory())) / "plan.json")
        aggressive = {"mode": "aggressive"}
        for command, inputs, result in ((("plan", "--output", plan), aggressive, "planned"), (("sweep", "--dry-run"), aggressive, "planned"),
                                        (("sweep", "--plan", plan), {}, "swept")):
            with self.subTest(command):
                run = self.ended(self.step("crowd", *command, **inputs).start(), "1500 to remove", codes=(0,))
                self.assertEqual(run.report["result"], result, run.log)
                listed = [run.host["before"]["usage"][kind]["listed"] for kind in ("images", "containers", "volumes")]
                self.assertEqual(listed, [10_000, 5_000, 5_000])
                self.assertEqual(len(run.host["plan"]["remove"]), 1500)
                if result == "swept":
                    self.assertEqual((len(run.removed()), run.host["after"]["usage"]["images"]["listed"]), (1500, 9_000))

    def test_a_host_with_more_objects_than_that_is_refused_with_their_number(self):
        self.ended(self.step("too_many").start(), "The host has 60000 images, .* takes at most 30000", codes=(6,))

    def test_what_is_met_first_is_named_as_well(self):
        running = {words: self.step(name, timeout="4s").start() for name, words in {
            "silent_ping": "the time limit of 4s", "slow_header_ping": "the time limit of 4s",
            "headers_ping": "GET /_ping: the answer's header has more", "no_http_ping": "GET /_ping: what came is no HTTP"}.items()}
        for words, one in running.items():
            with self.subTest(words):
                self.ended(one, words)

    def test_a_health_page_without_end_is_a_sick_service_and_no_more(self):
        lines = "\n".join(f"{name} http://127.0.0.1:8100/{name} within=2s contains=nowhere" for name in ENDLESS)
        run = self.ended(self.step(command="check", services=lines).start(), "silent", codes=(8,))
        self.assertEqual(len(run.host["health"]["services"]), len(ENDLESS))

    def test_the_log_of_a_broken_service_without_end_is_cut(self):
        self.ended(self.step("endless_log", services="it container://harmless0").start(), "harmless0", codes=(7, 8))

    def test_an_account_whose_shell_never_stops_talking_is_asked_no_more(self):
        self.droplet.add_user("chatty")
        forced = 'command="yes ::error::forged" ' + self.droplet.sshd.public_key
        self.droplet.sshd.authorize("/home/chatty", forced, owner="chatty")
        for mode, words, codes in (("700", "socket on chatty@.* could not be opened", (6,)), ("777", "the shell says more than", (7,))):
            self.droplet.run(["chmod", mode, hostile_host.FOLDER, hostile_host.socket_of("harmless")])
            with self.subTest(mode):
                self.ended(self.step(host=f"chatty@{self.droplet.address}").start(), words, codes)

    def test_a_ledger_of_a_gigabyte_begins_anew(self):
        path = f"/root/{ledger.PATH}"
        for head in ("", "dropsweep ledger 1\nengine engine\n"):
            self.droplet.write_file(path, head)
            self.droplet.run(["truncate", "-s", "1G", path])
            self.ended(self.step().start(), "The ledger of earlier runs begins anew", codes=(0, 7, 8))

    def test_a_plan_file_of_a_hundred_megabytes_is_refused(self):
        one = self.step()
        plan = one.path / "plan.json"
        with open(plan, "wb") as file:
            file.truncate(100 << 20)
        one.environment["INPUT_PLAN"] = str(plan)
        self.ended(one.start(), "plan", codes=(2,))

    def test_a_server_that_talks_for_ever_before_it_is_one_of_ssh_is_left(self):
        for words, said in ((b"::error::forged\r\n", "SSH"), (b"SSH-2.0-" + b"x" * 1000, "127.0.0.1"), (b"SSH-2.0-x\r\n" + b"\0" * 999, "127.0.0.1")):
            with socket.create_server(("127.0.0.1", 0)) as talker:
                threading.Thread(target=talk_for_ever, args=(talker, words), daemon=True).start()
                one = self.step(host=f"root@127.0.0.1:{talker.getsockname()[1]}", connect_timeout="3s").start()
                self.ended(one, said, codes=(3, 4))


def talk_for_ever(listener, words):
    try:
        while True:
            connection, _ = listener.accept()
            with connection:
                connection.sendall(words)
                while True:
                    connection.sendall(words * 60)
    except OSError:
        pass


if __name__ == "__main__":
    unittest.main()
