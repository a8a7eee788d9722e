#!/usr/bin/env bash
# root.sh CACHE [release|release-again]: makes the private Debian 13 root, once per package list and recipe, and prints its path.
# The root of releases has another machine's compiler and libraries besides; `release-again` is a second one, to see whether what is
# built depends on the root.
set -euo pipefail

cache=$1
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
recipe=${2:-}
lists=("$here/packages.txt")
architectures=$(dpkg --print-architecture)
if [[ -n $recipe ]]; then
    lists+=("$here/packages-release.txt")
    architectures+=,arm64
fi
packages=$(sed 's/#.*//' "${lists[@]}" | xargs | tr ' ' ',')
root=$cache/root-${recipe:+$recipe-}$(cat - "$here/root.sh" <<<"$packages" | sha256sum | cut -c1-12)

if [[ -d $root ]]; then
    echo "$root"
    exit
fi

mkdir -p "$cache"
exec 9>"$cache/root.lock"
if ! flock --nonblock 9; then
    echo "dropsweep: waiting for another ./dev that makes the root" >&2
    flock 9
fi

# From here on nothing but the last line may reach standard output.
if [[ ! -d $root ]]; then
    # One that was interrupted; with the lock held nobody else is making one.
    find "$cache" -maxdepth 1 -name 'root-*.tmp' -exec rm -rf --one-file-system {} +

    if ! command -v mmdebstrap >/dev/null || [[ ! -e /usr/share/keyrings/debian-archive-keyring.gpg ]]; then
        echo "dropsweep: installing mmdebstrap" >&2
        apt-get update -qq >&2
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
            mmdebstrap debian-archive-keyring >&2
    fi

    echo "dropsweep: making the Debian 13 root (once, about a minute)" >&2
    # In a mount namespace of its own, so that an interrupted run leaves no mounts behind.
    unshare --mount mmdebstrap --variant=apt \
        --aptopt='Acquire::Retries "3"' \
        --dpkgopt=force-unsafe-io \
        --architectures="$architectures" \
        --dpkgopt='path-exclude=/usr/share/doc/*' \
        --dpkgopt='path-include=/usr/share/doc/*/copyright' \
        --dpkgopt='path-exclude=/usr/share/man/*' \
        --dpkgopt='path-exclude=/usr/share/locale/*' \
        --include="$packages" \
        trixie "$root.tmp" >&2
    # Keys are made by who starts an sshd, and the machine's names are not the root's.
    rm -f "$root".tmp/etc/ssh/ssh_host_* "$root.tmp/etc/resolv.conf"
    echo dropsweep >"$root.tmp/etc/hostname"
    printf '127.0.0.1 localhost dropsweep\n::1 localhost ip6-localhost\n' >"$root.tmp/etc/hosts"
    mkdir "$root.tmp/dropsweep" "$root.tmp/cache"
    mv "$root.tmp" "$root"
fi
echo "$root"
