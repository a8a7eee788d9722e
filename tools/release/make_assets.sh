#!/usr/bin/env bash
# make_assets.sh OWNER/NAME: everything that a release consists of, in out/release; run in the root of releases.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

repository=$1
version=$(tools/release/version.sh)
date=$(git log -1 --format=%ct)
limit=10485760 # it travels to a runner at every use
rm -rf out/release
mkdir -p out/release

for arch in x86_64 arm64; do
    tools/release/build.sh "$arch"
    binary=out/release/dropsweep-linux-$arch
    cp "build/assets/$arch/dropsweep-linux-$arch" "$binary"
    size=$(stat -c %s "$binary")
    if [[ $size -gt $limit ]]; then
        echo "release: the binary for $arch has $size bytes, more than $limit" >&2
        exit 1
    fi
    python3 -m tools.release.sbom "$arch" "build/assets/$arch" "$binary" "$version" "$date" >"$binary.cdx.json"
done
python3 -m tools.release.third_party out/release/*.cdx.json >out/release/THIRD-PARTY-LICENCES.txt

cmake --build build/assets/x86_64 --target pages >>build/assets/x86_64.log
pages=build/assets/x86_64/tools/pages/pages
"$pages" man "$(date --utc --date="@$date" +%F)" >out/release/dropsweep.1
"$pages" bash >out/release/dropsweep.bash
"$pages" zsh >out/release/_dropsweep
"$pages" fish >out/release/dropsweep.fish

(cd out/release && sha256sum -- * >SHA256SUMS.tmp && mv SHA256SUMS.tmp SHA256SUMS)
tools/release/make_pins.sh out/release/SHA256SUMS "$version" "$repository" >out/release/pins
