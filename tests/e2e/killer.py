"""Something breaks in the middle of a sweep, and never before or after it."""

import threading
import time


class KillerWhenGone:
    """Kills a container as soon as another one is gone: in the middle of the sweep, which is round trips away from its end. STOP leaves it
    hanging, without an end of its own."""

    def __init__(self, droplet, gone, victim, signal="KILL"):
        self._droplet, self._gone, self._victim, self._signal = droplet, gone, victim, signal
        self._thread = threading.Thread(target=self._watch)
        self._give_up = time.monotonic() + 60

    def __enter__(self):
        self._thread.start()

    def __exit__(self, *_):
        self._thread.join()

    def _watch(self):
        while self._droplet.api("GET", f"/containers/{self._gone}/json")[0] == 200 and time.monotonic() < self._give_up:
            time.sleep(0.005)
        # Without a client, whose start alone may take longer than the rest of the sweep.
        self._droplet.api("POST", f"/containers/{self._victim}/kill?signal={self._signal}")
