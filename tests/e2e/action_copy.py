"""A copy of the action as a release would leave it: pinned, with or without the program beside, and a place to download it from."""

import hashlib
import http.server
import os
import shutil
import ssl
import subprocess
import threading
from pathlib import Path

from tests.e2e.dropsweep import BINARY
from tests.e2e.github_runner import REPOSITORY

ASSET = f"dropsweep-linux-{ {'aarch64': 'arm64'}.get(os.uname().machine, os.uname().machine)}"
ARCH = ASSET.rsplit("-", 1)[1]


def copy_action(folder, *, bundled=False, source="https://127.0.0.1:9", pin=None):
    """In a folder of its own below `folder`, with spaces in its name."""
    action = Path(folder, "the action's own folder")
    (action / "bin").mkdir(parents=True)
    shutil.copy(REPOSITORY / "action.yml", action)
    shutil.copy(REPOSITORY / "bin/run.sh", action / "bin")
    pin = pin or hashlib.sha256(BINARY.read_bytes()).hexdigest()
    (action / "bin/pins").write_text(f"# made by a test\nversion 9.9.9\nfrom {source}\n{ARCH} {ASSET} {pin}\n")
    if bundled:
        shutil.copy(BINARY, action / "bin" / ASSET)
        (action / "bin" / ASSET).chmod(0o755)
    return action


class DownloadPlace:
    """Serves `files` ({name: bytes}) over TLS on loopback, with a certificate of an authority that it made: `authority`."""

    def __init__(self, folder, files):
        self.folder = Path(folder, "served")
        self.folder.mkdir()
        for name, content in files.items():
            (self.folder / name).write_bytes(content)
        self.authority, key = Path(folder, "authority.pem"), Path(folder, "key.pem")
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-noenc", "-days", "1",
                        "-subj", "/CN=test", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", self.authority],
                       check=True, capture_output=True)
        self.asked = asked = []

        class Handler(http.server.SimpleHTTPRequestHandler):
            def __init__(self, *arguments, directory=self.folder, **named):
                super().__init__(*arguments, directory=directory, **named)

            def log_message(self, *_):
                asked.append(self.path)

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.authority, key)
        self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self.url = f"https://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self):
        self._server.shutdown()
        self._server.server_close()
