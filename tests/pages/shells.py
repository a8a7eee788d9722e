"""Real shells at a real terminal: what a line is after the TAB key. `dropsweep` is a function there that keeps its arguments."""

import json
import os
import pty
import subprocess
import tempfile
from pathlib import Path

KEEP = "import json, os, sys; print(json.dumps(sys.argv[1:]), file=open(os.environ['KEPT'], 'a'))"


def typed(command, start, lines):
    """Each line's arguments, after `command` (an interactive shell) has read `start` and somebody typed them."""
    with tempfile.TemporaryDirectory() as folder:
        kept = Path(folder, "kept")
        setup = Path(folder, "setup")
        program = Path(folder, "dropsweep")
        program.write_text(f"#!/usr/bin/python3\n{KEEP}\n")
        program.chmod(0o755)
        setup.write_text(start)
        ours, theirs = pty.openpty()
        shell = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, cwd=folder, start_new_session=True,
                                 env={"PATH": f"{folder}:/usr/bin:/bin", "HOME": folder, "KEPT": str(kept), "TERM": "xterm",
                                      "LANG": "C.UTF-8", "PS1": "> "})
        os.close(theirs)
        try:
            # One line at a time, each answered before the next: what a shell does with keys typed ahead is its own business.
            answers = []
            for line in [f"source {setup}; dropsweep ready\n", *lines]:
                os.write(ours, line.encode())
                screen = b""
                while not kept.exists() or kept.read_text().count("\n") <= len(answers):
                    screen += os.read(ours, 65536)
                answers.append(json.loads(kept.read_text().splitlines()[len(answers)]))
        finally:
            shell.kill()
            shell.wait()
            os.close(ours)
        return answers[1:]
