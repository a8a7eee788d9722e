#!/usr/bin/env bash
# release.sh REPOSITORY | --check [ARCH...] | --arm64: what ./dev release does; outside of the roots, since it needs several.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

in_root() {
    DROPSWEEP_RECIPE=$1 ./dev run "${@:2}"
}

case ${1:-} in
    --arm64)
        in_root release tools/release/build.sh arm64
        in_root release tools/release/try_arm64.sh
        ;;
    --check)
        architectures=("${@:2}")
        [[ ${#architectures[@]} -gt 0 ]] || architectures=(x86_64 arm64)
        for arch in "${architectures[@]}"; do
            in_root release tools/release/build.sh "$arch"
            in_root release-again tools/release/build_elsewhere.sh "$arch"
            cmp "build/assets/$arch/dropsweep-linux-$arch" "build/assets/elsewhere-$arch" || {
                echo "release: two builds of $arch from two folders and two roots differ: diffoscope on the two files tells where" >&2
                exit 1
            }
            echo "release: $arch is reproducible: $(sha256sum <"build/assets/elsewhere-$arch" | cut -c1-64)"
        done
        ;;
    */*)
        tools/release/ready.sh
        in_root release tools/release/make_assets.sh "$1"
        in_root release tools/release/try_arm64.sh
        ls -l out/release
        ;;
    *)
        echo "usage: ./dev release OWNER/NAME | --check [x86_64|arm64] | --arm64; OWNER/NAME is where the binaries will be downloaded from" >&2
        exit 2
        ;;
esac
