place() {
  mode=644 folder_mode=755
  case $1 in
    program) at=$program mode=755 ;;
    config) at=$config mode=600 folder_mode=700 ;;
    service) at=$service ;;
    timer) at=$timer ;;
    cron) at=$cron ;;
    crontab) at=/etc/dropsweep/crontab mode=600 folder_mode=700 ;;
    *) return 1 ;;
  esac
}

failed() {
  printf 'failed %s\ndropsweep end\n' "$(printf %s "$1" | head -n 1 | head -c 300)"
  exit
}

# A file is written beside its place and moved there when it is complete and has the right sum, so that a connection that breaks leaves
# the old one or the new one, and beside it at most a *.new that the next install overwrites.
take() { # SIZE SUM
  [ -d "${at%/*}" ] || why=$( (mkdir -p "${at%/*}" && chmod "$folder_mode" "${at%/*}") 2>&1) || return
  why=$( (umask 077; head -c "$1" >"$at.new") 2>&1) || return
  why='fewer bytes came than there are'
  [ "$(wc -c <"$at.new")" -eq "$1" ] || return
  why='what was written has another SHA-256 than what was sent'
  [ "$(sum <"$at.new")" = "$2" ] || return
  why=$( (chmod "$mode" "$at.new" && chown 0:0 "$at.new") 2>&1)
}

# busybox's crond has root's crontab alone, with lines that are not ours to touch.
put() { # NAME SIZE SUM
  place "$1" || failed 'there is no such place'
  take "$2" "$3" || { rm -f "$at.new"; failed "$at: $why"; }
  if [ "$1" = crontab ]; then
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

drop_crontab() {
  others || return
  if [ -n "$rest" ]; then printf '%s\n' "$rest" | crontab -; else crontab -r </dev/null; fi
}

drop_timer() {
  systemctl disable --now dropsweep.timer </dev/null >/dev/null
  systemctl clean --what=state dropsweep.timer </dev/null >/dev/null
  rm -f /var/lib/systemd/timers/stamp-dropsweep.timer
}

drop() {
  place "$1" || return
  case $1 in
    crontab) drop_crontab ;;
    timer) drop_timer; rm -f "$at" "$at.new" ;;
    *) rm -f "$at" "$at.new" ;;
  esac
  case $1 in timer | service) systemctl daemon-reload </dev/null ;; esac
  echo dropped
}

# cron looks at the time of its folder, systemd is told.
activate() {
  [ -f "$timer" ] || { echo active; return; }
  why=$( (systemctl daemon-reload && systemctl enable dropsweep.timer && systemctl restart dropsweep.timer) </dev/null 2>&1) &&
    echo active && return
  printf 'failed %s\n' "$(printf %s "$why" | tail -n 1 | head -c 300)"
}
