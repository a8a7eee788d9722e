#!/usr/bin/env bash
# boot.sh SCRATCH ROOT HOSTNAME [systemd]: the first process of a droplet's namespaces makes its file system and then waits until
# standard input ends. Who started it holds the other end: when that process dies, however it dies, the droplet does too.
# With `systemd` that is what it becomes; who started it ends it.
set -euo pipefail

# shellcheck source=tools/dev/cgroups.sh
source "${BASH_SOURCE[0]%/*}/../../tools/dev/cgroups.sh"

# Of a machine with cgroup v1: the hierarchy by which systemd knows its services is its own (namespace.py made the group), the
# others are as everywhere.
cgroups_of_systemd() {
    local old=$1 name
    mount -t tmpfs -o mode=755 tmpfs sys/fs/cgroup
    for name in "$old"/*/; do
        name=${name%/}
        name=${name##*/}
        [[ $name == systemd || $name == unified ]] && continue
        mkdir "sys/fs/cgroup/$name"
        mount --bind "$old/$name" "sys/fs/cgroup/$name"
    done
    mkdir sys/fs/cgroup/systemd sys/fs/cgroup/unified
    mount -t cgroup -o none,name=systemd cgroup sys/fs/cgroup/systemd
    mount -t cgroup2 cgroup2 sys/fs/cgroup/unified
}

become_systemd() {
    tr -d - </proc/sys/kernel/random/uuid >/etc/machine-id
    mkdir -p /run/systemd/system
    # What would act on the machine's kernel and devices, which are not the droplet's own, and what would go to the network. sshd and
    # the engine are started by whoever made the droplet.
    local unit
    for unit in systemd-{sysctl,modules-load,binfmt,random-seed,tmpfiles-setup-dev,tmpfiles-setup-dev-early,udevd}.service \
        kmod-static-nodes.service proc-sys-fs-binfmt_misc.automount sys-kernel-{config,debug,tracing}.mount \
        apt-daily.timer apt-daily-upgrade.timer e2scrub_all.timer man-db.timer \
        {docker,ssh,tinysshd,dropbear}.{socket,service} cron.service containerd.service; do
        ln -s /dev/null "/run/systemd/system/$unit"
    done
    printf '[Unit]\nRequires=basic.target\nAfter=basic.target\nAllowIsolate=yes\n' >/run/systemd/system/droplet.target
    exec env -i container=droplet PATH="$PATH" /lib/systemd/systemd --system --unit=droplet.target SYSTEMD_CGROUP_ENABLE_LEGACY_FORCE=1 \
        </dev/null >/dev/null 2>&1
}

boot() {
    local scratch=$1 root=$2 pid
    # /proc still is the caller's here, and so is the number.
    read -r pid _ </proc/self/stat

    mount --make-rprivate /
    # Changes go to memory: the engine's data, the only big ones, have a disk of their own.
    mkdir "$scratch/fs"
    mount -t tmpfs -o mode=755,size=2g tmpfs "$scratch/fs"
    mkdir "$scratch"/fs/{upper,work,root}
    mount -t overlay overlay "$scratch/fs/root" \
        -o "lowerdir=$root,upperdir=$scratch/fs/upper,workdir=$scratch/fs/work"
    cd "$scratch/fs/root"

    mount -t proc proc proc
    mount -t sysfs sysfs sys
    if [[ ${4:-} == systemd && ! -e /sys/fs/cgroup/cgroup.controllers ]]; then
        cgroups_of_systemd /sys/fs/cgroup
    else
        cgroups
    fi
    mount --rbind /dev dev
    mount -t devpts -o newinstance,ptmxmode=0666,mode=620,gid=5 devpts dev/pts
    mount -t tmpfs tmpfs dev/shm
    mount -t tmpfs -o mode=755 tmpfs run
    mount -t tmpfs -o mode=1777 tmpfs tmp
    # A disk of its own: overlay2 needs a real file system below it, and this one has a size that can fill up.
    mkdir -p var/lib/docker
    mount -o loop,nobarrier,discard "$scratch/disk.img" var/lib/docker

    # The only way to the disk from inside, for who takes it off and puts it on again.
    mkdir -p run/sshd .old
    touch run/disk.img
    mount --bind "$scratch/disk.img" run/disk.img

    hostname "$3"
    printf '127.0.0.1 localhost %s\n::1 localhost\n' "$3" >etc/hosts
    pivot_root . .old
    cd /
    umount --lazy /.old
    rmdir /.old
    ip link set lo up

    echo "$pid"
    [[ ${4:-} != systemd ]] || become_systemd
    exec tini -- cat >/dev/null
}

boot "$@"
