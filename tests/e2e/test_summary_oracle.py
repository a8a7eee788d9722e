"""Summaries as GitHub reads them: of a hostile droplet nothing survives but text, and of ours nothing is lost."""

import re
import unittest
from pathlib import Path

from tests.droplet import attacks
from tests.droplet.droplet import Droplet
from tests.e2e import hostile_host, summary_oracle
from tests.e2e.dropsweep import step
from tests.e2e.github_runner import need_node_packages
from tests.e2e.summary_oracle import parsed, sanitised

GOLDEN = Path(__file__).resolve().parents[1] / "data/report"
DOCS = Path(__file__).resolve().parents[2] / "docs"

ATTACKS = ("<img src=x>", "<b>x</b>", "<details onclick=x>", "[x](y)", "![x](y)", "https://evil.example", "www.evil.example",
           "a@evil.example", "hello @octocat", "see #12", "octo/repo#1", "GH-1", "a" * 40, "$x$", "# x", "- [x] x", "---",
           "[x]\n\n[x]: https://evil.example", "~~x~~", "[^1]\n\n[^1]: x", "```mermaid\npie\n```")
HOST = "root@203.0.113.7"
NOTHING_TO_COUNT = ("doctor", "refused_host_key", "refused_inputs")  # the host was not reached
HARMLESS = ("`@octocat #12`", "```text\n<img>\n@octocat\n```", "> [!CAUTION]\n> text", "5 objects, 1.2 GB")


def golden():
    summaries = {one.name.removesuffix(".summary.md"): one.read_text() for one in sorted(GOLDEN.glob("*.summary.md"))}
    assert "hostile" in summaries
    return summaries


@unittest.skipUnless(summary_oracle.PARSER, "cmark-gfm is not in this root")
class SummaryOracle(unittest.TestCase):
    def only_ours(self, summary):
        page = parsed(summary)
        self.assertEqual(page.foreign, [])
        self.assertTrue(page.headings, page.html[:500])
        return page

    def test_the_oracle_sees_each_attack_that_is_let_through(self):
        for markdown in (*ATTACKS, "<!-- x -->", "x :rotating_light:", "</details>", "<details>", "<code>", "<?x?>", "<!DOCTYPE x>"):
            self.assertNotEqual(parsed(markdown).foreign, [], markdown)
        for markdown in (*HARMLESS, "a &#64;<!-- -->b"):
            self.assertEqual(parsed(markdown).foreign, [], markdown)

    def test_every_golden_summary_is_ours_alone(self):
        for name, summary in golden().items():
            with self.subTest(name):
                self.only_ours(summary)

    def test_what_a_hostile_droplet_has_written_is_ours_alone(self):
        with Droplet(dockerd=False) as droplet:
            hostile_host.start(droplet)
            inputs = {"mode": "full", "timeout": "90s", "health_timeout": "1s"}
            services = "\n".join(f"s{number} http://127.0.0.1:8100/poisoned/{number} within=9s contains=nowhere" for number in range(len(attacks.BYTES)))
            run = lambda name, **more: step(droplet, docker_socket=hostile_host.socket_of(name), **inputs | more).start().finish().summary
            summaries = [run("poisoned"), run("loud", services=services), *(run(name, dry_run="true") for name in ("poisoned", "harmless"))]
        *_, poisoned, harmless = map(self.only_ours, summaries)
        # Not one heading, list, fold or paragraph more.
        self.assertEqual(without_words(poisoned.skeleton), without_words(harmless.skeleton))
        self.assertEqual(len(poisoned.headings), len(harmless.headings))
        with self.subTest("sanitised"):
            need_node_packages()
            for page in sanitised(*summaries):
                self.assertEqual((page.foreign, page.lost), ([], []))


class Sanitised(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        need_node_packages()

    def test_the_reading_of_a_sanitised_page_sees_what_is_let_through_and_what_is_lost(self):
        for markdown, page in zip(ATTACKS, sanitised(*ATTACKS)):
            self.assertNotEqual(page.foreign + page.lost, [], markdown)
        for markdown, page in zip(HARMLESS, sanitised(*HARMLESS)):
            self.assertEqual(page.foreign + page.lost, [], markdown)
        for markdown in ("<p style=x>a</p>", "<script>x</script>", "<svg></svg>", "<iframe src=x></iframe>", "<center>x</center>"):
            self.assertNotEqual(sanitised(markdown)[0].lost, [], markdown)

    def test_of_every_golden_summary_all_is_shown_and_nothing_else(self):
        summaries = golden()
        for (name, summary), page in zip(summaries.items(), sanitised(*summaries.values())):
            with self.subTest(name):
                self.assertEqual((page.foreign, page.lost), ([], []))
                self.assertEqual(page.alerts, summary.count("\n> [!"))

    def test_a_summary_begins_with_its_verdict_and_the_number_in_it(self):
        summaries = golden()
        for (name, summary), page in zip(summaries.items(), sanitised(*summaries.values())):
            with self.subTest(name):
                self.assertEqual(page.skeleton[0], "h2")
                if name not in NOTHING_TO_COUNT:
                    self.assertRegex(page.headings[0].replace(HOST, ""), r"\d")


class Pictures(unittest.TestCase):
    def test_each_is_shown_and_none_is_large(self):
        pictures = sorted((DOCS / "summary").glob("*.png"))
        self.assertEqual(sorted(re.findall(r"\(summary/([a-z-]+\.png)\)", (DOCS / "summary.md").read_text())), [one.name for one in pictures])
        self.assertLess(max(one.stat().st_size for one in pictures), 200_000)


def without_words(skeleton):
    """A word may be cut into several pieces of code."""
    return [tag for tag in skeleton if tag not in ("code", "br")]


if __name__ == "__main__":
    unittest.main()
