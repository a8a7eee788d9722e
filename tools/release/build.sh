#!/usr/bin/env bash
# build.sh x86_64|arm64: the stripped static binary at build/assets/ARCH/dropsweep-linux-ARCH, from the compiler and no cache.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

arch=$1
folder=build/assets/$arch
case $arch in
    x86_64) preset=release strip=strip ;;
    arm64) preset=release-arm64 strip=aarch64-linux-gnu-strip ;;
esac
rm -rf "$folder"
mkdir -p build/assets
export CCACHE_DISABLE=1
cmake --preset "$preset" -B "$folder" >"$folder.log"
cmake --build "$folder" --parallel "${DROPSWEEP_JOBS:-$(nproc)}" --target dropsweep >>"$folder.log" || {
    tail -n 30 "$folder.log" >&2
    exit 1
}
"$strip" -o "$folder/dropsweep-linux-$arch" "$folder/dropsweep"
