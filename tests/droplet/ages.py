"""Makes the objects of an engine old by rewriting what its files say, while it is stopped.

A table of ages, all parts optional; an age is text such as "21d", "90m", "5m" and counts back from `now`:

    {"containers": {ID: {"created": AGE, "started": AGE, "finished": AGE}},
     "images":     {ID: {"tagged": AGE or None, "arrived": AGE}},   None: as after `docker load`, no sign of a tagging
     "volumes":    {NAME: AGE},
     "networks":   {ID: AGE},
     "cache":      {RECORD: AGE}}          "*": all records not named, and those of imported images (no id in the file)

With the containerd store "tagged" is the date of the image's records (an image has one for each name), and there is neither
an "arrived" nor an image without a date. An image's own build date is part of its id and cannot be changed here: build it with
SOURCE_DATE_EPOCH.
"""

import json
import os
import re
import struct
import subprocess
from datetime import datetime, timezone
from pathlib import Path

from . import bolt

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
    imagedb = data / "image/overlay2/imagedb"
    if imagedb.exists():
        for key, ages in table.get("images", {}).items():
            _image(imagedb, key.removeprefix("sha256:"), ages, now)
    elif table.get("images"):
        _image_records(data / "containerd/daemon/io.containerd.metadata.v1.bolt/meta.db", table["images"], now)
    if table.get("networks"):
        _networks(data / "network/files/local-kv.db", table["networks"], now)
    if table.get("cache"):
        for records in (data / "buildkit").glob("**/metadata_v2.db"):  # one folder deeper with the containerd store
            _cache(records, table["cache"], now)


def apply_to_volumes(disk, table, now):
    """The engine takes a volume's age from its folder's change time (20.10: from that of the folder of its data), which no
    system call sets: the file system must be off while debugfs does it."""
    lines = [f"set_inode_field /volumes/{name}{inner} ctime @{int(now - seconds(age))}\n"
             for name, age in table.get("volumes", {}).items() for inner in ("", "/_data")]
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


# The databases below are bolt files. A value is replaced by one of the same length.

def _image_records(path, ages, now):
    """containerd's own: v1/NAMESPACE/images/NAME/{createdat, updatedat}, and target/digest, which is the image's id."""
    data = bytearray(path.read_bytes())
    found, ids = {}, {}
    for keys, offset, size in bolt.places(data):
        if len(keys) < 5 or keys[0] != b"v1" or keys[2] != b"images":
            continue
        record = keys[:4]
        if keys[4:] == (b"target", b"digest"):
            ids[record] = data[offset:offset + size].decode()
        elif keys[4] in (b"createdat", b"updatedat"):
            found.setdefault(record, []).append((offset, size))
    for record, dates in found.items():
        age = ages.get(ids.get(record), {}).get("tagged")
        for offset, size in dates if age else ():
            data[offset:offset + size] = _go_time(now - seconds(age), size)
    path.write_bytes(data)


def _go_time(when, size):
    """As Go's time.MarshalBinary: a version, seconds since year 1, nanoseconds, and -1 for UTC."""
    if size != 15:
        raise ValueError(f"a date of {size} bytes")
    return struct.pack(">BQIh", 1, int(when) + 62135596800, 1, -1)


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
    """BuildKit's own: _main/RECORD/cache.createdAt and cache.lastUsedAt, {"value":NANOSECONDS}."""
    data = bytearray(path.read_bytes())
    dates = {}
    for keys, offset, size in bolt.places(data):
        if len(keys) == 3 and keys[0] == b"_main" and keys[2] in (b"cache.createdAt", b"cache.lastUsedAt"):
            dates.setdefault(keys[1].decode(), []).append((offset, size))
    for record, places in dates.items():
        age = ages.get(record, ages.get("*"))
        # Made and last used at the same time: a record that is used again keeps its first date, and none has both.
        for offset, size in places if age else ():
            used = b'{"value":%019d}' % int((now - seconds(age)) * 10**9)
            if len(used) != size:
                raise ValueError(f"not a date of BuildKit: {bytes(data[offset:offset + size])}")
            data[offset:offset + size] = used
    path.write_bytes(data)
