"""The droplet's Docker engine: starting and stopping it, and its API without a client."""

import http.client
import json
import signal
import socket
import time

SOCKET = "/run/docker.sock"


class UnixConnection(http.client.HTTPConnection):
    def __init__(self, path, timeout=60):
        super().__init__("localhost", timeout=timeout)
        self._path = str(path)

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self._path)


class Dockerd:
    def __init__(self, namespace, settings):
        self._namespace = namespace
        self._process = None
        self.socket_path = namespace.path(SOCKET)
        namespace.run(["sh", "-c", "mkdir -p /etc/docker && cat >/etc/docker/daemon.json"], input=json.dumps(settings))

    def launch(self):
        """Starts it without waiting."""
        self._process = self._namespace.start(["dockerd"], "dockerd.log")

    def wait(self, seconds=60):
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if not self._process.alive():
                raise RuntimeError("dockerd ended while starting; its words are in dockerd.log")
            try:
                if self.api("GET", "/_ping")[0] == 200:
                    return
            except OSError:
                time.sleep(0.02)
        raise RuntimeError("dockerd does not answer; its words are in dockerd.log")

    def start(self):
        self.launch()
        self.wait()

    def kill(self):
        """As the kernel does when memory runs out: containers go on without it."""
        self._process.signal(signal.SIGKILL)
        self._process.wait()

    def pause(self):
        """It accepts connections (the kernel does) and never answers."""
        self._process.pause()

    def resume(self):
        self._process.resume()

    def signal(self, number):
        self._process.signal(number)

    def running(self):
        """id -> process of what runs. A container that has just ended is in the engine's list a moment longer than in truth."""
        listed = [item["Id"] for item in self.api("GET", "/containers/json")[1]]
        states = {item: self.api("GET", f"/containers/{item}/json")[1]["State"] for item in listed}
        return {item: state["Pid"] for item, state in states.items() if state["Running"] and state["Pid"]}

    def stop(self):
        """An orderly end, without the ten seconds of grace that containers get which ignore SIGTERM."""
        pids = self.running().values()
        self._process.signal(signal.SIGTERM)
        time.sleep(0.1)  # after the engine has begun to stop them, so that it does not restart them
        if pids:
            self._namespace.run(["kill", "-9", *map(str, pids)], check=False)
        self._process.wait()

    def api(self, method, path, body=None, timeout=60):
        """One request: (status, JSON or text)."""
        connection = UnixConnection(self.socket_path, timeout)
        try:
            headers = {} if body is None else {"Content-Type": "application/json"}
            connection.request(method, path, None if body is None else json.dumps(body), headers)
            answer = connection.getresponse()
            text = answer.read().decode(errors="replace")
        finally:
            connection.close()
        is_json = (answer.headers.get("Content-Type") or "").startswith("application/json")
        return answer.status, json.loads(text) if is_json and text else text
