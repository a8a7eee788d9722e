#!/usr/bin/env bash
# engine_root.sh CACHE NAME: makes the root of a droplet with another engine, once per recipe, and prints its path. A root that
# cannot be had (its packages are out of reach) leaves NAME's reason in a file beside, for the tests that are then skipped.
set -euo pipefail

cache=$1
name=$2
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# tests/droplet/engines.py finds it by the same sum.
root=$cache/engine-$name-$(sha256sum "$here/engine_root.sh" | cut -c1-12)

if [[ -d $root ]]; then
    echo "$root"
    exit
fi

# What a droplet is apart from its engine: sshd, a client to compare with, and the tools that the tests call inside.
packages=openssh-server,iptables,iproute2,busybox-static,tini,curl,procps,passwd,mount,sudo,ca-certificates
options=()
case $name in
    docker-20.10)
        suite=bookworm
        packages+=,docker.io,dropbear-bin # of an age that forwards no sockets
        ;;
    docker-28.5)
        suite=sid
        packages+=,docker.io,docker-cli
        # Unstable as a mirror keeps it may be older than its own date of expiry.
        options=(--aptopt='Acquire::Check-Valid-Until "false"')
        ;;
    podman)
        suite=trixie
        packages+=,podman
        ;;
    *)
        echo "engine_root.sh: no root is called $name" >&2
        exit 2
        ;;
esac

mkdir -p "$cache"
exec 9>"$cache/engine-$name.lock"
flock 9

# From here on nothing but the last line may reach standard output.
if [[ ! -d $root ]]; then
    # What older recipes and interrupted runs left; with the lock held nobody else is making one.
    find "$cache" -maxdepth 1 \( -name "engine-$name-*.tmp" -o -name "engine-$name-*.failed" \) \
        -exec rm -rf --one-file-system {} +
    echo "dropsweep: making the root of the $name droplets (once, about a minute)" >&2
    if ! unshare --mount mmdebstrap --variant=essential \
        --aptopt='Acquire::Retries "1"' "${options[@]}" \
        --dpkgopt=force-unsafe-io \
        --dpkgopt='path-exclude=/usr/share/doc/*' \
        --dpkgopt='path-exclude=/usr/share/man/*' \
        --dpkgopt='path-exclude=/usr/share/locale/*' \
        --include="$packages" \
        "$suite" "$root.tmp" >"$root.log" 2>&1; then
        rm -rf --one-file-system "$root.tmp"
        mv "$root.log" "$root.failed"
        echo "dropsweep: the root of the $name droplets cannot be had, and what needs it is skipped:" >&2
        grep -m 3 '^E:' "$root.failed" >&2 || tail -n 3 "$root.failed" >&2
        exit 1
    fi
    rm -f "$root".tmp/etc/ssh/ssh_host_* "$root.tmp/etc/resolv.conf" "$root.log"
    echo dropsweep >"$root.tmp/etc/hostname"
    mv "$root.tmp" "$root"
fi
echo "$root"
