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
        [[ -z $(git status --porcelain) ]] || {
            echo "release: the tree has changes that are in no commit, and what is built elsewhere is the commit: commit or remove them" >&2
            exit 1
        }
        for arch in "${architectures[@]}"; do
            # What is to be published, where a release was made; else it is built here first.
            here=out/release/dropsweep-linux-$arch
            if [[ ! -e $here ]]; then
                here=build/assets/$arch/dropsweep-linux-$arch
                in_root release tools/release/build.sh "$arch"
            fi
            in_root release-again tools/release/build_elsewhere.sh "$arch"
            cmp "$here" "build/assets/elsewhere-$arch" || {
                echo "release: $here and a build from another folder in another root differ: diffoscope on it and build/assets/elsewhere-$arch tells where (if out/release is of another commit, remove it)" >&2
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
