"""The lock that one sweep of a host holds against all others."""

import time

LOCK = "/run/dropsweep/lock"


def wait_until_taken(droplet, seconds=60):
    """By whoever was started a moment ago to take it."""
    deadline = time.monotonic() + seconds
    while droplet.run(["flock", "-n", LOCK, "true"], check=False).returncode != 1:
        if time.monotonic() > deadline:
            raise TimeoutError(f"nobody takes {LOCK}")
        time.sleep(0.1)
