"""The man page: nothing to complain about, and everything that --help says."""

import re
import subprocess
import tempfile
import unittest
from pathlib import Path

from tests.pages.pages import COMMANDS, help_of, options_of, page


class ManPage(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.file = Path(folder.name) / "dropsweep.1"
        cls.file.write_text(page("man", "2026-01-31"))

    def shown(self, columns=200):
        return subprocess.run(["man", "--warnings", "--nj", "--nh", "-l", self.file], capture_output=True, text=True,
                              env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "MANWIDTH": str(columns), "MAN_KEEP_FORMATTING": "",
                                   "MANPAGER": "cat"})

    def test_man_has_nothing_to_warn_of(self):
        run = self.shown()
        self.assertEqual((run.returncode, run.stderr), (0, ""))

    def test_mandoc_has_nothing_to_warn_of(self):
        run = subprocess.run(["mandoc", "-T", "lint", self.file], capture_output=True, text=True)
        self.assertEqual((run.returncode, run.stdout, run.stderr), (0, "", ""))

    def test_every_command_option_and_exit_code_of_the_help_is_in_it(self):
        text = re.sub(r"\s+", " ", self.shown().stdout)
        for command in COMMANDS:
            for option in options_of(command):
                self.assertRegex(text, rf"(^| ){option}[ ,]", command)
        for line in help_of().split("Exit codes\n")[1].splitlines():
            for code, meaning in re.findall(r"(\d+(?:, \d+)?)  (.+?)(?:\s{2,}|$)", line):
                self.assertIn(f" {code} {meaning}.", text)

    def test_secrets_are_told_as_variables_alone(self):
        text = self.shown().stdout
        self.assertIn("INPUT_SSH_PASSWORD", text)
        self.assertNotIn("--ssh-password", text)

    def test_it_is_the_version_and_of_the_date_that_it_was_made_for(self):
        self.assertRegex(self.shown().stdout, r"dropsweep \d+\.\d+\.\d+ +2026-01-31")

    def test_hyphens_can_be_copied_into_a_shell(self):
        self.assertNotRegex(self.shown().stdout, "[\u2010\u2011\u2212]")


if __name__ == "__main__":
    unittest.main()
