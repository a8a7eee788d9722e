place() {
  mode=644 folder_mode=755
  case $1 in
    program) at=$program mode=755 ;;
    config) at=$config mode=600 folder_mode=700 ;;
    service) at=$service ;;
    timer) at=$timer ;;
    cron) at=$cron ;;
    crontab) at=$draft mode=600 folder_mode=700 ;;
    *) return 1 ;;
  esac
}

# hold SECONDS: one at a time. The folder is one that root alone can open: nobody else can keep us out.
hold() {
  if command -v flock >/dev/null && [ -r /root ]; then
    exec 9</root
    flock -n 9 </dev/null || { echo taken; return; }
    end_after "$1"
  fi
  for at in "$program" "$config" "$service" "$timer" "$cron" "$draft"; do rm -f "$at.new"; done
  echo held
}

failed() {
  printf 'failed %s\ndropsweep end\n' "$(printf %s "$1" | head -n 1 | head -c 300)"
  exit
}

# False: $why.
has_folder() {
  folder=${at%/*}
  [ -d "$folder" ] || why=$( (mkdir -p "$folder" && chmod "$folder_mode" "$folder") 2>&1) || return
  why='others than root may change its folder: look what is in it, then chown root:root and chmod go-w it'
  is_roots_alone "$folder"
}

# A file is written beside its place and moved there when it is complete, on the disk and has the right sum, so that a connection that
# breaks, or power that fails, leaves the old one or the new one, and beside it at most a *.new that the next install takes away.
take() { # SIZE SUM
  # Whoever sends it goes on until all of it was read, and hears only then that there is no place for it or no room.
  has_folder || { (exec 9>&-; head -c "$1" >/dev/null); return 1; }
  rm -f "$at.new"
  # A new file, and no link that somebody put there meanwhile. It may wait for bytes that never come, and must hold nothing.
  why=$(exec 9>&- 2>&1; umask 077; set -C; head -c "$1" | { cat >"$at.new" || { cat >/dev/null; false; }; }) || return
  why='fewer bytes came than there are'
  [ "$(wc -c <"$at.new")" -eq "$1" ] || return
  why='what was written has another SHA-256 than what was sent'
  [ "$(sum <"$at.new")" = "$2" ] || return
  why=$( (chmod "$mode" "$at.new" && chown 0:0 "$at.new") 2>&1) || return
  sync "$at.new" </dev/null || :
}

# What a timer starts stays as it is until what is to replace it has made its dry run; so it does when we end before.
trap '[ -z "$staged" ] || unstage; [ -z "$watcher" ] || kill "$watcher"' EXIT
trap exit TERM
trap : PIPE
is_started() { case $1 in program | config | service) ;; *) return 1 ;; esac }
# Without words to part: a signal may find bash at its `IFS= read`.
unstage() { for at in "$program" "$config" "$service"; do [ "$(trial_of "$at")" = "$at" ] || rm -f "$at.new"; done; staged=''; }
trial_of() { case " $staged " in *" $1 "*) echo "$1.new" ;; *) echo "$1" ;; esac }

settle() {
  for at in $staged; do why=$(mv -f "$at.new" "$at" 2>&1) || failed "$at: $why"; done
  staged=''
  echo settled
}

# busybox's crond has root's crontab alone, with lines that are not ours to touch.
put() { # NAME SIZE SUM
  place "$1" || failed 'there is no such place'
  take "$2" "$3" || { rm -f "$at.new"; failed "$at: $why"; }
  if is_started "$1" && [ -e "$at" ]; then
    staged="$staged $at"
  elif [ "$1" = crontab ]; then
    others || { rm -f "$at.new"; failed 'the crontab of root cannot be read'; }
    why=$( (printf %s "${rest:+$rest
}"; cat "$at.new") | crontab - 2>&1) || { rm -f "$at.new"; failed "crontab: $why"; }
    rm -f "$at.new"
  else
    why=$(mv -f "$at.new" "$at" 2>&1) || failed "$at: $why"
  fi
  echo written
}

# The lines of root's crontab that are not ours. One that is there and cannot be read must not be replaced.
others() {
  if rest=$(crontab -l </dev/null); then
    rest=$(printf '%s\n' "$rest" | grep -v "$mark")
    return 0
  fi
  [ ! -s /var/spool/cron/crontabs/root ] && [ ! -s /var/spool/cron/root ]
}

in_crontab() { crontab -l </dev/null | grep -q "$mark" || grep -qs "$mark" /var/spool/cron/crontabs/root /var/spool/cron/root </dev/null; }

drop_crontab() {
  others || return
  if [ -n "$rest" ]; then printf '%s\n' "$rest" | crontab -; else crontab -r </dev/null; fi
}

drop_timer() { # whether it starts nothing any more
  systemctl disable --now dropsweep.timer </dev/null >/dev/null
  systemctl clean --what=state dropsweep.timer </dev/null >/dev/null
  rm -f "$stamp"
  ! systemctl is-active --quiet dropsweep.timer </dev/null
}

drop() {
  place "$1" || return
  case $1 in
    crontab) why=$(drop_crontab 2>&1); ! in_crontab || failed "root's crontab: $why" ;;
    timer) drop_timer || failed 'dropsweep.timer is still active' ;;
  esac
  why=$(rm -f "$at" "$at.new" 2>&1) || failed "$why"
  case $1 in timer | service) systemctl daemon-reload </dev/null ;; esac
  echo dropped
}

# cron looks at the time of its folder, systemd is told. It would start at once what a new time has missed since the last run: the
# time counts from now on, and so it does for whoever asks whether a run was missed (survey/host_script, "since").
activate() {
  touch "$config"
  ours "$timer" || { echo active; return; }
  touch "$stamp"
  why=$( (systemctl daemon-reload && systemctl enable dropsweep.timer && systemctl restart dropsweep.timer) </dev/null 2>&1) &&
    echo active && return
  printf 'failed %s\n' "$(printf %s "$why" | tail -n 1 | head -c 300)"
}
