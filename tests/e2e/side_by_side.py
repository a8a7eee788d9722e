"""Many cases of one story on a few droplets: while the objects on one grow old enough to be swept, the story goes on on another."""

import contextlib
import queue
from concurrent.futures import ThreadPoolExecutor

from tests.droplet.droplet import Droplet
from tests.e2e.leftovers import Leftovers


class SideBySide:
    def __init__(self, count):
        self._count, self._hosts = count, queue.Queue()
        self._closing = contextlib.ExitStack()

    def __enter__(self):
        with ThreadPoolExecutor(self._count) as pool:
            for droplet in pool.map(lambda _: Droplet().start(), range(self._count)):
                self._closing.callback(droplet.close)
                self._hosts.put((droplet, Leftovers(droplet)))
        return self

    def __exit__(self, *_):
        self._closing.close()

    def each(self, cases, story):
        """story(droplet, leftovers, case) for all cases: the results, in their order. One that fails says which it was."""
        def tell(case):
            droplet, leftovers = self._hosts.get()
            try:
                return story(droplet, leftovers, case)
            except AssertionError as failed:
                raise AssertionError(f"case {case}: {failed}") from failed
            finally:
                self._hosts.put((droplet, leftovers))

        with ThreadPoolExecutor(self._count) as pool:
            return list(pool.map(tell, cases))
