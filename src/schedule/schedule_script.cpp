#include "schedule/schedule_script.hpp"

namespace dropsweep {

// Paths stand here once for the shell and once for us (places.hpp); a test holds the two together.
//
// A file is written beside its place and moved there when it is complete and has the right sum, so that a connection that breaks
// leaves the old one or the new one, and beside it at most a *.new that the next install overwrites.
//
// cron looks at the time of its folder, systemd is told. busybox's crond has root's crontab alone; lines there are not ours to
// touch.
//
// systemd tries the installed unit itself, with --dry-run behind its command: what it may start, and what it gives to that, a
// shell knows nothing of.
//
// What `start` starts is no child of the connection: it goes on when that breaks. systemctl waits for it beside us.
const std::string_view schedule_script = R"sh(export LC_ALL=C
exec 2>/dev/null
umask 022

program=/usr/local/lib/dropsweep/dropsweep
config=/etc/dropsweep/schedule
service=/etc/systemd/system/dropsweep.service
timer=/etc/systemd/system/dropsweep.timer
trial=dropsweep-trial-$$.service
cron=/etc/cron.d/dropsweep
reports=/var/lib/dropsweep/reports
log=/var/log/dropsweep.log
mark='# dropsweep schedule$'

sum() { # of standard input
  if command -v sha256sum >/dev/null; then set -- $(sha256sum)
  elif command -v openssl >/dev/null; then set -- $(openssl dgst -sha256 -r)
  else set -- unknown
  fi
  printf '%s' "$1"
}

# Which cron is at work.
cron_daemon() {
  here=$(readlink "/proc/$$/ns/mnt")
  for at in /proc/[0-9]*; do
    IFS= read -r name <"$at/comm" || continue
    case $name in cron | cronie | crond | busybox) ;; *) continue ;; esac
    [ "$(readlink "$at/ns/mnt")" = "$here" ] || continue # in a container
    case $name in
      cron | cronie) echo "$name"; return ;;
      crond | busybox)
        case $(tr '\000' ' ' <"$at/cmdline") in *crond*) ;; *) continue ;; esac
        case $(readlink "$at/exe") in */busybox*) echo busybox ;; *) echo crond ;; esac
        return ;;
    esac
  done
}

timekeeper() {
  if [ -d /run/systemd/system ] && command -v systemctl >/dev/null; then echo systemd; return; fi
  daemon=$(cron_daemon)
  case $daemon in
    '') echo 'none neither systemd nor a cron daemon is at work there' ;;
    busybox) echo crontab ;;
    *) if [ -d /etc/cron.d ]; then echo cron.d; else echo crontab; fi ;;
  esac
}

there() { # NAME PATH
  [ -f "$2" ] && printf 'file %s %s %s\n' "$1" "$(stat -c '%a %u' "$2")" "$(sum <"$2")"
}

look() {
  printf 'user %s\nmachine %s\ntimekeeper %s\n' "$(id -u)" "$(uname -m)" "$(timekeeper)"
  case $(sum </dev/null) in e3b0c442*) echo 'sums yes' ;; esac
  there program "$program"
  there config "$config"
  there service "$service"
  there timer "$timer"
  there cron "$cron"
  ours=$(crontab -l </dev/null | grep "$mark")
  [ -n "$ours" ] && printf 'file crontab - - %s\n' "$(printf '%s\n' "$ours" | sum)"
  if [ -f "$timer" ]; then
    printf 'enabled %s\n' "$(systemctl is-enabled dropsweep.timer </dev/null)"
    printf 'active %s\n' "$(systemctl is-active dropsweep.timer </dev/null)"
  fi
  [ -x "$program" ] && printf 'version %s\n' "$("$program" --version </dev/null | head -n 1 | head -c 200)"
  echo 'end'
}

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

take() { # SIZE SUM
  [ -d "${at%/*}" ] || why=$( (mkdir -p "${at%/*}" && chmod "$folder_mode" "${at%/*}") 2>&1) || return
  why=$( (umask 077; head -c "$1" >"$at.new") 2>&1) || return
  why='fewer bytes came than there are'
  [ "$(wc -c <"$at.new")" -eq "$1" ] || return
  why='what was written has another SHA-256 than what was sent'
  [ "$(sum <"$at.new")" = "$2" ] || return
  why=$( (chmod "$mode" "$at.new" && chown 0:0 "$at.new") 2>&1)
}

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

activate() {
  [ -f "$timer" ] || { echo active; return; }
  why=$( (systemctl daemon-reload && systemctl enable dropsweep.timer && systemctl restart dropsweep.timer) </dev/null 2>&1) &&
    echo active && return
  printf 'failed %s\n' "$(printf %s "$why" | tail -n 1 | head -c 300)"
}

