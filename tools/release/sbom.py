"""sbom.py ARCH BUILD BINARY VERSION DATE: what is linked into BINARY, as CycloneDX on standard output. DATE is seconds since 1970."""

import hashlib
import json
import subprocess
import sys
import uuid
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

from tools.release import licences
from tools.release.linked import packages_in

DEBIAN = {"x86_64": "amd64", "arm64": "arm64"}


def about(package):
    answer = subprocess.run(
        ["dpkg-query", "--show", "--showformat", "${Package}\t${Version}\t${Architecture}\t${source:Package}\t${source:Version}", package],
        check=True, capture_output=True, text=True).stdout
    return answer.split("\t")


def copyright_file(package):
    return Path("/usr/share/doc", package.split(":")[0], "copyright").resolve()


def component(package, linked, included):
    name, version, architecture, source, source_version = about(package)
    text = copyright_file(package).read_text(encoding="utf-8")
    licence = licences.spdx(licences.declared(text, included), name)
    purl = f"pkg:deb/debian/{quote(name)}@{quote(version, safe=':~')}?arch={architecture}&distro=debian-13"
    return {
        "type": "library",
        "bom-ref": purl,
        "name": name,
        "version": version,
        "purl": purl,
        "licenses": [{"expression": licence}] if " " in licence else [{"license": {"id": licence}}],
        "properties": [
            {"name": "debian:source", "value": source},
            {"name": "debian:source-version", "value": source_version},
            {"name": "dropsweep:headers-included", "value": str(len(included))},
        ],
        # The archives and objects that the linker took code from; a library of headers alone has none.
        "evidence": {"occurrences": [{"location": path} for path in sorted(linked) or ["headers alone"]]},
    }


def sbom(arch, build, binary, version, date):
    digest = hashlib.sha256(Path(binary).read_bytes()).hexdigest()
    components = [component(package, *files) for package, files in packages_in(build, DEBIAN[arch]).items()]
    ours = {"type": "application", "bom-ref": "dropsweep", "name": "dropsweep", "version": version,
            "hashes": [{"alg": "SHA-256", "content": digest}], "licenses": [{"license": {"id": "MIT"}}]}
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        # The same for the same binary, like everything in a release.
        "serialNumber": uuid.uuid5(uuid.NAMESPACE_OID, digest).urn,
        "version": 1,
        "metadata": {"timestamp": datetime.fromtimestamp(int(date), UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), "component": ours},
        "components": components,
        "dependencies": [{"ref": "dropsweep", "dependsOn": [one["bom-ref"] for one in components]}],
    }


if __name__ == "__main__":
    print(json.dumps(sbom(*sys.argv[1:]), indent=2))
