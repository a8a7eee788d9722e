#!/usr/bin/env bash
# boot.sh SCRATCH ROOT HOSTNAME: the first process of a droplet's namespaces makes its file system and then waits until
# standard input ends. Who started it holds the other end: when that process dies, however it dies, the droplet does too.
set -euo pipefail

cgroups() {
    if [[ -e /sys/fs/cgroup/cgroup.controllers ]]; then
        mount -t cgroup2 cgroup2 sys/fs/cgroup
        mkdir sys/fs/cgroup/init
        echo $$ >sys/fs/cgroup/init/cgroup.procs
        sed 's/\</+/g' sys/fs/cgroup/cgroup.controllers >sys/fs/cgroup/cgroup.subtree_control
    else
        mount --rbind /sys/fs/cgroup sys/fs/cgroup
    fi
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
    cgroups
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
    exec tini -- cat >/dev/null
}

boot "$@"
