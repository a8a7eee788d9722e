# As cron starts it.
by_cron() {
  env -i HOME="${HOME:-/root}" PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "$@" 9>&-
}

end_of_journal() { journalctl -n 0 --show-cursor </dev/null | sed -n 's/^-- cursor: //p'; }

# How a unit ended, when systemctl ended with the second one. Its own numbers are not ours: 5 is a unit that is not there, and would
# read as a login that was refused.
unit_ended() { # UNIT CODE
  code=$2 status=0 how=0
  for line in $(systemctl show "$1" -p ExecMainStatus -p ExecMainCode </dev/null); do
    case $line in ExecMainStatus=*) status=${line#*=} ;; ExecMainCode=*) how=${line#*=} ;; esac
  done
  case $how-$status in
    1-0 | 0-*) [ "$code" = 0 ] || code=255 ;;
    1-*) code=$status ;;
    [23]-*) code=$((128 + status)) ;;
  esac
}

# systemd tries the unit itself, with --dry-run behind its command: what it may start, and what it gives to that, a shell
# knows nothing of.
try_unit() {
  sed "/^ExecStart=/{s|$program|$(trial_of "$program")|;s|$config|$(trial_of "$config")|;s|\$| --dry-run|;}" "$(trial_of "$service")" \
    </dev/null >"/run/systemd/system/$trial" && systemctl daemon-reload </dev/null
  cursor=$(end_of_journal) unsaid=''
  systemctl start "$trial" </dev/null 9>&-
  unit_ended "$trial" $?
  journal "$trial"
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
    unsaid=$(by_cron "$(trial_of "$program")" sweep --config "$(trial_of "$config")" --dry-run </dev/null 2>&1)
    code=$?
  fi
  [ "$code" = 0 ] || unstage
  printf 'exit %s\n' "$code"
  printf '%s\n' "$unsaid" | tail -n 30 | head -c 6000
}

# What it starts is no child of the connection: it goes on when that breaks. systemctl waits for it beside us.
start() {
  if ours "$timer"; then
    cursor=$(end_of_journal) unsaid=''
    systemctl start dropsweep.service </dev/null >/dev/null &
  else
    said=$(wc -c <"$log") || said=0
    # A process group of its own, where there is a tool for that: it must outlive us.
    # shellcheck disable=SC2046 # maybe nothing
    by_cron $(command -v setsid) "$program" sweep --config "$config" </dev/null >/dev/null &
  fi
  job=$!
  echo started
}

# What the unit has said since comes behind what is unsaid.
journal() { # UNIT
  journalctl --sync </dev/null
  text=$(journalctl -u "$1" -o cat --no-pager --show-cursor ${cursor:+"--after-cursor=$cursor"} </dev/null)
  next=$(printf '%s\n' "$text" | sed -n 's/^-- cursor: //p' | tail -n 1)
  cursor=${next:-$cursor}
  text=$(printf '%s\n' "$text" | grep -v '^-- ')
  unsaid=$unsaid${text:+$text
}
}

# Of what was said since, no more than an answer takes; the rest is for the next look.
most=200000

tell_of_journal() {
  journal dropsweep.service
  now=$(printf %s "$unsaid" | head -c "$most")
  unsaid=$(printf %s "$unsaid" | tail -c "+$((most + 1))")
  [ -z "$unsaid" ] || more=yes
}

tell_of_log() {
  size=$(wc -c <"$log") || return
  [ "$size" -ge "$said" ] || said=0
  [ "$((size - said))" -le "$most" ] || more=yes size=$((said + most))
  now=$(tail -c "+$((said + 1))" "$log" </dev/null | head -c "$((size - said))")
  said=$size
}

follow() {
  [ -n "$job" ] || { echo 'ended 1'; return; }
  more='' now=''
  kill -0 "$job" && more=yes # asked first: what it says last is then told below
  if ours "$timer"; then tell_of_journal; else tell_of_log; fi
  if [ -n "$more" ]; then
    echo running
  else
    wait "$job"
    code=$?
    ours "$timer" && unit_ended dropsweep.service "$code"
    printf 'ended %s\n' "$code"
  fi
  printf '%s\n' "$now"
}
