"""An authorization plugin of Docker's, in front of a droplet's engine: lets looks pass and nothing else.

    with LooksOnly(droplet):
        droplet.api("DELETE", ...)  # 403
"""

import http.server
import json
import os
import signal
import socketserver
import threading
import time

SETTINGS = "/etc/docker/daemon.json"


class _Handler(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))) or "{}")
        if self.path == "/Plugin.Activate":
            answer = {"Implements": ["authz"]}
        else:
            allow = self.path != "/AuthZPlugin.AuthZReq" or asked["RequestMethod"] in ("GET", "HEAD")
            answer = {"Allow": allow, "Msg": "" if allow else "looks only"}
        body = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def address_string(self):
        return "dockerd"

    def log_message(self, *_):
        pass


class LooksOnly:
    NAME = "looks-only"

    def __init__(self, droplet):
        self._droplet = droplet
        self._settings = json.loads(droplet.run(["cat", SETTINGS]).stdout)

    def __enter__(self):
        self._droplet.run(["mkdir", "-p", "/run/docker/plugins"])
        self._path = str(self._droplet.path(f"/run/docker/plugins/{self.NAME}.sock"))
        self._server = socketserver.ThreadingUnixStreamServer(self._path, _Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self._reload([self.NAME], removal_says=403)
        return self

    def __exit__(self, *_):
        self._reload([], removal_says=404)
        self._server.shutdown()
        self._server.server_close()
        os.unlink(self._path)

    def _reload(self, plugins, removal_says):
        """The engine takes them without a restart; its /info does not tell."""
        self._droplet.write_file(SETTINGS, json.dumps(self._settings | {"authorization-plugins": plugins}))
        self._droplet.dockerd.signal(signal.SIGHUP)
        deadline = time.monotonic() + 20
        while self._droplet.api("DELETE", "/containers/nobody")[0] != removal_says:
            assert time.monotonic() < deadline, "the engine did not read its settings again"
            time.sleep(0.02)
