#!/usr/bin/env bash
# Sourced by what makes a file system for namespaces: cgroups puts the control groups below sys/fs/cgroup of the current folder.

cgroups() {
    if [[ -e /sys/fs/cgroup/cgroup.controllers ]]; then
        # cgroup v2: a fresh mount shows our own cgroup as the top. Controllers can be handed on only by a cgroup
        # without processes, so ours move one down.
        mount -t cgroup2 cgroup2 sys/fs/cgroup
        mkdir sys/fs/cgroup/init
        echo $$ >sys/fs/cgroup/init/cgroup.procs
        sed 's/\</+/g' sys/fs/cgroup/cgroup.controllers >sys/fs/cgroup/cgroup.subtree_control
    else
        mount --rbind /sys/fs/cgroup sys/fs/cgroup
    fi
}
