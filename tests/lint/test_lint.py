"""What GitHub would read of this repository is right; and the lint that says so finds what is wrong, at its place."""

import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

from tests.e2e.github_runner import REPOSITORY, need_node_packages

WRONG = """\
name: Wrong
on: push
jobs:
  sweep:
    runs-on: ubuntu-latest
    timeout-minutes: ${{ unheard.of }}
    steps:
      - uses: actions/checkout@v5
      - uses: OWNER/dropsweep@COMMIT
        with:
          ssh-key: ${{ secrets.KEY }}
          older-then: 7d
      - run: |
          cd /somewhere
          echo $HOME ${{ github.sha }}
      - run: echo "${{ github.event.pull_request.title }}"
"""
CALL = """\
name: Call
on: push
jobs:
  sweep:
    uses: OWNER/dropsweep/.github/workflows/sweep.yml@COMMIT
    with:
      older-then: 7d
"""
README = """\
# Words

```yaml
- uses: OWNER/dropsweep@COMMIT
  with:
    host: ${{ vars.HOST }}
    keep-lats: 2
```

```yaml
something: {uses: nobody-knows}
```

```yaml
services: {web: {image: shop}}
```
"""


class Lint(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        need_node_packages()

    def lint(self, folder):
        hook, program = REPOSITORY / "tests/runner/json_imports.mjs", REPOSITORY / "tests/lint/lint.mjs"
        return subprocess.run(["node", "--import", hook, program], cwd=folder, capture_output=True, text=True, timeout=300)

    def test_the_action_the_workflows_the_samples_and_the_documentation_are_clean(self):
        run = self.lint(REPOSITORY)
        self.assertEqual(run.returncode, 0, run.stderr)
        self.assertRegex(run.stdout, r"action.yml and \d+ workflows are clean")

    def test_each_mistake_is_found_at_its_place_by_who_knows_it(self):
        with tempfile.TemporaryDirectory() as folder:
            for name in ("samples/below", ".github/workflows", "docs"):
                Path(folder, name).mkdir(parents=True)
            Path(folder, "samples/wrong.yml").write_text(WRONG)
            Path(folder, "README.md").write_text(README)
            Path(folder, "samples/below/call.yml").write_text(CALL)
            Path(folder, "samples/below/docker-compose.yml").write_text("services: {}\n")
            shutil.copy(REPOSITORY / "action.yml", folder)
            reusable = (REPOSITORY / ".github/workflows/sweep.yml").read_text()
            Path(folder, ".github/workflows/sweep.yml").write_text(reusable.replace("          keep-last:", "          keep-lust:"))
            action = Path(folder, "action.yml")
            action.write_text(action.read_text().replace("using: composite", "using: composit"))
            run = self.lint(folder)
        self.assertEqual(run.returncode, 1, run.stdout)
        for words in (r"action.yml:\d+:\d+: .*composit.*\[languageservice\]",
                      r"wrong.yml:6:\d+: .*unheard.*\[languageservice\]", r'wrong.yml:6:\d+: .*"unheard".*\[actionlint\]',
                      r"wrong.yml:8:\d+: actions/checkout@v5 is not pinned",
                      r"wrong.yml:\d+:\d+: .*required input `host`.*\[languageservice\]",
                      r"wrong.yml:12:\d+: .*older-then.*\[languageservice\]",
                      r"wrong.yml:14:1: SC2164", r"wrong.yml:15:6: SC2086",
                      r'wrong.yml:16:\d+: "github.event.pull_request.title" is potentially untrusted.*\[actionlint\]',
                      r"samples/below/call.yml:7:\d+: .*older-then is not defined.*\[languageservice\]",
                      r"workflows/sweep.yml:\d+:\d+: .*keep-lust.*\[languageservice\]",
                      r"README.md:7:5: .*keep-lats.*\[languageservice\]", r"README.md:11:\d+: neither a workflow nor a list of steps"):
            with self.subTest(words):
                self.assertRegex(run.stderr, words)
        self.assertNotRegex(run.stderr, r"README.md:1[4-9]|docker-compose.yml|\$/\. is not pinned")


if __name__ == "__main__":
    unittest.main()
