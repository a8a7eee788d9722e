#include "survey/host_shell.hpp"

namespace dropsweep {

// Answers are lines of "KEY VALUE". `read` and `printf` of the shell serve where they can: a probe is two `df` for each place, a
// few `find`, and a `stat` for the images.
//
// Places are named by number because a path may hold anything. The time of a file in imagedb/content is the image's arrival on
// this host: the engine writes it once, when it is pulled, loaded or built. With another storage driver there is no such folder.
//
// What lies in the engine's folder of containers is their logs, which the API says nothing of, and a few settings. `du` that
// could not look everywhere says too little, and that it failed.
//
// What a pull downloads lies in the engine's tmp (GetImageBlob...) or in containerd's ingest until it is complete.
//
// A container's memory is counted in its control group, named after its id: alone with cgroupfs, as docker-ID.scope with systemd,
// below whatever parent the engine was given. Its files are read by the shell itself, which starts nothing for each of them.
//
// Of the folders beside the engine none is walked for longer than a second all together; what is not told then is unknown.
//
// The lock is flock's on an open file, so that the kernel frees it with this shell. Where root made /run/dropsweep everybody
// meets there; other accounts that come first have a place of their own. Its files are writable by all: whoever sweeps next says
// who he is, and there is no more to be had by writing there.
//
// A connection that broke without a word keeps the shell for as long as sshd does not notice (two hours, where nobody set
// ClientAliveInterval). So it ends by itself when the run must be over. Its number may be another process's by then, if something
// killed it: a child knows whether its parent is still the same.
//
// A folder that is not there, a full disk, a missing tool: each is an answer, never an end.
const std::string_view host_script = R"sh(export LC_ALL=C
exec 2>/dev/null
umask 022

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

host_facts() {
  while read -r key value unit; do
    case $key in
      MemTotal: | MemAvailable: | SwapTotal: | SwapFree:) printf '%s %s\n' "$key" "$value" ;;
    esac
  done </proc/meminfo
  read -r load rest </proc/loadavg && printf 'load %s\n' "$load"
  read -r uptime rest </proc/uptime && printf 'uptime %s\n' "$uptime"
}

