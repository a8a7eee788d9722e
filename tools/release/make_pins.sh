#!/usr/bin/env bash
# make_pins.sh SHA256SUMS VERSION OWNER/NAME: what the action runs, for bin/pins of the commit that is released.
set -euo pipefail

sums=$1 version=$2 repository=$3
cat <<TEXT
# Which dropsweep this commit of the action runs: its version, where it is downloaded from, and for each machine the file's name and
# SHA-256. The release writes it, so that \`uses:\` pinned to a commit pins the program too.
#   version VERSION
#   from https://...
#   x86_64 FILE SHA256
#   arm64 FILE SHA256
version $version
from https://github.com/$repository/releases/download/v$version
TEXT
for arch in x86_64 arm64; do
    file=dropsweep-linux-$arch
    echo "$arch $file $(sed -n "s/  $file\$//p" "$sums")"
done
