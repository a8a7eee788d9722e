"""Makes the objects of an engine old by rewriting what its files say, while it is stopped.

A table of ages, all parts optional; an age is text such as "21d", "90m", "5m" and counts back from `now`:

    {"containers": {ID: {"created": AGE, "started": AGE, "finished": AGE}},
     "images":     {ID: {"tagged": AGE or None, "arrived": AGE}},   None: as after `docker load`, no sign of a tagging
     "volumes":    {NAME: AGE},
     "networks":   {ID: AGE},
     "cache":      {RECORD: AGE}}          "*": all records not named, and those of imported images (no id in the file)

An image's own build date is part of its id and cannot be changed here: build it with SOURCE_DATE_EPOCH.
"""

import json
import os
import re
import subprocess
from datetime import datetime, timezone
from pathlib import Path

UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 7 * 86400}


def seconds(age):
    if not re.fullmatch(r"[0-9]+[smhdw]", age):
        raise ValueError(f"not an age: {age!r}")
    return int(age[:-1]) * UNITS[age[-1]]


def stamp(when):
    """As the engine writes dates; always the same length, so that it can replace another one in place."""
    return datetime.fromtimestamp(int(when), timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.000000001Z")


def apply(data, table, now):
    """Rewrites the files below `data`, the engine's data folder."""
    data = Path(data)
    for key, ages in table.get("containers", {}).items():
        _container(data / "containers" / key / "config.v2.json", ages, now)
    for key, ages in table.get("images", {}).items():
        _image(data / "image/overlay2/imagedb", key.removeprefix("sha256:"), ages, now)
    if table.get("networks"):
        _networks(data / "network/files/local-kv.db", table["networks"], now)
    if table.get("cache"):
        _cache(data / "buildkit/metadata_v2.db", table["cache"], now)


def apply_to_volumes(disk, table, now):
    """The engine takes a volume's age from its folder's change time, which no system call sets: the file system must
    be off while debugfs does it."""
    lines = [f"set_inode_field /volumes/{name} ctime @{int(now - seconds(age))}\n"
             for name, age in table.get("volumes", {}).items()]
    if lines:
        done = subprocess.run(["debugfs", "-w", "-f", "-", str(disk)], input="".join(lines), text=True,
                              capture_output=True, check=True)
        wrong = [line for line in done.stderr.splitlines() if "not found" in line.lower()]
        if wrong:
            raise RuntimeError("\n".join(wrong))


def _container(path, ages, now):
    config = json.loads(path.read_text())
    places = {"created": (config, "Created"), "started": (config["State"], "StartedAt"),
              "finished": (config["State"], "FinishedAt")}
    for what, age in ages.items():
        holder, field = places[what]
        holder[field] = stamp(now - seconds(age))
    path.write_text(json.dumps(config))


def _image(imagedb, digest, ages, now):
    if "tagged" in ages:
        tagged = imagedb / "metadata/sha256" / digest / "lastUpdated"
        if ages["tagged"] is None:
            tagged.unlink(missing_ok=True)
        else:
            tagged.parent.mkdir(parents=True, exist_ok=True)
            tagged.write_text(stamp(now - seconds(ages["tagged"])))
    if "arrived" in ages:
        when = now - seconds(ages["arrived"])
        os.utime(imagedb / "content/sha256" / digest, (when, when))


# The two databases below are bolt files: pages without checksums, values as plain JSON. A value may be replaced by one
# of the same length. Old pages that the file no longer uses get the same treatment; nobody reads them.

def _networks(path, ages, now):
    def older(found):
        age = ages.get(found["id"].decode())
        if age is None:
            return found[0]
        date = stamp(now - seconds(age)).encode()
        # The engine drops trailing zeros: the same instant in fewer digits.
        date = date[:len(found["date"]) - 1] + b"Z"
        return found[0].replace(found["date"], date, 1)

    pattern = rb'"created":"(?P<date>[^"]{19,29}Z)"(?:(?!"created":").){0,8000}?"id":"(?P<id>[0-9a-f]{64})","inDelete"'
    path.write_bytes(re.sub(pattern, older, path.read_bytes(), flags=re.DOTALL))


def _cache(path, ages, now):
    def older(found):
        age = ages.get(found["id"].decode(), ages.get("*"))
        if age is None:
            return found[0]
        used = int((now - seconds(age)) * 10**9)
        # Made and last used at the same time: a record that is used again keeps its first date, and none has both.
        return (found[0].replace(found["made"], b"%019d" % used).replace(found["used"], b"%019d" % used))

    no_other = rb'(?:(?!cache\.createdAt).){0,8000}?'
    pattern = (rb'cache\.createdAt\{"value":(?P<made>[0-9]{19})\}' + no_other +
               rb'cache\.lastUsedAt\{"value":(?P<used>[0-9]{19})\}' + no_other +
               rb'cache\.snapshot\{"value":"(?P<id>[a-z0-9:]+)"\}')
    path.write_bytes(re.sub(pattern, older, path.read_bytes(), flags=re.DOTALL))
