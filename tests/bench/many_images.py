"""Many unused images, quickly: one archive in `docker save`'s format, loaded once."""

import hashlib
import io
import json
import tarfile


# What each image has of its own: (layers, files in each). A service's image of every deploy: its dependencies and its code,
# a fraction of what they really weigh; and an image with next to nothing in it, which costs the engine no more than its book-keeping.
BUILT = (3, 40)
TINY = (1, 1)


def load(droplet, count, content=BUILT, age="30d"):
    """Images bulk/app:N, made to look `age` old."""
    tags = [f"bulk/app:{number}" for number in range(count)]
    droplet.run(["docker", "load", "-q"], input=archive(tags, content), timeout=600)
    droplet.age({"images": {tag: {"tagged": age, "arrived": age} for tag in tags}})


def archive(tags, content):
    """An image for each of the tags, for `docker load`."""
    layers, files = content
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w") as tar:
        manifest = []
        for number, tag in enumerate(tags):
            own = [_layer(f"{number}.{part}", files) for part in range(layers)]
            diffs = ["sha256:" + hashlib.sha256(layer).hexdigest() for layer in own]
            config = json.dumps({"architecture": "amd64", "os": "linux", "created": "2026-01-01T00:00:00Z",
                                 "config": {"Cmd": ["/true"]}, "rootfs": {"type": "layers", "diff_ids": diffs}}).encode()
            names = [f"{number}/{part}.tar" for part in range(layers)]
            for name, layer in zip(names, own):
                _add(tar, name, layer)
            _add(tar, f"{number}/config.json", config)
            manifest.append({"Config": f"{number}/config.json", "RepoTags": [tag], "Layers": names})
        _add(tar, "manifest.json", json.dumps(manifest).encode())
    return data.getvalue()


def _layer(name, files):
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w") as tar:
        for number in range(files):
            _add(tar, f"app/{number // 20}/{name}-{number}", f"{name}:{number}\n".encode() * 128)
    return data.getvalue()


def _add(tar, name, content):
    info = tarfile.TarInfo(name)
    info.size = len(content)
    tar.addfile(info, io.BytesIO(content))
