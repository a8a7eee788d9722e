"""README.md and docs/, followed word for word by a new user: every command is run, and what a page shows is what it says."""

import re
import unittest

from tests.e2e import modes_table
from tests.e2e.documentation import PAGES, REPOSITORY, blocks_of, differs
from tests.e2e.least_privilege_page import anchor
from tests.e2e.new_user import NewUser

# What is not typed in here: by page, or by page and first line; and why.
ELSEWHERE = {
    "docs/least-privilege.md": "test_least_privilege pastes each recipe on a host",
    "README.md: ./dev demo    # builds, starts a throwaway droplet with 59 images, sweeps it, shows the report":
        "they build, and start what this test is a part of",
}
# What is shown and not typed in, and why.
SHOWN_ALONE = {
    "docs/troubleshooting.md: dropsweep failed on root@203.0.113.7 during plan: a bug of ours.": "nobody can provoke it",
    "README.md: 17 3 * * 0 root /usr/local/bin/dropsweep sweep unix:///var/run/docker.sock --mode aggressive --quiet":
        "cron's own format; test_5_the_readme types in its command",
}
# The first three need the host as it was made, and run first; the last one leaves a busy one. unittest goes by the names.
FOLLOWED = ("advise", "modes", "plan-files", "health", "troubleshooting", "tasks", "schedule")


def commands_of(page):
    return [block for block in blocks_of(page) if block.language == "sh" and not {block.page, block.name} & set(ELSEWHERE)]


class NothingIsLeftOut(unittest.TestCase):
    def test_each_block_is_run_or_listed_with_the_reason(self):
        blocks = [block for page in PAGES for block in blocks_of(page)]
        followed = {"README.md", *(f"docs/{name}.md" for name in FOLLOWED)}
        for block in blocks:
            with self.subTest(block.name, line=block.line):
                if block.language == "sh":
                    self.assertTrue(block.page in followed or {block.page, block.name} & set(ELSEWHERE))
                elif block.language != "yaml":  # those are test_samples'
                    self.assertIn(block.name, SHOWN_ALONE)
        names = {block.page for block in blocks} | {block.name for block in blocks}
        self.assertLessEqual(set(ELSEWHERE) | set(SHOWN_ALONE), names, "listed, and not there any more")

    def test_each_link_leads_somewhere(self):
        for page in [*PAGES, *REPOSITORY.glob("*.md")]:
            for path, place in re.findall(r"\]\((?!https?:)([^)#]*)#?([^)]*)\)", page.read_text()):
                with self.subTest(page.name, link=f"{path}#{place}"):
                    target = page.parent / path if path else page
                    self.assertTrue(target.exists())
                    if place:
                        self.assertIn(place, [anchor(heading) for heading in re.findall(r"^#+ (.*)$", target.read_text(), re.MULTILINE)])

    def test_what_a_page_shows_differs_from_what_is_said_where_it_does(self):
        said = "a: 3 of 5 (12ms)\nb 1.5 GB\nTook 2.1 s\n"
        for shown in (said, "...\nb 900 kB\n...\n", "a: 3 of 5 (7s3ms)\n...\n", "...\nTook 190 ms\n"):
            self.assertIsNone(differs(shown, said), shown)
        for shown in ("a: 4 of 5 (12ms)\n...\n", "...\nb 1.5 GB\n", "b 1.5 GB\n...\n", "...\nTook 2.1 s\nmore\n", "...\nTook 2.1 s\n...\nb 1.5 GB\n...\n"):
            self.assertIsNotNone(differs(shown, said), shown)

    def test_each_exit_code_has_its_part_of_troubleshooting_and_is_provoked_there(self):
        table = (REPOSITORY / "README.md").read_text().split("## Exit codes")[1]
        codes = re.findall(r"^\| ([0-9, ]+) \|", table.split("\n## ")[0], re.MULTILINE)
        page = REPOSITORY / "docs/troubleshooting.md"
        parts = re.findall(r"^## ([0-9, ]+): ", page.read_text(), re.MULTILINE)
        self.assertEqual(parts, codes)
        provoked = {block.heading.split(":")[0] for block in commands_of(page)}
        self.assertLessEqual(set(codes) - {"0", "1"}, provoked)
        # Nobody can provoke a bug of ours; the sentence is the program's all the same.
        self.assertIn('"dropsweep failed on {} during {}: a bug of ours."', (REPOSITORY / "src/app/host_run.cpp").read_text())


class NewUserFollows(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.user = cls.enterClassContext(NewUser())

    def follows(self, page):
        blocks = commands_of(REPOSITORY / page)
        self.assertNotEqual(blocks, [])
        for block in blocks:
            said, code = self.user.types(block.text)
            with self.subTest(block.name, line=block.line):
                self.assertEqual(code, block.code, said)
                missing = differs(block.shows, said) if block.shows else None
                self.assertIsNone(missing, f"is on the page and was not said:\n{missing}\n--- said:\n{said}")

    def test_1_advise(self):
        self.follows("docs/advise.md")

    def test_1_modes_the_table_is_what_the_program_says_of_the_host(self):
        rows = lambda table: [modes_table.steady(line) for line in table.splitlines()]
        self.assertEqual(rows(modes_table.committed()), rows(modes_table.render(self.user.droplet)),
                         "./dev run python3 -m tests.e2e.modes_table writes it anew")

    def test_2_modes(self):
        self.follows("docs/modes.md")

    def test_3_plan_files(self):
        self.follows("docs/plan-files.md")

    def test_4_health(self):
        self.follows("docs/health.md")

    def test_5_the_readme(self):
        self.follows("README.md")
        crontab, = (block for block in blocks_of(REPOSITORY / "README.md") if block.language == "crontab")
        said, code = self.user.types(crontab.text.split(" root /usr/local/bin/")[1])
        self.assertEqual(code, 0, said)
        # This machine's own engine has been swept as well, and that run remembers what it saw.
        self.assertTrue((self.user.home / ".local/state/dropsweep/ledger").exists())

    def test_6_tasks(self):
        self.follows("docs/tasks.md")

    def test_7_schedule(self):
        self.follows("docs/schedule.md")

    def test_8_troubleshooting(self):
        self.follows("docs/troubleshooting.md")


if __name__ == "__main__":
    unittest.main()
