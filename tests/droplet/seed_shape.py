"""The seed shape: an engine as the project found it, with 59 images, 15 containers and 18 volumes.

Built once with a real engine and kept as a disk image with a shape.json beside it, which holds facts only: what there
is, by id and by name, and how old each object shall look. The ages count back from the start of every droplet.
"""

import hashlib
import itertools
import json
import os
import re
import shutil
import subprocess
import time
from pathlib import Path

from . import ages
from .engines import engine_named
from .scratch import locked

HERE = Path(__file__).parent
SHAPES = Path(os.environ.get("DROPSWEEP_SHAPES", "/cache/shapes"))
SOURCES = [Path(__file__), *sorted((HERE / "seed").iterdir())]

SERVICES = {"gateway": 8000, "orchestrator": 8001, "rag": 8007, "state": 8008, "registry": 8009, "langgraph": 8010}
VERSIONS = {"v1": "90d", "v2": "60d", "v3": "35d", "v4": "21d", "v5": "10d", "v6": "3d", "v7": "90m"}
LATEST = "v7"
# repository:tag -> (size, port, age)
TOOLS = {
    "postgres:16": ("40M", 5432, "90d"), "postgres:15": ("38M", 5432, "200d"),
    "qdrant/qdrant:v1.9": ("20M", 6333, "60d"), "qdrant/qdrant:v1.8": ("19M", 6333, "120d"),
    "redis:7": ("12M", 6379, "30d"), "redis:6": ("11M", 6379, "90d"), "nginx:1.25": ("19M", 80, "45d"),
    "node:20": ("110M", 3000, "30d"), "python:3.12-slim": ("15M", 8000, "8d"),
}
DANGLING = {"orchestrator": "30d", "rag": "12d", "state": "3d", "registry": "90m", "langgraph": "2m"}

# name -> (command after `docker`, ages)
CONTAINERS = {
    "shop-smoke": ("run shop/gateway:v7 true", {"created": "5m", "started": "5m", "finished": "5m"}),
    "shop-migrate": ("run --label com.docker.compose.project=shop --label com.docker.compose.oneoff=True "
                     "shop/orchestrator:v6 true", {"created": "91m", "started": "91m", "finished": "90m"}),
    "gateway-old": ("run -v /data shop/gateway:v5 true", {"created": "30d", "started": "30d", "finished": "21d"}),
    "notebook": ("run --network lab_net -v lab_notebook-data:/data redis:6 true",
                 {"created": "12d", "started": "12d", "finished": "9d"}),
    "node-build": ("create node:20 true", {"created": "30d"}),
    "shop-rag-next": ("create shop/rag:v7", {"created": "70m"}),
    "nightly-backup": ("run --label persist=true postgres:15 false",
                       {"created": "60d", "started": "60d", "finished": "60d"}),
}
# name (or a number, for anonymous ones) -> (labels, age)
VOLUMES = {
    "shop_backups": (["persist=true"], "120d"), "legacy_pgdata": (["persist=true"], "300d"),
    "old_redis-data": ([], "90d"), "old_elastic-data": ([], "150d"), "shop_uploads-2023": ([], "200d"),
    "shop_old-vectors": (["com.docker.compose.project=shop"], "60d"), "tmp_cache": ([], "2d"),
    **{number: ([], age) for number, age in enumerate(["100d", "60d", "30d", "14d", "8d", "5m"])},
}
NETWORKS = {"lab_net": ([], "12d"), "old_project_default": (["com.docker.compose.project=old_project"], "90d"),
            "ci_4711_default": ([], "20d"), "monitoring": (["persist=true"], "60d"), "fresh_net": ([], "2m")}


def ensure(engine=None):
    """The folder of the shape, built if these sources (or the engine's root) have not been seen before."""
    engine = engine_named(engine)
    digest = hashlib.sha256(f"{engine.name} {engine.root}".encode())
    for source in SOURCES:
        digest.update(source.read_bytes())
    folder = SHAPES / f"seed-{engine.name}-{digest.hexdigest()[:12]}"
    if not folder.exists():
        SHAPES.mkdir(parents=True, exist_ok=True)
        with locked(SHAPES / f".lock-{engine.name}"):
            if not folder.exists():
                _remove_unused()
                _build(folder, engine)
    folder.touch()  # in use
    return folder


