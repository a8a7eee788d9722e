processes() {
  for at in /proc/[0-9]*; do
    IFS= read -r name <"$at/comm" || continue
    case $name in docker | docker-compose | docker-buildx | buildctl)
      IFS= read -r line <"$at/stat" || continue
      set -f
      # shellcheck disable=SC2086 # into fields
      set -- ${line##*) }
      set +f
      printf 'process %s %s %s\n' "${at#/proc/}" "${20}" "$(tr '\000\n' '  ' <"$at/cmdline" | head -c 300)" ;;
    esac
  done
}

# What a pull downloads lies in the engine's tmp (GetImageBlob...) or in containerd's ingest until it is complete.
downloads() {
  case $1 in /*)
    for at in "$1/tmp" "$1/containerd/daemon/io.containerd.content.v1.content/ingest" \
      /var/lib/containerd/io.containerd.content.v1.content/ingest; do
      [ -d "$at" ] && find "$at" -type f \( -name 'GetImageBlob*' -o -path '*/ingest/*/data' \) -mmin -2 </dev/null |
        while IFS= read -r line; do printf 'download %s\n' "$line"; done
    done ;;
  esac
}

# Who may open the engine's socket may open the lock's files, and nobody else: whoever may read the lock can hold it, and whoever may
# write beside it can fill /run, where the engine keeps its state. Files of an earlier version, which all may write, are set right.
share() { # FOLDER SOCKET
  # shellcheck disable=SC2015
  [ -S "$2" ] && chgrp "$(stat -L -c %g "$2")" "$1/lock" "$1/owner" && chmod 660 "$1/lock" "$1/owner" ||
    chmod 600 "$1/lock" "$1/owner"
}

# lock SECONDS SOCKET OWNER: flock's on an open file, so that the kernel frees it with this shell. Where root made /run/dropsweep all
# meet there whom the engine's socket lets in; accounts that come first, or by sudo, have a place of their own.
lock() {
  command -v flock >/dev/null || { echo 'lock unknown flock is not installed on the host'; return; }
  if [ -z "$lock_at" ]; then
    for at in /run/dropsweep "$XDG_RUNTIME_DIR" "$state"; do
      # shellcheck disable=SC2015
      [ -n "$at" ] && mkdir -p "$at" || continue
      [ -e "$at/lock" ] || (umask 077; : >"$at/lock" && : >"$at/owner")
      [ "$at" != /run/dropsweep ] || share "$at" "$2"
      [ -r "$at/lock" ] && lock_at=$at && break
    done
    [ -n "$lock_at" ] || { echo 'lock unknown no folder for it can be written'; return; }
    exec 9<"$lock_at/lock"
  fi
  if flock -n 9 </dev/null; then
    [ -w "$lock_at/owner" ] && printf '%s\n' "$3" >"$lock_at/owner"
    end_after "$1"
    trap 'kill $watcher' EXIT
    echo 'lock held'
  else
    [ -s "$lock_at/owner" ] || sleep 1 # whoever took it a moment ago is about to write who it is
    printf 'lock taken %s\n' "$(head -n 1 "$lock_at/owner" | head -c 300)"
  fi
}
