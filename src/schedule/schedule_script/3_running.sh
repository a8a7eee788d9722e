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

# systemd tries the unit itself, with --dry-run behind its command: what it may start, and what it gives to that, a shell
# knows nothing of.
try_unit() {
  sed "/^ExecStart=/{s|$program|$(trial_of "$program")|;s|$config|$(trial_of "$config")|;s|\$| --dry-run|;}" "$(trial_of "$service")" \
    </dev/null >"/run/systemd/system/$trial" && systemctl daemon-reload </dev/null
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
    said=$(by_cron "$(trial_of "$program")" sweep --config "$(trial_of "$config")" --dry-run </dev/null 2>&1)
    code=$?
  fi
  [ "$code" = 0 ] || unstage
  printf 'exit %s\n' "$code"
  printf '%s\n' "$said" | tail -n 30 | head -c 6000
}

# What it starts is no child of the connection: it goes on when that breaks. systemctl waits for it beside us.
start() {
  if ours "$timer"; then
    cursor=$(end_of_journal)
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

journal() { # UNIT
  journalctl --sync </dev/null
  text=$(journalctl -u "$1" -o cat --no-pager --show-cursor ${cursor:+"--after-cursor=$cursor"} </dev/null)
  next=$(printf '%s\n' "$text" | sed -n 's/^-- cursor: //p' | tail -n 1)
  cursor=${next:-$cursor}
  printf '%s\n' "$text" | grep -v '^-- ' | head -c 200000
}

# Of what was said since, no more than an answer takes; the rest is for the next look.
new_lines() {
  size=$(wc -c <"$log") || return
  [ "$size" -ge "$said" ] || said=0
  [ "$((size - said))" -le 200000 ] || size=$((said + 200000))
  tail -c "+$((said + 1))" "$log" </dev/null | head -c "$((size - said))"
  said=$size
}

has_more_to_say() { ! ours "$timer" && size=$(wc -c <"$log") && [ "$((size - said))" -gt 200000 ]; }

follow() {
  [ -n "$job" ] || { echo 'ended 1'; return; }
  if kill -0 "$job" || has_more_to_say; then
    echo running
  else
    wait "$job"
    code=$?
    ours "$timer" && unit_ended dropsweep.service "$code"
    printf 'ended %s\n' "$code"
  fi
  if ours "$timer"; then journal dropsweep.service; else new_lines; fi
}
