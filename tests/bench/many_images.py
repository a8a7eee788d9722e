"""Many small unused images, quickly: one archive in `docker save`'s format, loaded once."""

import hashlib
import io
import json
import tarfile


def many_images(droplet, count, age="30d"):
    """Images bulk/app:N, each with a layer of its own; made to look `age` old."""
    archive = io.BytesIO()
    with tarfile.open(fileobj=archive, mode="w") as tar:
        manifest = []
        for number in range(count):
            layer = _layer(number)
            diff = "sha256:" + hashlib.sha256(layer).hexdigest()
            config = json.dumps({"architecture": "amd64", "os": "linux", "created": "2026-01-01T00:00:00Z",
                                 "config": {"Cmd": ["/true"]}, "rootfs": {"type": "layers", "diff_ids": [diff]}}).encode()
            _add(tar, f"{number}/layer.tar", layer)
            _add(tar, f"{number}/config.json", config)
            manifest.append({"Config": f"{number}/config.json", "RepoTags": [f"bulk/app:{number}"],
                             "Layers": [f"{number}/layer.tar"]})
        _add(tar, "manifest.json", json.dumps(manifest).encode())
    droplet.run(["docker", "load", "-q"], input=archive.getvalue(), timeout=600)
    droplet.age({"images": {f"bulk/app:{number}": {"tagged": age, "arrived": age} for number in range(count)}})


def _layer(number):
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w") as tar:
        _add(tar, "data", (f"{number}:" * 2048).encode())
    return data.getvalue()


def _add(tar, name, content):
    info = tarfile.TarInfo(name)
    info.size = len(content)
    tar.addfile(info, io.BytesIO(content))
