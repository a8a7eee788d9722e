"""The ledger that runs leave on a droplet (src/survey/ledger.hpp), as if they had been there some time ago."""

import time
from datetime import datetime

from .ages import seconds

PATH = ".local/state/dropsweep/ledger"


def write_unused_since(droplet, age):
    """As a run AGE ago would have left it, had nobody used any volume since."""
    when = int((time.time() - seconds(age)) * 1000)
    lines = ["dropsweep ledger 1", "engine " + droplet.api("GET", "/info")[1]["ID"]]
    for volume in droplet.api("GET", "/volumes")[1]["Volumes"] or []:
        created = datetime.fromisoformat(volume["CreatedAt"].replace("Z", "+00:00"))
        lines.append(f"volume {volume['Name']} {int(created.timestamp()) * 1000} {when} - {when}")
    droplet.write_file(f"/root/{PATH}", "\n".join([*lines, "end", ""]), mode="600")


def make_older(droplet, age, home="/root"):
    """Whatever runs saw, they saw it by AGE earlier."""
    def moved(line):
        words = line.split(" ")
        if words[0] not in ("image", "volume"):
            return line
        return " ".join(words[:3] + [word if word == "-" else str(int(word) - seconds(age) * 1000) for word in words[3:]])

    text = droplet.run(["cat", f"{home}/{PATH}"]).stdout
    droplet.run(["sh", "-c", f'cat >"{home}/{PATH}"'], input="\n".join(map(moved, text.split("\n"))))
