#!/usr/bin/env bash
# try_arm64.sh: the unit tests of the arm64 build, and whole sweeps of an x86_64 droplet with its binary, by qemu.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

folder=$PWD/build/assets/arm64
cmake -B "$folder" -DDROPSWEEP_TESTS=ON >>"$folder.log"
mapfile -t units < <(cd tests/unit && printf 'unit_%s\n' */ | tr -d /)
cmake --build "$folder" --parallel "${DROPSWEEP_JOBS:-$(nproc)}" --target "${units[@]}" >>"$folder.log" || {
    tail -n 30 "$folder.log" >&2
    exit 1
}
# qemu makes a fork of vfork, so that posix_spawn cannot say that a program is not there.
for unit in "${units[@]}"; do
    echo "$unit on arm64"
    qemu-aarch64 "$folder/tests/$unit" --test-case-exclude="A machine without ssh has no answer*"
done

printf '#!/bin/sh\nexec /usr/bin/qemu-aarch64 %s/dropsweep-linux-arm64 "$@"\n' "$folder" >"$folder/by-qemu"
chmod +x "$folder/by-qemu"
DROPSWEEP_BINARY=$folder/by-qemu python3 -m unittest -v tests.e2e.test_modes.Modes
