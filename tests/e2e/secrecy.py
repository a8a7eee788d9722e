"""What a step was given and must never tell: each run's log, summary, outputs, report and files are looked through for it."""

import json
import subprocess
import tempfile
import urllib.parse
from pathlib import Path

INPUTS = ("ssh-key", "ssh-key-passphrase", "ssh-password")
SHORTEST = 6  # what is shorter stands in any text by chance


class Secrets:
    """Of one step, before it starts: {text: what it is}."""

    def __init__(self, environment, argv, folder):
        self._keys, self.texts = [], {}
        values = [(name, value) for name in INPUTS for value in _given(name, environment, argv)]
        self._passphrases = [value for name, value in values if name == "ssh-key-passphrase"] + [""]
        for name, value in values:
            if name == "ssh-key":
                self._add_key(value)
            else:
                self._add(name, value.strip("\r\n"))
        files = [Path(path) for path in _given("ssh-key-file", environment, argv)] + [path for path in folder.rglob("*") if path.is_file()]
        for path in files:
            if path.is_file() and b"PRIVATE KEY-----" in (text := path.read_bytes()):
                self._add_key(text.decode(errors="replace"))

    def _add(self, what, text):
        if not text:
            return
        assert len(text) >= SHORTEST, f"{what}: too short to be looked for"
        self.texts[text] = what

    def _add_key(self, text):
        self._keys.append(text)
        lines = [line.strip() for line in text.splitlines() if not line.startswith("-----") and ":" not in line]
        # The last line of a key may be a few letters alone.
        for line in lines if len(lines) < 2 else [line for line in lines if len(line) >= 16]:
            self._add("a line of ssh-key", line)

    def told_in(self, name, content):
        """Sentences, one for each secret that stands there, as it is or as JSON and URLs write it."""
        for text, what in self.texts.items():
            if any(form in content for form in {text, json.dumps(text)[1:-1], urllib.parse.quote(text)}) and not self.is_public(text):
                yield f"{what} stands in {name}"

    def is_public(self, line):
        """Whether it stands in the public half too: a line of a key's file may have nothing else."""
        for key in self._keys:
            with tempfile.NamedTemporaryFile("w") as file:
                file.write(key)
                file.flush()
                for passphrase in self._passphrases:
                    shown = subprocess.run(["ssh-keygen", "-y", "-P", passphrase, "-f", file.name], capture_output=True, text=True)
                    if line in shown.stdout:
                        return True
        return False


class Written:
    """The files that come into being, or change, below a folder or under a name that the step is given."""

    def __init__(self, environment, argv, folder):
        self._folder, self._names = folder, [*environment.values(), *argv]
        self._before = self._files()

    def _files(self):
        paths = set(self._folder.rglob("*")) | {Path(name) for name in self._names if name.startswith("/") and len(name) < 200}
        return {path: (path.stat().st_mtime_ns, path.stat().st_size) for path in paths if path.is_file()}

    def since(self):
        """(path, text) of each."""
        for path, state in self._files().items():
            if self._before.get(path) != state:
                yield path, path.read_bytes().decode(errors="replace")


def _given(name, environment, argv):
    """All values, by each spelling of the variable and as an option."""
    upper = name.upper()
    values = [environment[variable] for variable in {f"INPUT_{upper}", f"INPUT_{upper.replace('-', '_')}"} if environment.get(variable)]
    values += [after for before, after in zip(argv, argv[1:]) if before == f"--{name}"]
    return values + [word.split("=", 1)[1] for word in argv if word.startswith(f"--{name}=")]
