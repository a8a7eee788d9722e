"""Completions, in the shells that they are for: commands, the options of each, and the values of those that are one of a few words."""

import subprocess
import tempfile
import unittest
from pathlib import Path

from tests.pages.pages import CHOICES, COMMANDS, options_of, page
from tests.pages.shells import typed


def questions():
    """(what was typed before TAB, the arguments after it)."""
    yield from ((command[:2], [command]) for command in COMMANDS)
    for option, choices in CHOICES.items():
        yield from ((f"sweep --{option[2:]} {choice[:-1]}", ["sweep", option, choice]) for choice in choices)
    yield "sweep --fail-on error,part", ["sweep", "--fail-on", "error,partial"]
    yield "sweep --dry-r", ["sweep", "--dry-run"]
    yield "sweep root@a --min", ["sweep", "root@a", "--min-age"]
    yield "plan --outpu", ["plan", "--output"]
    yield "check --dry-r", ["check", "--dry-r"]
    yield "doctor --ser", ["doctor", "--ser"]
    yield "schedule inst", ["schedule", "install"]
    yield "schedule remove --al", ["schedule", "remove", "--all"]
    yield "sweep --plan some-pl", ["sweep", "--plan", "some-plan.json"]


class Typed(unittest.TestCase):
    maxDiff = None

    def hold(self, command, start):
        asked = list(questions())
        found = typed(command, f"touch some-plan.json\n{start}", [f"dropsweep {text}\t\n" for text, _ in asked])
        # A shell that writes --min-age= for an option with a value is right too.
        tidied = [[word.removesuffix("=").removesuffix(",") for word in words if word] for words in found]
        self.assertEqual(tidied, [wanted for _, wanted in asked])

    def test_bash(self):
        self.hold(["bash", "--norc", "--noprofile", "-i"], page("bash"))

    def test_zsh(self):
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "_dropsweep").write_text(page("zsh"))
            self.hold(["zsh", "-f", "-i"], f"fpath=({folder} $fpath)\nautoload -Uz compinit\ncompinit -u -D\n")


class Asked(unittest.TestCase):
    """All that is offered for a line, where a shell can be asked for that."""

    def fish(self, line):
        run = subprocess.run(["fish", "--no-config", "-c", f"source (echo {self.quoted(page('fish'))} | psub); complete -C {line!r}"],
                             capture_output=True, text=True, check=True)
        return {offered.split("\t")[0] for offered in run.stdout.splitlines()}

    @staticmethod
    def quoted(text):
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"

    def bash(self, line):
        script = page("bash") + '\nCOMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); compopt() { :; }; _dropsweep; printf "%s\\n" "${COMPREPLY[@]}"'
        run = subprocess.run(["bash", "-c", script, "bash", *line.split(" ")], capture_output=True, text=True, check=True)
        return set(run.stdout.split())

    def hold(self, ask):
        self.assertLessEqual(set(COMMANDS), ask("dropsweep "))
        for command in COMMANDS:
            self.assertEqual(ask(f"dropsweep {command} --"), {one for one in options_of(command) if one.startswith("--")}, command)
        for option, choices in CHOICES.items():
            self.assertEqual(ask(f"dropsweep sweep {option} "), set(choices))
        self.assertEqual(ask("dropsweep sweep --older-than "), set())

    def test_bash_offers_what_the_help_names_and_no_more(self):
        self.hold(self.bash)

    def test_fish_offers_what_the_help_names_and_no_more(self):
        self.hold(self.fish)

    def test_the_scripts_are_sound(self):
        for shell in "bash", "zsh", "fish":
            with tempfile.NamedTemporaryFile("w", suffix=f".{shell}") as file:
                file.write(page(shell))
                file.flush()
                subprocess.run([shell, "-n", file.name], check=True)
                if shell == "bash":
                    subprocess.run(["shellcheck", file.name], check=True)


if __name__ == "__main__":
    unittest.main()
