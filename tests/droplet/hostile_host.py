"""What an engine says whose host has one object of each kind for every word; nothing on it can be removed."""

import json
import re
import time
import zlib

OLD = time.time() - 30 * 86400
ZONED = "%Y-%m-%dT%H:%M:%SZ"
KINDS = {"container": "c", "image": "a", "network": "e"}
MILLION = 10**6


def identity(kind, number):
    return f"{KINDS[kind]}{number:063x}"


class Host:
    """The answers of an engine whose objects have these names, and whatever else can be worded in them."""

    def __init__(self, words):
        self.words = words
        self.made = time.strftime(ZONED, time.gmtime(OLD))
        self.each = range(len(words))

    def labels(self, number):
        return {self.words[number]: self.words[number], "com.docker.compose.project": self.words[number]}

    def container(self, number):
        word, running = self.words[number], number % 2 == 0
        state = {"Status": "running" if running else "exited", "StartedAt": self.made, "FinishedAt": self.made, "ExitCode": 1,
                 "Error": word, "Health": {"Status": "unhealthy", "Log": [{"Output": word}]}}
        common = {"Id": identity("container", number), "Labels": self.labels(number),
                  "Mounts": [{"Type": "volume", "Name": word, "Source": word, "Destination": word, "Driver": word}],
                  "NetworkSettings": {"Networks": {word: {"NetworkID": ""}}}, "HostConfig": {"NetworkMode": word}}
        listed = common | {"Names": ["/" + word], "Image": word, "ImageID": "sha256:" + identity("image", number),
                           "State": state["Status"], "Status": word, "Created": int(OLD), "Command": word}
        return listed, common | {"Name": "/" + word, "Image": listed["ImageID"], "State": state, "Created": self.made,
                                 "Config": {"Image": word, "Labels": self.labels(number), "Env": [word], "Cmd": [word]}}

    def image(self, number):
        word = self.words[number]
        # A third is in use by containers, a third is dangling.
        return {"Id": "sha256:" + identity("image", number + MILLION * (number % 3)), "RepoTags": [word] * (number % 3 != 1),
                "RepoDigests": [word],
                "Created": self.made, "Size": MILLION, "SharedSize": 0, "Containers": 0, "Author": word, "Comment": word,
                "Labels": self.labels(number), "Config": {"Labels": self.labels(number), "Env": [word]},
                "Metadata": {"LastTagTime": self.made}, "GraphDriver": {"Name": word, "Data": {"UpperDir": word}}}

    def volume(self, number):
        return {"Name": self.words[number], "Driver": "local" if number % 2 else self.words[number], "CreatedAt": self.made,
                "Labels": self.labels(number) | {"com.docker.volume.anonymous": ""}, "Scope": "local",
                "UsageData": {"Size": 1000, "RefCount": 0}}

    def network(self, number):
        word = self.words[number]
        return {"Id": identity("network", number), "Name": word, "Driver": word, "Scope": "local" if number % 4 else word, "Created": self.made,
                "Labels": self.labels(number), "Containers": {}}

    def record(self, number):
        return {"ID": f"record{number}", "Type": self.words[number], "Description": self.words[number], "InUse": False,
                "Shared": False, "Size": 1000, "CreatedAt": self.made, "LastUsedAt": self.made}

    def info(self):
        return {"ID": "engine", "ServerVersion": self.words[0], "Name": self.words[-1], "OperatingSystem": self.words[0],
                "Driver": self.words[0], "DockerRootDir": "/" + self.words[0], "Swarm": {"LocalNodeState": "inactive"},
                "SystemTime": time.strftime(ZONED, time.gmtime())}

    def answer(self, method, path):
        """(status, text or what will be JSON)"""
        parts = re.sub(r"\?.*", "", path).removeprefix("/v1.45").strip("/").split("/")
        word = self.words[zlib.crc32(path.encode()) % len(self.words)]
        if method != "GET":
            return (409, 500, 404)[len(path) % 3], {"message": word}
        lists = {"containers": lambda n: self.container(n)[len(parts) > 2], "images": self.image, "networks": self.network}
        match parts:
            case ["_ping"]:
                return 200, "OK"
            case ["info"]:
                return 200, self.info()
            case ["events"]:
                return 200, "".join(json.dumps({"Action": "pull", "Actor": {"ID": one}, "time": int(OLD)}) + "\n" for one in self.words)
            case ["system", "df"]:
                return 200, {"LayersSize": 10**9, "Images": [self.image(n) for n in self.each],
                             "Containers": [self.container(n)[0] for n in self.each],
                             "Volumes": [self.volume(n) for n in self.each], "BuildCache": [self.record(n) for n in self.each]}
            case ["volumes"]:
                return 200, {"Volumes": [self.volume(n) for n in self.each], "Warnings": self.words}
            case ["containers", _, "logs"]:
                return 200, "\n".join(self.words)
            case ["containers" | "images" | "networks", *rest] if rest in ([], ["json"]):
                return 200, [lists[parts[0]](n) for n in self.each]
            case ["containers" | "images" | "networks", one, *rest] if rest in ([], ["json"]):
                return 200, lists[parts[0]](int(one.removeprefix("sha256:")[1:], 16) % MILLION)
        return 404, {"message": word}
