"""An engine that lies, for a droplet: `python3 hostile_engine.py FOLDER` makes FOLDER/NAME.sock for each of its ways.

`poisoned` has one object of each kind for every word of attacks.py, `harmless` a host of the same shape with plain words. The
others are `harmless` but for one answer, which knows no bounds; those are on http://127.0.0.1:8100/NAME as well, and
/poisoned/N answers with the Nth of attacks.BYTES wherever a health check looks.
"""

import itertools
import json
import os
import socket
import sys
import threading
import time

sys.path.insert(0, os.path.dirname(__file__))
import attacks
from crowded_host import Crowd
from hostile_host import Host

OK = b"HTTP/1.1 200 OK\r\nApi-Version: 1.45\r\nContent-Type: application/json\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"


def whole(status, body):
    data = body.encode() if isinstance(body, str) else json.dumps(body).encode()
    kind = "text/plain" if isinstance(body, str) else "application/json"
    yield f"HTTP/1.1 {status} X\r\nApi-Version: 1.45\r\nContent-Type: {kind}\r\nContent-Length: {len(data)}\r\n\r\n".encode() + data


def chunks(pieces):
    yield CHUNKED
    for piece in pieces:
        yield b"%x\r\n%s\r\n" % (len(piece), piece)
    yield b"0\r\n\r\n"


