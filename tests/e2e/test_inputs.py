"""An unreadable value of every input: exit 2, the input's name, the value as seen, an example, nothing contacted."""

import socket
import unittest

from tests.e2e.dropsweep import Step

BAD = {
    "host": "root@host:99999",
    "port": "seventy",
    "user": "ro ot",
    "ssh_key": "not a key",
    "host_key_fingerprint": "MD5:aa:bb",
    "jump_host": "a b",
    "connect_timeout": "10 bananas",
    "timeout": "soon",
    "docker_socket": "docker.sock; rm -rf /",
    "sudo": "maybe",
    "mode": "gentle",
    "dry_run": "perhaps",
    "plan": "/no/such/plan.json",
    "older_than": "a while",
    "min_age": "-5m",
    "keep": "picture:shop/*",
    "keep_last": "some",
    "volumes": "all",
    "disk_above": "120",
    "disk_target": "120",
    "free": "plenty",
    "services": "gateway ftp://127.0.0.1/",
    "health_timeout": "1x",
    "max_parallel": "0",
    "fail_on": "whatever",
    "advise": "perhaps",
}


class BadInputs(unittest.TestCase):
    def setUp(self):
        self.listener = socket.socket()
        self.addCleanup(self.listener.close)
        self.listener.bind(("127.0.0.1", 0))
        self.listener.listen()
        self.listener.setblocking(False)
        self.good = {"host": f"root@127.0.0.1:{self.listener.getsockname()[1]}", "connect_timeout": "2s"}

    def nobody_was_contacted(self):
        with self.assertRaises(BlockingIOError):
            self.listener.accept()

    def test_every_input_refuses_what_it_cannot_read(self):
        for name, value in BAD.items():
            with self.subTest(name):
                run = Step("sweep", **(self.good | {name: value})).start().finish(timeout=20)
                self.assertEqual(run.code, 2, run.log)
                self.assertIn(name.replace("_", "-"), run.log)
                if name == "ssh_key":
                    self.assertNotIn(value, run.log)
                else:
                    self.assertIn(value, run.log)
                self.assertEqual(run.outputs["exit-code"], "2")
                self.assertEqual(run.outputs["result"], "failed")
                self.assertIn(name.replace("_", "-"), run.summary.replace("&#45;", "-"))
                self.assertEqual(run.report["exit_code"], 2)
                self.nobody_was_contacted()

    def test_a_missing_host_is_named(self):
        run = Step("sweep").start().finish(timeout=20)
        self.assertEqual(run.code, 2)
        self.assertIn("host", run.log)

    def test_an_unknown_option_and_an_unknown_command_are_named(self):
        for argv in (["sweep", "--no-such-option"], ["mop"]):
            run = Step(*argv, **self.good).start().finish(timeout=20)
            self.assertEqual(run.code, 2, run.log)
            self.assertIn(argv[-1], run.log)
            self.nobody_was_contacted()

    def test_a_secret_on_the_command_line_is_refused_and_not_repeated(self):
        run = Step("sweep", "--ssh-key", "very-secret", **self.good).start().finish(timeout=20)
        self.assertEqual(run.code, 2)
        self.assertNotIn("very-secret", run.log + run.summary + str(run.report))
        self.nobody_was_contacted()

    def test_malformed_plan_files_are_refused_with_the_place(self):
        for text in ("", "{", "[]", '{"version": 99, "hosts": []}', '{"version": 1, "hosts": "all"}', "\0" * 100, "[" * 100000):
            step = Step("sweep", **self.good)
            plan = step.path / "plan.json"
            plan.write_text(text)
            step.environment["INPUT_PLAN"] = str(plan)
            run = step.start().finish(timeout=20)
            self.assertEqual(run.code, 2, run.log)
            self.assertIn("plan.json", run.log)
            self.nobody_was_contacted()

    def test_help_and_version_print_and_do_nothing(self):
        for argv, word in ((["--help"], "Exit codes"), (["--version"], "dropsweep "), (["sweep", "--help"], "--older-than")):
            run = Step(*argv).start().finish(timeout=20)
            self.assertEqual(run.code, 0, run.log)
            self.assertIn(word, run.log)


if __name__ == "__main__":
    unittest.main()