def _remove_unused():
    """Shapes of sources that nobody has started a droplet with for a week."""
    for folder in SHAPES.glob("seed-*"):
        if time.time() - folder.stat().st_mtime > 7 * 86400:
            shutil.rmtree(folder, ignore_errors=True)


def _build(folder, engine):
    from .droplet import Droplet  # here, because a droplet with this shape asks for this module

    with Droplet(engine=engine.name, sshd=False, disk="20G") as droplet:
        _fill(droplet)
        facts = _facts(droplet)
        counts = tuple(len(facts[kind]) for kind in ("images", "containers", "volumes"))
        if counts != (59, 15, 18):
            raise RuntimeError(f"the seed shape came out as {counts}")
        disk = droplet.detach_disk()
        making = Path(f"{folder}.tmp")
        shutil.rmtree(making, ignore_errors=True)
        making.mkdir()
        subprocess.run(["cp", "--sparse=always", disk, making / "disk.img"], check=True)
        (making / "shape.json").write_text(json.dumps(facts, indent=1) + "\n")
        making.rename(folder)


def _fill(droplet):
    droplet.add_base_image("shop/base:1")
    droplet.client("buildx", "bake", "--provenance=false", "-f", "-", input=json.dumps(_bake(droplet.engine)))
    # One record per target built at once; on a host that builds one by one there are a few.
    droplet.docker("builder", "prune", "--force", "--filter", "type=source.local")
    for name in SERVICES:
        droplet.docker("tag", f"shop/{name}:{LATEST}", f"shop/{name}:latest")
    # Two children with a parent that the engine knows of: by commit, and by the classic builder.
    droplet.docker("create", "--name", "patch", "redis:7")
    droplet.docker("commit", "--change", "ENV PATCHED=1", "patch", "ops/redis-patched:1")
    droplet.docker("rm", "patch")
    droplet.run(["env", "DOCKER_BUILDKIT=0", "docker", "build", "-q", "-t", "ops/report:1", "-"],
                input="FROM nginx:1.25\nENV REPORT=1\nLABEL team=ops\n")

    for name, (labels, _) in NETWORKS.items():
        droplet.docker("network", "create", *_labels(labels), name)
    for name, (labels, _) in VOLUMES.items():
        droplet.docker("volume", "create", *_labels(labels), *([name] if isinstance(name, str) else []))
    droplet.client("compose", "-f", "-", "up", "--detach", "--no-build", "--pull", "never", input=_compose_file(droplet.engine))
    for name, (command, _) in CONTAINERS.items():
        verb, *rest = command.split()
        droplet.docker(verb, "--name", name, *rest, check=name != "nightly-backup")
    droplet.run(["sh", "-c", "for data in /var/lib/docker/volumes/*/_data; do fallocate -l 2M $data/blob; done"])


def _compose_file(engine):
    text = (HERE / "seed/compose.yaml").read_text()
    if engine.api_number >= (1, 44):
        return text
    return re.sub(r"^ *start_interval:.*\n", "", text, flags=re.MULTILINE)  # older engines cannot do it, and compose refuses


