"""A registry to pull from, as far as a pull needs one; its blobs can be slow.

    with Registry(droplet.gateway) as registry:
        registry.put("app", "1", "some content")
        droplet.docker("pull", f"{registry.name}/app:1")

The droplet needs dockerd_options=REGISTRY_OPTIONS, because it speaks no TLS.
"""

import contextlib
import gzip
import hashlib
import io
import json
import tarfile
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

REGISTRY_OPTIONS = {"insecure-registries": ["10.213.0.0/16"]}
SCHEMA = "application/vnd.docker.distribution.manifest.v2+json"
CONFIG = "application/vnd.docker.container.image.v1+json"
BUSYBOX = Path("/usr/bin/busybox")
LAYER = "application/vnd.docker.image.rootfs.diff.tar.gzip"


class Registry:
    def __init__(self, address):
        self.blobs, self.manifests = {}, {}
        self.pause = 0  # seconds before each half of a blob
        self._server = ThreadingHTTPServer((address, 0), type("Handler", (Handler,), {"registry": self}))
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self.name = f"{address}:{self._server.server_port}"

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._server.server_close()

    def put(self, repository, tag, content, labels=None, programs=()):
        """An image of one file and of busybox under the names of `programs`; built in January, whenever that was."""
        layer = _layer(content.encode(), programs)
        config = json.dumps({"architecture": "amd64", "os": "linux", "created": "2026-01-01T00:00:00Z",
                             "config": {"Cmd": ["/true"], "Labels": labels or {}},
                             "rootfs": {"type": "layers", "diff_ids": [_digest(layer)]}}).encode()
        packed = gzip.compress(layer, mtime=0)
        manifest = json.dumps({"schemaVersion": 2, "mediaType": SCHEMA,
                               "config": self._add(CONFIG, config), "layers": [self._add(LAYER, packed)]}).encode()
        self.manifests[f"{repository}/manifests/{tag}"] = manifest
        self.manifests[f"{repository}/manifests/{_digest(manifest)}"] = manifest

    def _add(self, kind, blob):
        self.blobs[_digest(blob)] = blob
        return {"mediaType": kind, "size": len(blob), "digest": _digest(blob)}


class Handler(BaseHTTPRequestHandler):
    registry = None
    protocol_version = "HTTP/1.1"
    # Clients try TLS first; what they get back must look like HTTP for them to try again without.
    default_request_version = "HTTP/1.0"

    def do_GET(self):
        path = self.path.removeprefix("/v2/").split("?")[0]
        manifest = self.registry.manifests.get(path)
        blob = self.registry.blobs.get(path.rpartition("/blobs/")[2])
        if not path:
            self._answer(200, "application/json", b"{}")
        elif manifest is not None:
            self._answer(200, SCHEMA, manifest)
        elif blob is not None:
            self._answer(200, "application/octet-stream", blob, self.registry.pause)
        else:
            self._answer(404, "application/json", b'{"errors":[{"code":"MANIFEST_UNKNOWN"}]}')

    do_HEAD = do_GET

    def _answer(self, status, kind, body, pause=0):
        with contextlib.suppress(OSError):  # the client may have gone
            self._send(status, kind, body, pause)

    def _send(self, status, kind, body, pause):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Docker-Content-Digest", _digest(body))
        self.send_header("Docker-Distribution-Api-Version", "registry/2.0")
        self.end_headers()
        if self.command == "HEAD":
            return
        middle = len(body) // 2
        for half in (body[:middle], body[middle:]):
            time.sleep(pause)
            self.wfile.write(half)

    def log_message(self, *_):
        pass


def _digest(data):
    return "sha256:" + hashlib.sha256(data).hexdigest()


def _layer(content, programs):
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w") as tar:
        _add(tar, "content", content)
        for name in programs:
            _add(tar, f"bin/{name}", BUSYBOX.read_bytes())
    return data.getvalue()


def _add(tar, name, content):
    info = tarfile.TarInfo(name)
    info.size, info.mode = len(content), 0o755
    tar.addfile(info, io.BytesIO(content))
