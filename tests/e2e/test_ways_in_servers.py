"""Every way in, tried with every SSH server; docs/ssh.md tells what is seen here."""

import json
import unittest

from tests.e2e import ssh_table
from tests.e2e.ssh_places import Places


class Servers(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.places = Places()
        cls.addClassCleanup(cls.places.close)
        cls.trials = {place.name: ssh_table.Trial(cls.places, place).all() for place in cls.places.all}

    def test_the_committed_table_is_what_is_seen(self):
        committed = ssh_table.read(ssh_table.committed())
        for name, trial in self.trials.items():
            with self.subTest(name):
                self.assertEqual(committed.get(name), trial.cells, "./dev run python3 -m tests.e2e.ssh_table writes it anew")
        if not self.places.missing:
            self.assertEqual(set(committed), set(self.trials))

    def test_what_does_not_work_is_told_by_name(self):
        """Whatever the table calls a no: with the step, a sentence, and what to do."""
        for name, trial in self.trials.items():
            for row, run in trial.runs.items():
                if run.code != 0:
                    with self.subTest(server=name, way=row):
                        failure = run.host["failure"]
                        self.assertTrue(failure["seen"].endswith(".") or failure["seen"].endswith(")"), failure)
                        self.assertTrue(failure["advice"], failure)

    def test_tinysshd_is_refused_with_the_reason(self):
        run = self.trials["tinyssh"].runs["key: ed25519"]
        self.assertEqual(run.code, 3, run.log)
        for words in ("chacha20-poly1305@openssh.com", "libssh2 before 1.11.2", "tinysshd has no AES"):
            self.assertIn(words, run.log)

    def test_an_accounts_docker_context_does_not_lead_to_another_engine(self):
        place = self.places.all[0]
        place.droplet.write_file("/root/.docker/config.json", json.dumps({"currentContext": "elsewhere"}))
        try:
            run = ssh_table.Trial(self.places, place).run(place.closed, "plan")
        finally:
            place.droplet.run(["rm", "-r", "/root/.docker"])
        self.assertEqual(run.code, 0, run.log)
        self.assertIn("over docker system dial-stdio", run.log)


if __name__ == "__main__":
    unittest.main()