logs() {
  case $1 in /*) size=$(du -skx "$1/containers" </dev/null) && printf 'logs %s\n' "${size%%[!0-9]*}" ;; esac
}

arrivals() {
  case $1 in /*)
    (cd "$1/image/overlay2/imagedb/content/sha256" && find . -type f -exec stat -c 'image %Y %n' {} + </dev/null) ;;
  esac
}

processes() {
  for at in /proc/[0-9]*; do
    IFS= read -r name <"$at/comm" || continue
    case $name in docker | docker-compose | docker-buildx | buildctl)
      IFS= read -r line <"$at/stat" || continue
      set -f
      set -- ${line##*) }
      set +f
      printf 'process %s %s %s\n' "${at#/proc/}" "${20}" "$(tr '\000\n' '  ' <"$at/cmdline" | head -c 300)" ;;
    esac
  done
}

downloads() {
  case $1 in /*)
    for at in "$1/tmp" "$1/containerd/daemon/io.containerd.content.v1.content/ingest" \
      /var/lib/containerd/io.containerd.content.v1.content/ingest; do
      [ -d "$at" ] && find "$at" -type f \( -name 'GetImageBlob*' -o -path '*/ingest/*/data' \) -mmin -2 </dev/null |
        while IFS= read -r line; do printf 'download %s\n' "$line"; done
    done ;;
  esac
}

# A shell of this machine's own gets a clean environment, without a home folder.
[ -n "$HOME" ] || HOME=$(getent passwd "$(id -u)" | cut -d: -f6)
state=${XDG_STATE_HOME:-${HOME:+$HOME/.local/state}}
state=${state:+$state/dropsweep}

end_after() {
  {
    sleep "$1" &
    trap 'kill $!; exit' TERM
    wait $! && read -r line </proc/self/stat && set -- ${line##*) } && [ "$2" = $$ ] && kill $$
  } </dev/null >/dev/null 9>&- &
  watcher=$!
  trap 'kill $watcher' EXIT
}

# lock SECONDS OWNER
lock() {
  command -v flock >/dev/null || { echo 'lock unknown flock is not installed on the host'; return; }
  if [ -z "$lock_at" ]; then
    for at in /run/dropsweep "$XDG_RUNTIME_DIR" "$state"; do
      [ -n "$at" ] && mkdir -p "$at" || continue
      [ -e "$at/lock" ] || { (umask 0; : >"$at/lock") && (umask 0; : >"$at/owner"); }
      [ -r "$at/lock" ] && lock_at=$at && break
    done
    [ -n "$lock_at" ] || { echo 'lock unknown no folder for it can be written'; return; }
    exec 9<"$lock_at/lock"
  fi
  if flock -n 9 </dev/null; then
    [ -w "$lock_at/owner" ] && printf '%s\n' "$2" >"$lock_at/owner"
    end_after "$1"
    echo 'lock held'
  else
    [ -s "$lock_at/owner" ] || sleep 1 # whoever took it a moment ago is about to write who it is
    printf 'lock taken %s\n' "$(head -n 1 "$lock_at/owner" | head -c 300)"
  fi
}

ledger() {
  at=$state
  while [ -n "$at" ] && [ ! -e "$at" ]; do at=${at%/*}; done
  if [ -z "$state" ]; then
    echo 'unkept the account has no home folder'
  elif [ -d "${at:=/}" ] && [ -w "$at" ]; then
    echo kept
  else
    printf 'unkept %s cannot be written\n' "$at"
  fi
  [ -f "$state/ledger" ] && head -c 4000000 "$state/ledger" </dev/null
}

# keep FILE BYTES
keep() {
  (umask 077; mkdir -p "$state") && (umask 077; head -c "$2" >"$state/$1.new") &&
    [ "$(wc -c <"$state/$1.new")" -eq "$2" ] && mv "$state/$1.new" "$state/$1" && echo written && return
  rm -f "$state/$1.new"
}

schedule() (
  [ -r /etc/dropsweep/schedule ] || exit
  date +'clock %s'
  date +'zone %z'
  stat -c 'since %Y' /etc/dropsweep/schedule
  [ -d /run/systemd/system ] && echo 'in UTC'
  sed -n 's/^at: /at /p' /etc/dropsweep/schedule </dev/null | head -n 1
  cd /var/lib/dropsweep/reports || exit
  set -- *.result
  while [ $# -gt 3 ]; do shift; done
  for at; do
    [ -f "$at" ] || continue
    at=${at%.result}
    printf 'run %s\n' "$at"
    head -c 2000 "$at.result" </dev/null
    case $(readlink "/proc/${at##*-}/exe") in /usr/local/lib/dropsweep/*) echo running ;; esac
  done
)
memory_facts() {
  while read -r key value unit; do
    case $key in Cached: | Buffers: | SReclaimable: | Shmem:) printf 'memory %s %s\n' "$key" "$value" ;; esac
  done </proc/meminfo
  while IFS= read -r line; do printf 'pressure %s\n' "$line"; done </proc/pressure/memory
}

groups() {
  at=/sys/fs/cgroup
  [ -d "$at/memory" ] && at=$at/memory
  id='????????????????????????????????????????????????????????????????'
  find "$at/" -xdev -maxdepth 6 -type d \( -name "$id" -o -name "docker-$id.scope" \) </dev/null | while IFS= read -r at; do
    id=${at##*/} peak=- kills=-
    id=${id#docker-}
    for file in memory.peak memory.max_usage_in_bytes; do
      [ -r "$at/$file" ] && IFS= read -r peak <"$at/$file"
    done
    for file in memory.events memory.oom_control; do
      [ -r "$at/$file" ] && while read -r key value; do [ "$key" = oom_kill ] && kills=$value; done <"$at/$file"
    done
    printf 'group %s %s %s\n' "${id%.scope}" "${peak:--}" "${kills:--}"
  done
}

log_sizes() {
  case $1 in /*)
    (cd "$1/containers" && echo logs &&
      find . -type f \( -name '*-json.log*' -o -path '*/local-logs/*' \) -exec stat -c 'log %s %n' {} + </dev/null) ;;
  esac
}

folders() {
  device=$(stat -c %d "$1") && [ "$(id -u)" = 0 ] || return 0
  for at in /var/log /var/cache /var/tmp /tmp /root /home /srv /opt /var/backups /var/crash; do
    [ "$(stat -c %d "$at")" = "$device" ] && set -- "$@" "$at"
  done
  shift
  [ $# -gt 0 ] && timeout 1 du -skx "$@" </dev/null | while read -r size at; do printf 'folder %s %s\n' "$size" "$at"; done
}

numbers() { [ -f "$state/numbers" ] && head -c 64000 "$state/numbers" </dev/null; }

while IFS= read -r request; do
  argument=${request#* }
  printf '\ndropsweep begin\n'
  case $request in
    probe\ *) host_facts; disks "$argument"; logs "$argument"; arrivals "$argument"; processes; downloads "$argument" ;;
    disk\ *) disks "$argument" ;;
    lock\ *) lock "${argument%% *}" "${argument#* }" ;;
    ledger) ledger ;;
    schedule) schedule ;;
    write-ledger\ *) keep ledger "$argument" ;;
    numbers) numbers ;;
    write-numbers\ *) keep numbers "$argument" ;;
    advice\ *) memory_facts; groups; log_sizes "$argument"; folders "$argument" ;;
  esac
  printf 'dropsweep end\n'
done
)sh";

}  // namespace dropsweep
