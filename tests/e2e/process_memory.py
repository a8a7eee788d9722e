"""What a running process remembers, as root sees it."""

import os


def memory_of(pid):
    """All that it could have written, as one text of bytes for each mapping."""
    parts = []
    with open(f"/proc/{pid}/maps") as maps, open(f"/proc/{pid}/mem", "rb", 0) as memory:
        for line in maps:
            place, rights = line.split()[:2]
            begin, end = (int(number, 16) for number in place.split("-"))
            if not rights.startswith("rw"):
                continue
            try:
                parts.append(os.pread(memory.fileno(), end - begin, begin))
            except OSError:
                pass  # a mapping of a file that became shorter
    return parts


def holds(pid, texts):
    """Those of the texts (bytes) that it holds."""
    parts = memory_of(pid)
    return {text for text in texts if any(text in part for part in parts)}
