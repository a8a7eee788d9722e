"""How much memory a step took at most: the kernel's own figure, by a small parent of its own."""

import sys

# rusage remembers what a process was before its exec: a copy of this interpreter, about 10 MB, which is far below our limits.
PARENT = """import os, sys
child = os.posix_spawn(sys.argv[2], sys.argv[2:], os.environ)
_, status, used = os.wait4(child, 0)
with open(sys.argv[1], "w") as file:
    file.write(str(used.ru_maxrss))
sys.exit(os.waitstatus_to_exitcode(status))"""


def measured(step):
    """The step, before it is started, with `peak()` for afterwards: MiB of resident memory."""
    place = step.path / "peak"
    step.argv = [sys.executable, "-IS", "-c", PARENT, str(place), *step.argv]
    finish = step.finish

    def finish_and_read(*arguments, **options):
        read = lambda: int(place.read_text()) / 1024
        step.folder.cleanup, cleanup = (lambda: (setattr(step, "peak", read()), cleanup())), step.folder.cleanup
        return finish(*arguments, **options)
    step.finish = finish_and_read
    return step
