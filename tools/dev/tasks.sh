#!/usr/bin/env bash
# tasks.sh TASK [ARGUMENTS]: what ./dev's commands do, run inside the root (or anywhere with the libraries installed).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

jobs=${DROPSWEEP_JOBS:-$(nproc)}

# preset NAME [TARGET]: configure and build one preset; several ./dev of one clone take turns at it.
preset() {
    mkdir -p build
    (
        flock 9
        [[ -e build/$1/build.ninja ]] || cmake --preset "$1"
        cmake --build "build/$1" --parallel "$jobs" ${2:+--target "$2"}
    ) 9>"build/$1.lock"
}

static_binary() {
    preset release
    mkdir -p out
    # Never a half-written binary for who runs it meanwhile.
    strip -o out/dropsweep.tmp build/release/dropsweep
    mv out/dropsweep.tmp out/dropsweep
}

# Made once per change to its sources; here, so that the tests do not wait for it one by one.
seed_shape() {
    python3 -m tests.droplet.make_shape
}

task=$1
shift
case $task in
    build)
        static_binary
        echo "out/dropsweep: $(stat -c %s out/dropsweep) bytes"
        ;;
    test)
        kind=dev
        more=()
        if [[ ${1:-} == --every-engine ]]; then
            shift
            more=(--build-config every-engine)
        fi
        if [[ ${1:-} == --sanitize ]]; then
            shift
            kind=asan
            # A sanitizer ends the program with a code that no story expects, its leaks included.
            export DROPSWEEP_BINARY=$PWD/build/asan/dropsweep
        else
            static_binary
        fi
        preset "$kind"
        seed_shape
        # The stories wait more than they work.
        exec ctest --preset "$kind" --parallel 4 --output-on-failure "${more[@]}" "$@"
        ;;
    demo)
        static_binary
        exec python3 -m tests.droplet.demo "$@"
        ;;
    screenshots)
        static_binary
        exec python3 -m tests.summary.situations out/summaries
        ;;
    bench)
        static_binary
        cmake --build build/release --target property
        exec python3 -m tests.bench.bench "$@"
        ;;
    fuzz)
        preset asan fuzzers
        exec python3 -m tests.fuzz.run "$@"
        ;;
    compile)
        preset "$1"
        ;;
    lint)
        exec tools/lint.sh "$@"
        ;;
esac