def for_ever(start, piece):
    yield start
    block = piece * max(1, 65536 // len(piece))
    while True:
        yield block


def slowly(data):
    for byte in data:
        yield bytes([byte])
        time.sleep(1)


def nothing():
    time.sleep(3600)
    yield b""


def million(path):
    """As many objects as an answer may be long, or longer."""
    kind = b"[" if "volumes" not in path else b'{"Volumes":['
    one = b'{"Id":"c%063x","Name":"%d","Names":["/%d"],"State":"exited","Created":1},'
    return chunks(itertools.chain([kind], (b"".join(one % (n, n, n) for n in range(at, at + 1000)) for at in range(0, 10**6, 1000)), [b"{}]"]))


def listing(path, template, count):
    """So many objects, each with its number and an id of its kind; nothing else of them can be seen."""
    if path.count("/") > 3 or path.split("?")[0].rsplit("/", 1)[1] not in ("json", "volumes", "networks"):
        return whole(500, "{}")
    prefix = "sha256:c" if "/images" in path else "c"
    objects = ",".join(template % {"id": f"{prefix}{n:063x}", "n": n} for n in range(count))
    return whole(200, '{"Volumes":[%s]}' % objects if "volumes" in path else f"[{objects}]")


def labels(path):
    """Few objects, each with as many labels as there is room for."""
    each = ",".join(f'"{n:x}":""' for n in range(24_000))
    return listing(path, '{"Id":"%(id)s","Name":"n%(n)d","Names":["/n%(n)d"],"Created":1,"State":"exited","Labels":{' + each + "}}", 16)


def too_many(path):
    """Few bytes of each object, and as many objects as one answer may hold."""
    return listing(path, '{"Id":"%(id)s","Name":"n%(n)d","Names":["/n%(n)d"],"Created":1,"State":"exited","Driver":"local"}', 20_000)


# How the one answer goes on for ever. What a good client does first is /_ping; a health check asks for the name.
ENDLESS = {
    "silent": lambda path: nothing(),
    "slow_header": lambda path: slowly(OK + b"X: x\r\n" * 1000),
    "slow_body": lambda path: itertools.chain([OK + b"Content-Length: 3600\r\n\r\n"], slowly(b" " * 3600)),
    "headers": lambda path: for_ever(OK, b"X-Forged: forged\r\n"),
    "header_line": lambda path: for_ever(OK + b"X-Forged: ", b"forged"),
    "status_line": lambda path: for_ever(b"HTTP/1.1 200 ", b"forged"),
    "interim": lambda path: for_ever(b"", b"HTTP/1.1 103 Early Hints\r\nLink: forged\r\n\r\n"),
    "body": lambda path: for_ever(CHUNKED, b"7\r\n[1,2,3,\r\n"),
    "spaces": lambda path: for_ever(CHUNKED + b"2\r\n[]\r\n", b"8\r\n        \r\n"),
    "extensions": lambda path: for_ever(CHUNKED, b"1;forged=" + b"x" * 1000 + b"\r\n[\r\n"),
    "extension": lambda path: for_ever(CHUNKED + b"1;forged=", b"x"),
    "trailers": lambda path: for_ever(CHUNKED + b"2\r\n[]\r\n0\r\n", b"X-Forged: forged\r\n"),
    "announced": lambda path: for_ever(OK + b"Content-Length: 1152921504606846976\r\n\r\n", b"["),
    "until_closed": lambda path: for_ever(OK + b"\r\n", b"["),
    "deep": lambda path: chunks([b'{"a":[' * 10_000]),
    "deep_list": lambda path: chunks([b"[" * 10_000, b"]" * 10_000]),
    "million": million,
    "numbers": lambda path: chunks([b"[", b"1," * 3_000_000, b"1]"]),
    "long_name": lambda path: chunks([b'[{"Id":"', b"x" * 10_000_000, b'"}]']),
    "labels": labels,
    "no_http": lambda path: for_ever(b"", b"::error::forged\n"),
}


def engine(host, endless=None):
    def respond(method, path):
        if endless and "/_ping" not in path and "/info" not in path:
            return endless(path)
        return whole(*host.answer(method, path))
    return respond


def service(method, path):
    name, _, number = path.strip("/").partition("/")
    if name in ENDLESS:
        return ENDLESS[name](path)
    words = attacks.BYTES[int(number)]
    line = words.replace(b"\r", b"").replace(b"\n", b"")
    status = (b"200 OK", b"500 " + line, b"302 " + line)[int(number) % 3]
    return iter([b"HTTP/1.1 %s\r\nLocation: %s\r\nServer: %s\r\nContent-Length: %d\r\n\r\n%s" % (status, line, line, len(words), words)])


def serve(connection, respond):
    unread = b""
    with connection:
        try:
            while True:
                while b"\r\n\r\n" not in unread:
                    if not (piece := connection.recv(65536)):
                        return
                    unread += piece
                head, _, unread = unread.partition(b"\r\n\r\n")
                method, path, _ = head.decode().split("\r\n")[0].split(" ")
                for piece in respond(method, path):
                    connection.sendall(piece)
        except OSError:
            pass  # it had enough


def listen(listener, respond):
    listener.listen(64)

    def accept():
        while True:
            threading.Thread(target=serve, args=(listener.accept()[0], respond), daemon=True).start()
    threading.Thread(target=accept, daemon=True).start()


def main(folder):
    harmless = Host(attacks.harmless())
    ways = {"poisoned": engine(Host(attacks.WORDS)), "harmless": engine(harmless)}
    ways |= {name: engine(harmless, endless) for name, endless in ENDLESS.items()}
    ways |= {"too_many": engine(harmless, too_many), "crowd": engine(Crowd(10_000, 5_000, 5_000))}
    loud = "\n".join(attacks.WORDS)
    ways["loud"] = lambda method, path: whole(200, loud) if "/logs" in path else ways["harmless"](method, path)
    ways["endless_log"] = lambda method, path: ENDLESS["body"](path) if "/logs" in path else ways["harmless"](method, path)
    # A client that wants to know first whom it speaks to meets it at once.
    ways |= {name + "_ping": lambda method, path, way=ENDLESS[name]: way(path) for name in ("silent", "slow_header", "headers", "no_http")}
    for name, respond in ways.items():
        at = socket.socket(socket.AF_UNIX)
        at.bind(f"{folder}/{name}.sock")
        listen(at, respond)
    listen(socket.create_server(("127.0.0.1", 8100)), service)
    open(f"{folder}/ready", "w").close()
    threading.Event().wait()


if __name__ == "__main__":
    main(sys.argv[1])
