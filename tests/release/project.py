"""A small project of its own, released with our scripts: what they refuse and what they do is seen without releasing anything."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
CHANGELOG = "# Changelog\n\n## [Unreleased]\n\n## [1.4.2] - 2026-01-31\n\n- It sweeps.\n\n## [1.4.1] - 2025-12-24\n\n- Older.\n"
# Stands for the real ./dev, whose tests take many minutes; it writes down what it was asked for.
DEV = '#!/bin/sh\necho "$@" >>"$ASKED"\nif [ "$1" = "$FAILING" ]; then exit 1; fi\nif [ "$1" = "${FAILING#part of }" ]; then echo "the workflows were not looked at; 1 - e2e.action (Skipped)"; fi\n'


class Project:
    def __init__(self):
        self.folder = tempfile.TemporaryDirectory()
        top = Path(self.folder.name)
        self.root, self.origin, self.asked, self.bin = top / "project", top / "origin", top / "asked", top / "bin"
        self.root.mkdir()
        self.bin.mkdir()
        self.asked.touch()
        shutil.copytree(REPOSITORY / "tools/release", self.root / "tools/release", ignore=shutil.ignore_patterns("__pycache__"))
        self.write("CMakeLists.txt", "project(dropsweep VERSION 1.4.2 LANGUAGES CXX)\n")
        self.write("CHANGELOG.md", CHANGELOG)
        self.write("bin/pins", "# nothing is pinned\n")
        self.write(".gitignore", "/build/\n")
        self.write("dev", DEV).chmod(0o755)
        self.git("init", "--quiet", "--initial-branch=main")
        self.commit("begin")
        subprocess.run(["git", "clone", "--quiet", "--bare", self.root, self.origin], check=True)
        self.git("remote", "add", "origin", str(self.origin))

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path

    def git(self, *arguments, root=None):
        return subprocess.run(["git", *arguments], cwd=root or self.root, check=True, capture_output=True, text=True,
                              env=self.surroundings()).stdout.strip()

    def commit(self, message):
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", message)
        return self.git("rev-parse", "HEAD")

    def surroundings(self, failing=""):
        who = {f"GIT_{role}_{what}": value for role in ("AUTHOR", "COMMITTER")
               for what, value in (("NAME", "A releaser"), ("EMAIL", "releaser@example.org"))}
        return {**os.environ, **who, "PATH": f"{self.bin}:{os.environ['PATH']}", "ASKED": str(self.asked), "FAILING": failing}

    def run(self, script, *arguments, failing=""):
        return subprocess.run([self.root / "tools/release" / script, *arguments], capture_output=True, text=True,
                              env=self.surroundings(failing))

    def was_asked(self):
        return self.asked.read_text().splitlines()
