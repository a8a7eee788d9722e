"""The pages that tools/pages makes from the table of inputs, and what dropsweep itself says of its options."""

import os
import re
import subprocess
from pathlib import Path

BUILD = Path(os.environ["DROPSWEEP_BUILD"])
COMMANDS = ["sweep", "plan", "check", "doctor", "advise", "schedule"]
CHOICES = {
    "--mode": ["auto", "standard", "aggressive", "full"],
    "--volumes": ["none", "anonymous", "named"],
    "--when-busy": ["wait", "skip", "narrow"],
    "--fail-on": ["error", "partial", "unhealthy", "never"],
    "--restart": ["none", "unhealthy", "rolling"],
}


def page(*arguments):
    return subprocess.run([BUILD / "tools/pages/pages", *arguments], check=True, capture_output=True, text=True).stdout


def help_of(*command):
    return subprocess.run([BUILD / "dropsweep", *command, "--help"], check=True, capture_output=True, text=True).stdout


def options_of(command):
    """Every option that the command's --help names, short ones too."""
    # The first column; or one line for all that need no more than a few words, in brackets.
    names = [re.sub(r"\(.*?\)", "", re.split(r"  +", line.strip())[0]) for line in help_of(command).splitlines() if line.startswith("  -")]
    return set(re.findall(r"(?<=[ ,])--?[a-z-]+(?=,| )", "\n".join(f" {name} " for name in names)))
