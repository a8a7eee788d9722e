# Answers are lines of "KEY VALUE". `read` and `printf` of the shell serve where they can: a probe is two `df` for each place, a few
# `find`, and a `stat` for the images. A folder that is not there, a full disk, a missing tool: each is an answer, never an end.
export LC_ALL=C
exec 2>/dev/null
umask 022

# Places are named by number because a path may hold anything.
place() {
  [ -n "$2" ] && [ -d "$2" ] || return 0
  printf 'place %s\n' "$1"
  df -Pk "$2" </dev/null | while IFS= read -r line; do printf 'blocks %s\n' "$line"; done
  df -Pi "$2" </dev/null | while IFS= read -r line; do printf 'inodes %s\n' "$line"; done
}

disks() {
  case $1 in /*) place 0 "$1" ;; esac
  place 1 /var/lib/containerd
  place 2 /
}

# What lies in the engine's folder of containers is their logs, which the API says nothing of, and a few settings. `du` that could not
# look everywhere says too little, and that it failed. On a disk that is overloaded it may take minutes, for which nobody waits.
logs() {
  case $1 in /*) size=$(timeout 10 du -skx "$1/containers") && printf 'logs %s\n' "${size%%[!0-9]*}" ;; esac
}

# The time of a file in imagedb/content is the image's arrival on this host: the engine writes it once, when it is pulled, loaded or
# built. With another storage driver there is no such folder.
arrivals() {
  case $1 in /*)
    (cd "$1/image/overlay2/imagedb/content/sha256" && find . -type f -exec stat -c 'image %Y %n' {} + </dev/null) ;;
  esac
}

log_sizes() {
  case $1 in /*)
    (cd "$1/containers" && echo logs &&
      find . -type f \( -name '*-json.log*' -o -path '*/local-logs/*' \) -exec stat -c 'log %s %n' {} + </dev/null) ;;
  esac
}

# Of the folders beside the engine none is walked for longer than a second all together; what is not told then is unknown.
folders() {
  device=$(stat -c %d "$1") && [ "$(id -u)" = 0 ] || return 0
  for at in /var/log /var/cache /var/tmp /tmp /root /home /srv /opt /var/backups /var/crash; do
    [ "$(stat -c %d "$at")" = "$device" ] && set -- "$@" "$at"
  done
  shift
  [ $# -gt 0 ] && timeout 1 du -skx "$@" | while read -r size at; do printf 'folder %s %s\n' "$size" "$at"; done
}
