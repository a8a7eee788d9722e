"""A droplet with the lying engine (tests/droplet/hostile_engine.py) in it."""

import time
from pathlib import Path

from tests.droplet.droplet import Droplet

FOLDER = "/run/hostile"


def start(droplet):
    for name in ("attacks.py", "crowded_host.py", "hostile_host.py", "hostile_engine.py"):
        droplet.write_file(f"{FOLDER}/{name}", Path(__file__).parents[1].joinpath("droplet", name).read_text())
    droplet.start_process(["python3", f"{FOLDER}/hostile_engine.py", FOLDER], "hostile.log")
    deadline = time.monotonic() + 60
    while not droplet.path(f"{FOLDER}/ready").exists():
        assert time.monotonic() < deadline, droplet.log("hostile")
        time.sleep(0.05)


def socket_of(name):
    return f"{FOLDER}/{name}.sock"
