"""What an engine says whose host has very many objects that look like those of any host; one in ten may go, and does."""

import json
import re
import time

NOW = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
MADE = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() - 30 * 86400))
LISTED = int(time.time()) - 30 * 86400


def image_id(number):
    return f"sha256:{number:064x}"


def container_id(number):
    return f"c{number:063x}"


class Crowd:
    """Every tenth container has ended, and every tenth image is an old one."""

    def __init__(self, images, containers, volumes):
        self.images, self.containers, self.volumes = images, containers, volumes
        self.gone = set()

    def labels(self, number):
        return {"com.docker.compose.project": f"shop-{number % 100}", "com.docker.compose.service": f"worker-{number}",
                "com.docker.compose.version": "2.40.3", "org.opencontainers.image.revision": f"{number:040x}"}

    def image(self, number):
        tag = f"registry.example.com/shop/service-{number % 200}:2026.{number}"
        return {"Id": image_id(number), "RepoTags": [tag], "RepoDigests": [f"{tag.split(':')[0]}@{image_id(number)}"], "Created": MADE,
                "Size": 10**6, "SharedSize": 0, "Containers": 0, "Labels": None, "Config": {"Labels": self.labels(number)},
                "Metadata": {"LastTagTime": NOW if number % 10 else MADE},
                "GraphDriver": {"Name": "overlay2", "Data": {"UpperDir": f"/var/lib/docker/overlay2/{number:064x}/diff"}}}

    def container(self, number):
        ended = number % 10 == 9
        state = {"Status": "exited" if ended else "running", "StartedAt": MADE, "FinishedAt": MADE if ended else "", "ExitCode": 0}
        used = (number + 1) % self.images
        reference = self.image(used)["RepoTags"][0]
        common = {"Id": container_id(number), "NetworkSettings": {"Networks": {"shop_default": {"NetworkID": ""}}},
                  "Mounts": [{"Type": "volume", "Name": self.volume(number % self.volumes)["Name"], "Destination": "/data"}],
                  "HostConfig": {"NetworkMode": "shop_default"}}
        listed = common | {"Names": [f"/shop-worker-{number}"], "Image": reference, "ImageID": image_id(used), "State": state["Status"],
                           "Created": LISTED, "Labels": self.labels(number)}
        return listed, common | {"Name": f"/shop-worker-{number}", "Image": image_id(used), "State": state, "Created": MADE,
                                 "Config": {"Image": reference, "Labels": self.labels(number)}}

    def volume(self, number):
        return {"Name": f"{number:064x}", "Driver": "local", "CreatedAt": MADE, "Scope": "local",
                "Labels": {"com.docker.volume.anonymous": ""}, "UsageData": {"Size": 1000, "RefCount": number % 3 == 0}}

    def info(self):
        return {"ID": "engine", "ServerVersion": "28.5.1", "Name": "crowd", "OperatingSystem": "Debian", "Driver": "overlay2",
                "DockerRootDir": "/var/lib/docker", "Swarm": {"LocalNodeState": "inactive"},
                "SystemTime": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())}

    def there(self, kind, count, identity):
        return (number for number in range(count) if (kind, identity(number)) not in self.gone)

    def answer(self, method, path):
        """(status, text or what will be JSON)"""
        parts = re.sub(r"\?.*", "", path).removeprefix("/v1.45").strip("/").split("/")
        if method == "DELETE":
            self.gone.add((parts[0], parts[1]))
            return 200, []
        if "filters=" in path and parts == ["containers", "json"]:
            return 200, []  # who uses what is to go: nobody
        volume_name = lambda number: f"{number:064x}"
        match parts:
            case ["_ping"]:
                return 200, "OK"
            case ["info"]:
                return 200, self.info()
            case ["events"]:
                return 200, ""
            case ["networks"]:
                return 200, []
            case ["images", "json"]:
                return 200, [self.image(n) for n in self.there("images", self.images, image_id)]
            case ["containers", "json"]:
                return 200, [self.container(n)[0] for n in self.there("containers", self.containers, container_id)]
            case ["volumes"]:
                return 200, {"Volumes": [self.volume(n) for n in self.there("volumes", self.volumes, volume_name)]}
            case ["containers", _, "stats"]:
                return 200, {"memory_stats": {"usage": 10**7, "limit": 10**9, "stats": {"inactive_file": 10**6}}}
            case ["volumes" | "images" | "containers" as kind, one, *_] if (kind, one) in self.gone:
                return 404, {"message": "no such object"}
            case ["images", one, "json"]:
                return 200, self.image(int(one.removeprefix("sha256:"), 16))
            case ["containers", one, "json"]:
                return 200, self.container(int(one[1:], 16))[1]
            case ["volumes", one]:
                return 200, self.volume(int(one, 16))
        return 500, {"message": "not in this engine"}
