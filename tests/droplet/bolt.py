"""Reads bolt files (containerd's, BuildKit's and the network's databases) as far as it takes to find a value's place.

Pages carry no checksums, so that a value may be replaced by one of the same length while nobody has the file open.
"""

import struct

MAGIC = 0xED0CDAED
BRANCH, LEAF = 0x01, 0x02
BUCKET = 0x01


def places(data):
    """(path of keys, offset, length) of every value."""
    size, root = _newest_meta(data)
    yield from _page(data, size, root * size, ())


def _newest_meta(data):
    found = []
    # The second one is a page further on, and how long a page is stands in either.
    for offset in (0, *(1 << power for power in range(10, 17))):
        if offset + 80 > len(data):
            break
        magic, _, size, _, root, _, _, _, txid, _ = struct.unpack_from("<IIIIQQQQQQ", data, offset + 16)
        if magic == MAGIC and offset in (0, size):
            found.append((txid, size, root))
    if not found:
        raise ValueError("not a bolt file")
    return max(found)[1:]


def _page(data, size, offset, path):
    flags, count = struct.unpack_from("<HH", data, offset + 8)
    for element in range(offset + 16, offset + 16 + 16 * count, 16):
        if flags & BRANCH:
            yield from _page(data, size, struct.unpack_from("<Q", data, element + 8)[0] * size, path)
        elif flags & LEAF:
            kind, position, key_size, value_size = struct.unpack_from("<IIII", data, element)
            value = element + position + key_size
            here = (*path, bytes(data[element + position:value]))
            if kind & BUCKET:
                root = struct.unpack_from("<Q", data, value)[0]
                # A small bucket lies inside of its parent's page.
                yield from _page(data, size, root * size if root else value + 16, here)
            else:
                yield here, value, value_size
