#!/usr/bin/env bash
# build_elsewhere.sh ARCH: the last commit, built in a folder with another name; left at build/assets/elsewhere-ARCH.
set -euo pipefail
repo=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

elsewhere=/var/tmp/somewhere/else-entirely
git clone --quiet "$repo" "$elsewhere"
"$elsewhere/tools/release/build.sh" "$1"
cp "$elsewhere/build/assets/$1/dropsweep-linux-$1" "$repo/build/assets/elsewhere-$1"
