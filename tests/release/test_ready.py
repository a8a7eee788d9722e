"""What must not become a release is refused, with a sentence, before anything is built."""

import unittest

from tests.release.project import CHANGELOG, Project


class Ready(unittest.TestCase):
    def setUp(self):
        self.project = Project()
        self.addCleanup(self.project.folder.cleanup)

    def refused(self, why, failing=""):
        run = self.project.run("ready.sh", failing=failing)
        self.assertEqual(run.returncode, 1, run.stderr)
        self.assertRegex(run.stderr, "(?m)^release: ")
        self.assertIn(why, run.stderr)

    def test_a_tree_that_is_clean_and_told_of_and_tested_is_ready(self):
        run = self.project.run("ready.sh")
        self.assertEqual((run.returncode, run.stderr), (0, ""))
        self.assertEqual(self.project.was_asked(), ["lint", "test"])

    def test_a_changed_file_is_refused_by_name(self):
        self.project.write("CHANGELOG.md", CHANGELOG + "\n")
        self.refused("M CHANGELOG.md")
        self.assertEqual(self.project.was_asked(), [])

    def test_a_file_that_git_does_not_know_is_refused(self):
        self.project.write("new.cpp", "")
        self.refused("?? new.cpp")

    def test_a_changelog_without_the_version_is_refused(self):
        self.project.write("CHANGELOG.md", CHANGELOG.replace("[1.4.2]", "[1.4.20]"))
        self.project.commit("another version")
        self.refused('CHANGELOG.md has no section for 1.4.2: give what is below [Unreleased] the heading "## [1.4.2] - DATE"')
        self.assertEqual(self.project.was_asked(), [])

    def test_a_version_without_its_date_is_refused(self):
        self.project.write("CHANGELOG.md", CHANGELOG.replace("[1.4.2] - 2026-01-31", "[1.4.2]"))
        self.project.commit("no date")
        self.refused("CHANGELOG.md has no section for 1.4.2")

    def test_a_version_that_is_released_already_is_refused(self):
        self.project.git("tag", "v1.4.2")
        self.refused("v1.4.2 is released already")

    def test_a_failing_test_is_refused(self):
        self.refused("a test fails", failing="test")

    def test_a_failing_lint_is_refused(self):
        self.refused("the lint fails", failing="lint")

    def test_a_test_that_was_skipped_is_refused(self):
        self.refused("was not carried out as a whole", failing="part of test")
        self.refused("was not carried out as a whole", failing="part of lint")


if __name__ == "__main__":
    unittest.main()