def _bake(engine):
    now = int(time.time())
    # The containerd store packs and unpacks every layer: the same objects there, with fewer bytes, are built in half the time.
    light = {"DEPENDENCIES": "1M", "OBJECTS": "2M"} if engine.containerd_store else {}

    def target(stage, tags, age, **arguments):
        epoch = str(now - ages.seconds(age))
        arguments |= light
        return {"context": str(HERE / "seed"), "target": stage, "tags": tags, "args": arguments | {"SOURCE_DATE_EPOCH": epoch}}

    targets = {}
    for name, port in SERVICES.items():
        for version, age in VERSIONS.items():
            # Dependencies change with every other version.
            targets[f"{name}-{version}"] = target("service", [f"shop/{name}:{version}"], age, NAME=name,
                                                  PORT=str(port), VERSION=version, GENERATION=str(int(version[1]) // 2))
    for name, age in DANGLING.items():
        targets[f"{name}-lost"] = target("service", [], age, NAME=name, PORT=str(SERVICES[name]), VERSION="lost",
                                         GENERATION="lost")
    for generation in range(5):
        # Layers of a build stage: they are in no image, so they are the cache's own to give back.
        targets[f"compile-{generation}"] = target("compile", [], "1d", GENERATION=str(generation)) | {
            "output": ["type=cacheonly"]}
    for tag, (size, port, age) in TOOLS.items():
        key = tag.replace("/", "-").replace(":", "-").replace(".", "-")
        targets[key] = target("tool", [tag], age, NAME=tag, PORT=str(port), SIZE="1M" if light else size)
    return {"group": {"default": {"targets": list(targets)}}, "target": targets}


def _labels(labels):
    return [word for label in labels for word in ("--label", label)]


def _facts(droplet):
    images = droplet.api("GET", "/images/json")[1]
    for item in images:  # before 24.0 what has no tag has "<none>:<none>"
        item["RepoTags"] = [tag for tag in item["RepoTags"] or [] if tag != "<none>:<none>"]
    containers = droplet.api("GET", "/containers/json?all=1")[1]
    volumes = droplet.api("GET", "/volumes")[1]["Volumes"]
    networks = [item for item in droplet.api("GET", "/networks")[1] if item["Name"] not in ("bridge", "host", "none")]
    cache = droplet.api("GET", "/system/df?type=build-cache")[1]["BuildCache"]
    named = {item["Names"][0][1:]: item for item in containers}
    return {
        "images": [{"id": item["Id"], "tags": item["RepoTags"]} for item in images],
        "containers": [{"id": item["Id"], "name": name, "state": item["State"], "image": item["ImageID"]}
                       for name, item in named.items()],
        "volumes": [{"name": item["Name"], "labels": item["Labels"] or {}} for item in volumes],
        "networks": [{"id": item["Id"], "name": item["Name"]} for item in networks],
        "cache": [item["ID"] for item in cache],
        "services": {name: f"http://127.0.0.1:{port}/health" for name, port in SERVICES.items()},
        "ages": {
            "images": _image_ages(images),
            "containers": {item["Id"]: CONTAINERS[name][1] if name in CONTAINERS else {"created": "90m"}
                           for name, item in named.items()},
            "volumes": _volume_ages(volumes, containers),
            "networks": {item["Id"]: NETWORKS.get(item["Name"], ([], "90d"))[1] for item in networks},
            "cache": _cache_ages(cache),
        },
    }


def _image_ages(images):
    known = {"shop/base:1": "200d", "ops/redis-patched:1": "20d", "ops/report:1": "15d",
             **{tag: age for tag, (_, _, age) in TOOLS.items()},
             **{f"shop/{name}:{version}": age for name in SERVICES for version, age in VERSIONS.items()}}
    table = {}
    for item in images:
        if item["RepoTags"]:
            age = next(known[tag] for tag in sorted(item["RepoTags"]) if tag in known)
        else:
            age = DANGLING[item["Labels"]["org.opencontainers.image.title"]]
        table[item["Id"]] = {"tagged": age, "arrived": age}
    return table


def _volume_ages(volumes, containers):
    used = {"shop_postgres-data": "90d", "shop_qdrant-data": "90d", "lab_notebook-data": "12d"}
    known = used | {name: age for name, (_, age) in VOLUMES.items()}
    mounted = {mount["Name"] for item in containers for mount in item["Mounts"] if mount["Type"] == "volume"}
    spare = iter([age for name, (_, age) in VOLUMES.items() if not isinstance(name, str)])
    return {name: known.get(name) or ("30d" if name in mounted else next(spare))
            for name in sorted(item["Name"] for item in volumes)}


def _cache_ages(cache):
    """The leaves in three bands, by what they are; what they stand on was used when the youngest of them was. No age hangs on
    an id, which is another one at each build: leaves that stand on the same follow each other."""
    parents = {item["ID"]: item.get("Parents") or item.get(" Parents") or [] for item in cache}  # so it is on the wire of real engines
    above = {}
    for record, below in parents.items():
        for parent in below:
            above.setdefault(parent, []).append(record)

    def place(item):
        siblings = sorted((len(above[parent]), parent) for parent in parents[item["ID"]])
        return item["Description"], [number for number, _ in siblings], siblings, item["Size"], item["ID"]

    leaves = sorted((item for item in cache if item["ID"] not in above), key=place)
    bands = {leaf["ID"]: age for leaf, age in zip(leaves, itertools.cycle(["21d", "21d", "3d", "21d", "20m"]))}

    def age(record):
        return min((age(child) for child in above[record]), key=ages.seconds) if record in above else bands[record]

    # The imported base, which everything stands on, goes by "*".
    return {"*": "20m"} | {item["ID"]: age(item["ID"]) for item in cache}
