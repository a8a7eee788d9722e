#!/usr/bin/env bash
# enter.sh ROOT REPOSITORY CACHE COMMAND...: runs COMMAND in ROOT; the first process of the namespaces that ./dev makes.
# The root itself is never written to: changes go to a tmpfs that ends with the command, so entries may run side by side.
set -euo pipefail

# shellcheck source=tools/dev/cgroups.sh
source "${BASH_SOURCE[0]%/*}/cgroups.sh"

enter() {
    local root=$1 repo=$2 cache=$3
    shift 3

    mkdir -p "$cache/entry" "$cache/ccache"
    mount --make-rprivate /
    mount -t tmpfs -o mode=755 tmpfs "$cache/entry"
    mkdir "$cache"/entry/{upper,work,root}
    mount -t overlay overlay "$cache/entry/root" \
        -o "lowerdir=$root,upperdir=$cache/entry/upper,workdir=$cache/entry/work"
    cd "$cache/entry/root"

    mount -t proc proc proc
    mount -t sysfs sysfs sys
    cgroups
    mount --rbind /dev dev
    mount -t tmpfs -o mode=755 tmpfs run
    mount -t tmpfs -o mode=1777 tmpfs tmp
    # The same path for every clone, so that ccache knows a file again wherever the clone lies.
    mount --rbind "$repo" dropsweep
    mount --bind "$cache" cache
    # Node looks for packages in each folder on the way up, so those of the tests are found at the top.
    local packages
    packages=$("$repo/tools/dev/node_modules.sh" "$cache")
    if [[ -d $packages ]]; then
        mkdir node_modules
        mount --bind "$packages/node_modules" node_modules
    fi

    # A chroot would not do: runc wants to pivot from a real root mount.
    mkdir .old
    pivot_root . .old
    cd /dropsweep
    umount --lazy /.old
    rmdir /.old
    hostname dropsweep
    ip link set lo up

    local keep=()
    local name
    for name in TERM CI NO_COLOR DROPSWEEP_JOBS DROPSWEEP_ENGINE; do
        [[ -z ${!name:-} ]] || keep+=("$name=${!name}")
    done
    # tini as the first process: it passes signals on and buries orphans, which a plain command would not.
    exec env -i "${keep[@]}" \
        PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
        HOME=/root LANG=C.UTF-8 PYTHONDONTWRITEBYTECODE=1 \
        CCACHE_DIR=/cache/ccache CCACHE_BASEDIR=/dropsweep CCACHE_NOHASHDIR=1 CMAKE_CXX_COMPILER_LAUNCHER=ccache \
        GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=safe.directory GIT_CONFIG_VALUE_0='*' \
        DROPSWEEP_ROOT="/cache/${root##*/}" \
        tini -- "$@"
}

enter "$@"
