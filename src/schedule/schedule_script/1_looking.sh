# Paths stand here once for the shell and once for us (places.hpp); a test holds the two together.
export LC_ALL=C
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

# shellcheck disable=SC2046 # the first word is wanted
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
