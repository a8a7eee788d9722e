"""Summaries as GitHub's own parser reads them: of a hostile droplet nothing survives but text."""

import unittest
from pathlib import Path

from tests.droplet import attacks
from tests.droplet.droplet import Droplet
from tests.e2e import hostile_host, summary_oracle
from tests.e2e.dropsweep import step
from tests.e2e.summary_oracle import Page

GOLDEN = Path(__file__).resolve().parents[1] / "data/report"


@unittest.skipUnless(summary_oracle.PARSER, "cmark-gfm is not in this root")
class SummaryOracle(unittest.TestCase):
    def only_ours(self, summary):
        page = Page(summary)
        self.assertEqual(page.foreign, [])
        self.assertTrue(page.headings, page.html[:500])
        return page

    def test_the_oracle_sees_each_attack_that_is_let_through(self):
        for markdown in ("<img src=x>", "<b>x</b>", "<details onclick=x>", "[x](y)", "![x](y)", "https://evil.example", "www.evil.example", "<!-- x -->",
                         "a@evil.example", "hello @octocat", "see #12", "octo/repo#1", "GH-1", "a" * 40, "x :rotating_light:", "$x$", "</details>",
                         "<details>", "# x", "- [x] x", "---", "[x]\n\n[x]: https://evil.example", "<code>", "~~x~~", "<?x?>", "<!DOCTYPE x>"):
            self.assertNotEqual(Page(markdown).foreign, [], markdown)
        for markdown in ("`@octocat #12`", "```\n<img>\n@octocat\n```", "a &#64;<!-- -->b", "> [!CAUTION]\n> text", "5 objects, 1.2 GB"):
            self.assertEqual(Page(markdown).foreign, [], markdown)

    def test_every_golden_summary_is_ours_alone(self):
        summaries = sorted(GOLDEN.glob("*.summary.md"))
        self.assertIn("hostile.summary.md", {one.name for one in summaries})
        for one in summaries:
            with self.subTest(one.name):
                self.only_ours(one.read_text())

    def test_what_a_hostile_droplet_has_written_is_ours_alone(self):
        with Droplet(dockerd=False) as droplet:
            hostile_host.start(droplet)
            inputs = {"mode": "full", "timeout": "90s", "health_timeout": "1s"}
            services = "\n".join(f"s{number} http://127.0.0.1:8100/poisoned/{number} within=9s contains=nowhere" for number in range(len(attacks.BYTES)))
            run = lambda name, **more: step(droplet, docker_socket=hostile_host.socket_of(name), **inputs | more).start().finish()
            self.only_ours(run("poisoned").summary)
            self.only_ours(run("loud", services=services).summary)
            poisoned, harmless = (self.only_ours(run(name, dry_run="true").summary) for name in ("poisoned", "harmless"))
            # Not one heading, list, fold or paragraph more.
            self.assertEqual(without_words(poisoned.skeleton), without_words(harmless.skeleton))
            self.assertEqual(len(poisoned.headings), len(harmless.headings))


def without_words(skeleton):
    """A word may be cut into several pieces of code."""
    return [tag for tag in skeleton if tag not in ("code", "br")]


if __name__ == "__main__":
    unittest.main()
