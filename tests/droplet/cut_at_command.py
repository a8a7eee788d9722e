"""A connection that breaks while the host is at a certain command: the Nth of those named that are started there through SSH.

    with CutAtCommand(droplet, ["mv"]) as way:
        way.cut_at(2)
        ...
        way.was_cut()
"""

import time

FOLDER, LEFT, SHELL = "/usr/local/bin", "/run/cut-left", "/run/cut-shell"
# Who looks at the commands goes first in PATH; the command itself is carried out all the same, as it is when a connection breaks.
WRAPPER = f"""#!/bin/sh
if [ -e {LEFT} ]; then
  left=$(($(cat {LEFT}) - 1))
  echo "$left" >{LEFT}
  if [ "$left" = 0 ]; then
    rm {LEFT}
    at=$PPID
    while [ "$at" -gt 1 ]; do
      next=$(sed -n 's/^PPid:[^0-9]*//p' "/proc/$at/status")
      case $(cat "/proc/$at/comm") in
        '') ;; # went with the one below it
        sshd-session) kill -KILL "$at" ;;
        *) [ "$next" -le 1 ] || echo "$at" >{SHELL} ;;
      esac
      at=$next
    done
  fi
fi 2>/dev/null
exec "/usr/bin/${{0##*/}}" "$@"
"""


class CutAtCommand:
    def __init__(self, droplet, commands):
        self._droplet, self._paths = droplet, [f"{FOLDER}/{command}" for command in commands]

    def __enter__(self):
        for path in self._paths:
            self._droplet.write_file(path, WRAPPER, "755")
        return self

    def __exit__(self, *_):
        self._droplet.run(["rm", "-f", *self._paths, LEFT, SHELL])

    def cut_at(self, number):
        self._droplet.write_file(LEFT, f"{number}\n")

    def was_cut(self):
        """Also waits until what was at work on the host has come to its end."""
        if self._droplet.run(["rm", LEFT], check=False).returncode == 0:
            return False
        give_up = time.monotonic() + 60
        while self._droplet.run(["sh", "-c", f"kill -0 $(cat {SHELL})"], check=False).returncode == 0:
            if time.monotonic() > give_up:
                raise AssertionError("the shell on the host has not ended")
            time.sleep(0.1)
        return True
