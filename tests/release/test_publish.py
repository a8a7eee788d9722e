"""From assets to a release: the commit with the pins, the tag, a draft that is published whole, and the moving major tag."""

import hashlib
import platform
import subprocess
import unittest
from pathlib import Path

from tests.release.project import REPOSITORY, Project

SHIM = REPOSITORY / "bin/run.sh"

# Stands for GitHub's client; immutable is what the repository's setting makes of a release.
GH = '#!/bin/sh\necho "gh $*" >>"$ASKED"\nif [ "$1" = api ]; then cat "$(dirname "$0")/immutable"; fi\n'


class Publish(unittest.TestCase):
    def setUp(self):
        self.project = Project()
        self.addCleanup(self.project.folder.cleanup)
        (self.project.bin / "gh").write_text(GH)
        (self.project.bin / "gh").chmod(0o755)
        self.immutable("true")
        self.source = self.project.git("rev-parse", "HEAD")
        self.assets = Path(self.project.folder.name, "assets")
        self.assets.mkdir()
        sums = ""
        for name in "dropsweep-linux-arm64", "dropsweep-linux-x86_64":
            (self.assets / name).write_text(name)
            sums += f"{hashlib.sha256(name.encode()).hexdigest()}  {name}\n"
        (self.assets / "SHA256SUMS").write_text(sums)
        pins = self.project.run("make_pins.sh", str(self.assets / "SHA256SUMS"), "1.4.2", "someone/dropsweep")
        (self.assets / "pins").write_text(pins.stdout)

    def immutable(self, answer):
        (self.project.bin / "immutable").write_text(answer)

    def publish(self):
        return self.project.run("publish.sh", str(self.assets))

    def test_pins_are_as_the_action_reads_them(self):
        lines = [line for line in (self.assets / "pins").read_text().splitlines() if not line.startswith("#")]
        self.assertEqual(lines, [
            "version 1.4.2",
            "from https://github.com/someone/dropsweep/releases/download/v1.4.2",
            f"x86_64 dropsweep-linux-x86_64 {hashlib.sha256(b'dropsweep-linux-x86_64').hexdigest()}",
            f"arm64 dropsweep-linux-arm64 {hashlib.sha256(b'dropsweep-linux-arm64').hexdigest()}",
        ])

    def test_the_tag_is_the_source_with_the_pins_and_nothing_else(self):
        run = self.publish()
        self.assertEqual(run.returncode, 0, run.stderr)
        shown = self.project.git("diff", "--name-only", self.source, "v1.4.2", root=self.project.origin)
        self.assertEqual(shown, "bin/pins")
        self.assertEqual(self.project.git("rev-parse", "v1.4.2^", root=self.project.origin), self.source)
        self.assertEqual(self.project.git("show", "v1.4.2:bin/pins", root=self.project.origin),
                         (self.assets / "pins").read_text().strip())
        self.assertEqual(self.project.git("rev-parse", "v1", root=self.project.origin),
                         self.project.git("rev-parse", "v1.4.2", root=self.project.origin))

    def test_pins_that_the_sums_do_not_make_are_refused(self):
        good = (self.assets / "pins").read_text()
        for wrong in (good.replace(hashlib.sha256(b"dropsweep-linux-arm64").hexdigest(), "0" * 64), good.replace("v1.4.2", "v1.4.1"),
                      good.replace("https://github.com/someone", "https://example.org/someone")):
            (self.assets / "pins").write_text(wrong)
            run = self.publish()
            self.assertEqual(run.returncode, 1)
            self.assertIn("pins is not what SHA256SUMS and this repository make it", run.stderr)
            self.assertEqual(self.project.git("tag", root=self.project.origin), "")

    def test_the_branch_stays_where_it_was(self):
        self.publish()
        self.assertEqual(self.project.git("rev-parse", "main", root=self.project.origin), self.source)

    def test_a_draft_gets_all_assets_before_it_is_published(self):
        self.publish()
        create, edit, ask = self.project.was_asked()
        self.assertIn("release create v1.4.2 --draft --verify-tag", create)
        for path in self.assets.iterdir():
            self.assertIn(str(path), create)
        self.assertEqual(edit, "gh release edit v1.4.2 --draft=false")
        self.assertIn("releases/tags/v1.4.2", ask)

    def test_an_asset_that_is_not_the_one_that_was_summed_stops_everything(self):
        (self.assets / "dropsweep-linux-x86_64").write_text("another one")
        run = self.publish()
        self.assertEqual(run.returncode, 1)
        self.assertIn("is not what SHA256SUMS says", run.stderr)
        self.assertEqual(self.project.was_asked(), [])
        self.assertEqual(self.project.git("tag", root=self.project.origin), "")

    def test_what_no_sum_covers_is_refused(self):
        """Whoever runs code where the release is built can put a file there: it would be published beside those that are attested."""
        for name in "dropsweep-linux-riscv64", ".hidden", "a\nb", "folder/dropsweep", "install.sh#dropsweep":
            with self.subTest(name):
                more = self.assets / name
                more.parent.mkdir(exist_ok=True)
                more.write_text("anything")
                run = self.publish()
                self.assertEqual(run.returncode, 1)
                self.assertIn("has what is not in SHA256SUMS: " + name.replace("\n", ", ").split("/")[0], run.stderr)
                self.assertEqual(self.project.was_asked(), [])
                self.assertEqual(self.project.git("tag", root=self.project.origin), "")
                more.unlink()
                if more.parent != self.assets:
                    more.parent.rmdir()

    def test_nor_is_a_file_published_whose_name_is_more_than_a_name(self):
        """`gh release create FILE#LABEL` takes FILE and shows it as LABEL."""
        (self.assets / "a#b").write_text("anything")
        with (self.assets / "SHA256SUMS").open("a") as sums:
            sums.write(hashlib.sha256(b"anything").hexdigest() + "  a#b\n")
        run = self.publish()
        self.assertEqual(run.returncode, 1)
        self.assertIn("has what is not in SHA256SUMS: a#b", run.stderr)

    def test_a_release_that_can_still_be_changed_is_an_error_and_no_tag_moves_to_it(self):
        self.immutable("false")
        run = self.publish()
        self.assertEqual(run.returncode, 1)
        self.assertIn("release immutability", run.stderr)
        self.assertEqual(self.project.git("tag", root=self.project.origin), "v1.4.2")

    @unittest.skipUnless(SHIM.exists() and platform.machine() == "x86_64", "the shim and its machine are not here")
    def test_the_shim_takes_these_pins_and_looks_for_the_asset_of_its_machine(self):
        action = self.project.root / "bin"
        (action / "run.sh").write_text(SHIM.read_text())
        (action / "pins").write_text((self.assets / "pins").read_text())
        (action / "dropsweep-linux-x86_64").write_text("tampered with")
        run = subprocess.run(["/bin/sh", action / "run.sh"], capture_output=True, text=True,
                             env={"PATH": "/usr/bin:/bin", "GITHUB_ACTION_PATH": str(self.project.root)})
        self.assertEqual(run.returncode, 2, run.stdout + run.stderr)
        self.assertIn(f"should be {hashlib.sha256(b'dropsweep-linux-x86_64').hexdigest()}", run.stdout)


if __name__ == "__main__":
    unittest.main()