# As cron starts it.
by_cron() {
  env -i HOME="${HOME:-/root}" PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "$@"
}

end_of_journal() { journalctl -n 0 --show-cursor </dev/null | sed -n 's/^-- cursor: //p'; }

# How a unit ended, when systemctl ended with the second one.
unit_ended() { # UNIT CODE
  code=$2 status=0 how=0
  for line in $(systemctl show "$1" -p ExecMainStatus -p ExecMainCode </dev/null); do
    case $line in ExecMainStatus=*) status=${line#*=} ;; ExecMainCode=*) how=${line#*=} ;; esac
  done
  case $how in
    1) [ "$status" = 0 ] && [ "$code" != 0 ] || code=$status ;;
    2 | 3) code=$((128 + status)) ;;
  esac
}

try_unit() {
  sed 's/^ExecStart=.*/& --dry-run/' "$service" >"/run/systemd/system/$trial" && systemctl daemon-reload </dev/null
  cursor=$(end_of_journal)
  systemctl start "$trial" </dev/null
  unit_ended "$trial" $?
  said=$(journal "$trial")
  drop_trial
}

drop_trial() {
  rm -f "/run/systemd/system/$trial"
  { systemctl daemon-reload; systemctl reset-failed "$trial"; } </dev/null >/dev/null
}

verify() {
  if [ "$(timekeeper)" = systemd ]; then
    try_unit
  else
    said=$(by_cron "$program" sweep --config "$config" --dry-run </dev/null 2>&1)
    code=$?
  fi
  printf 'exit %s\n' "$code"
  printf '%s\n' "$said" | tail -n 30 | head -c 6000
}

start() {
  if [ -f "$timer" ]; then
    cursor=$(end_of_journal)
    systemctl start dropsweep.service </dev/null >/dev/null &
  else
    said=$(wc -c <"$log") || said=0
    # A process group of its own, where there is a tool for that: it must outlive us.
    by_cron $(command -v setsid) "$program" sweep --config "$config" </dev/null >/dev/null &
  fi
  job=$!
  echo started
}

journal() { # UNIT
  journalctl --sync </dev/null
  text=$(journalctl -u "$1" -o cat --no-pager --show-cursor ${cursor:+"--after-cursor=$cursor"} </dev/null)
  next=$(printf '%s\n' "$text" | sed -n 's/^-- cursor: //p' | tail -n 1)
  cursor=${next:-$cursor}
  printf '%s\n' "$text" | grep -v '^-- ' | head -c 200000
}

new_lines() {
  size=$(wc -c <"$log") || return
  [ "$size" -ge "$said" ] || said=0
  tail -c "+$((said + 1))" "$log" </dev/null | head -c "$((size - said))"
  said=$size
}

follow() {
  [ -n "$job" ] || { echo 'ended 1'; return; }
  if kill -0 "$job"; then
    echo running
  else
    wait "$job"
    code=$?
    [ -f "$timer" ] && unit_ended dropsweep.service "$code"
    printf 'ended %s\n' "$code"
  fi
  if [ -f "$timer" ]; then journal dropsweep.service; else new_lines; fi
}

gone() { # PATH...
  for at; do
    [ -e "$at" ] || [ -L "$at" ] || continue
    rm -rf "$at" && printf 'removed %s\n' "$at"
  done
}

# What starts it goes first.
remove() {
  [ -f "$timer" ] && drop_timer
  gone "$timer" "$timer.new" "$cron" "$cron.new"
  if crontab -l </dev/null | grep -q "$mark"; then drop_crontab; echo "removed root's crontab line"; fi
  gone "$service" "$service.new"
  if command -v systemctl >/dev/null; then
    rm -f /run/systemd/system/dropsweep-trial-*.service
    { systemctl daemon-reload; systemctl reset-failed 'dropsweep*.service'; } </dev/null >/dev/null
  fi
  gone /etc/dropsweep "${program%/*}" "$log" "$log".[0-9] "$log".[0-9].gz "$log".[0-9].gz.new
  [ "$1" = all ] && gone /var/lib/dropsweep
  rmdir "$reports" /var/lib/dropsweep
  [ -d "$reports" ] && echo 'kept /var/lib/dropsweep/reports'
  echo end
}

while IFS= read -r request; do
  argument=${request#* }
  printf '\ndropsweep begin\n'
  case $request in
    look) look ;;
    put\ *) put $argument ;;
    drop\ *) drop "$argument" ;;
    activate) activate ;;
    verify) verify ;;
    start) start ;;
    follow) follow ;;
    remove\ *) remove "$argument" ;;
  esac
  printf 'dropsweep end\n'
done
)sh";

}  // namespace dropsweep
