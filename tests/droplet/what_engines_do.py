"""python3 -m tests.droplet.what_engines_do [ENGINE...]: carries out what docs/traps.md says of real engines, and prints what they did.

What is asked of the engine here are its own prune commands, which dropsweep never uses (but /build/prune with one exact id).
"""

import json
import subprocess
import sys
import threading
import time
import unittest
from urllib.parse import quote

from .droplet import Droplet
from .engines import ENGINES
from .registry import REGISTRY_OPTIONS, Registry

OLD = {"tagged": "30d", "arrived": "30d"}
FACTS = []
LAYERS = "/var/lib/docker/image/overlay2/layerdb/mounts"


def fact(function):
    FACTS.append(function)
    return function


def prune(droplet, kind, **filters):
    status, answer = droplet.api("POST", f"/{kind}/prune?filters={quote(json.dumps(filters))}")
    return status, answer


def tags(droplet):
    return sorted(tag for one in droplet.api("GET", "/images/json")[1] for tag in one["RepoTags"] or [] if tag[0] != "<")


def last_tagged(droplet, name):
    return droplet.api("GET", f"/images/{name}/json")[1]["Metadata"]["LastTagTime"][:10]


def lose_layer(droplet, container):
    """As after a crash or a repair of the disk: the engine still lists a container whose writable layer is gone."""
    if droplet.engine.containerd_store:
        droplet.run(["ctr", "--address", "/run/docker/containerd/containerd.sock", "--namespace", "moby",
                     "snapshots", "--snapshotter", "overlayfs", "remove", container])
    else:
        droplet.stop_dockerd()
        droplet.run(["rm", "-r", f"{LAYERS}/{container}"])
        droplet.start_dockerd()


def hold_fast(droplet, volume):
    """A file in it that nobody can remove, root included: as good as a device that is busy."""
    held_file(droplet, volume).touch()
    subprocess.run(["chattr", "+i", held_file(droplet, volume)], check=True)  # ours: older droplets have none


def let_go(droplet, volume):
    subprocess.run(["chattr", "-i", held_file(droplet, volume)], check=True)
    droplet.api("DELETE", f"/volumes/{volume}")


def held_file(droplet, volume):
    return droplet.path(f"/var/lib/docker/volumes/{volume}/_data/held")


@fact
def t3_a_moving_tag_that_is_pulled_again_keeps_its_old_date(droplet, registry):
    name = f"{registry.name}/moving:1"
    registry.put("moving", "1", "old")
    droplet.docker("pull", name)
    droplet.age({"images": {name: OLD}})
    yield f"LastTagTime when it looks 30 days old: {last_tagged(droplet, name)}"
    droplet.docker("pull", name)
    yield f"after a pull that brought nothing new: {last_tagged(droplet, name)}"
    registry.put("moving", "1", "new")
    droplet.docker("pull", name)
    yield f"after a pull that brought another image: {last_tagged(droplet, name)} (today is {time.strftime('%Y-%m-%d', time.gmtime())})"
    prune(droplet, "images", dangling=["false"], until=["168h"])
    yield f"an image prune with until=168h then {'deletes it' if name not in tags(droplet) else 'keeps it'}"


@fact
def t4_an_image_prune_beside_a_pull(droplet, registry):
    name = f"{registry.name}/slow:1"
    registry.put("slow", "1", "slow " * 1000)
    registry.pause = 1.5
    said = []
    pulling = threading.Thread(target=lambda: said.append(droplet.run(["docker", "pull", "-q", name], check=False)))
    pulling.start()
    while pulling.is_alive():
        time.sleep(0.3)
        prune(droplet, "images", dangling=["false"])
    pulling.join()
    registry.pause = 0
    yield f"the pull ends with {said[0].returncode}: {(said[0].stderr or said[0].stdout).strip()[-160:]}"


@fact
def t9_a_build_prune_that_is_to_leave_10_gigabytes(droplet, registry):
    for asked in ("reserved-space=10000000000", "max-used-space=10000000000", "keep-storage=10000000000"):
        droplet.client("buildx", "build", "--output", "type=cacheonly", "-",
                       input=f"FROM base:1\nRUN echo {asked} >/file\n")
        before = len(droplet.api("GET", "/system/df")[1]["BuildCache"])
        droplet.api("POST", f"/build/prune?all=1&{asked}")
        after = len(droplet.api("GET", "/system/df")[1]["BuildCache"] or [])
        yield f"{asked}: of {before} records {after} are left"


@fact
def t19_a_prune_that_cannot_remove_something(droplet, registry):
    droplet.api("POST", "/volumes/create", {"Name": "stuck"})
    droplet.api("POST", "/volumes/create", {"Name": "loose"})
    hold_fast(droplet, "stuck")
    status, answer = prune(droplet, "volumes", **({"all": ["true"]} if droplet.engine.api_number >= (1, 42) else {}))
    yield f"a volume prune over two, one of which cannot be removed: status {status}, {json.dumps(answer)[:200]}"
    status, answer = droplet.api("DELETE", "/volumes/stuck")
    yield f"its removal by name: status {status}, {json.dumps(answer)[:200]}"
    let_go(droplet, "stuck")


@fact
def t20_a_prune_that_fails_half_way(droplet, registry):
    ids = [droplet.docker("create", "--name", f"half-{number}", "base:1", "/bin/true") for number in range(5)]
    lose_layer(droplet, ids[2])
    status, answer = prune(droplet, "containers")
    left = droplet.docker("ps", "-a", "--format", "{{.Names}}", "--filter", "name=half-").split()
    yield f"a container prune over 5, the layer of one lost: status {status}, {json.dumps(answer)[:200]}; left: {sorted(left)}"
    for name in left:
        droplet.docker("rm", "-f", name, check=False)


@fact
def t24_negative_labels_and_attestations(droplet, registry):
    for name, line in (("labelled", "LABEL persist=true"), ("plain", "ENV A=1")):
        droplet.client("buildx", "build", f"--provenance={'true' if droplet.engine.containerd_store else 'false'}",
                       "-t", f"{name}:1", "-", input=f"FROM base:1\n{line}\nRUN echo {name} >/name\n")
    yield f"labels that inspect tells: {droplet.api('GET', '/images/labelled:1/json')[1]['Config']['Labels']}"
    for label in ("persist=true", "persist"):
        prune(droplet, "images", dangling=["false"], **{"label!": [label]})
        left = [tag for tag in tags(droplet) if tag in ("labelled:1", "plain:1")]
        yield f"an image prune with label!={label} leaves {left}"


def carry_out(name):
    with Droplet(engine=name, dockerd_options=REGISTRY_OPTIONS) as droplet, Registry(droplet.gateway) as registry:
        version = droplet.api("GET", "/version")[1]
        print(f"== {name}: {version['Version']}, API {version['ApiVersion']}, {droplet.api('GET', '/info')[1]['Driver']}", flush=True)
        for one in FACTS:
            droplet.add_base_image("base:1")
            print(f"  {one.__name__.replace('_', ' ')}")
            try:
                for line in one(droplet, registry):
                    print(f"    {line}", flush=True)
            except Exception as error:  # the next fact may still be told
                print(f"    could not be carried out: {error}", flush=True)


if __name__ == "__main__":
    for engine in sys.argv[1:] or ENGINES:
        try:
            carry_out(engine)
        except unittest.SkipTest as reason:
            print(f"== {engine}: skipped: {reason}")
