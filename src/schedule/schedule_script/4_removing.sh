left() { # WHAT WHY
  printf 'left %s: %s\n' "$1" "$(printf %s "$2" | head -n 1 | head -c 300)"
}

take_away() { # OPTIONS PATH
  [ -e "$2" ] || [ -L "$2" ] || return
  if why=$(rm "$1" "$2" 2>&1); then printf 'removed %s\n' "$2"; else left "$2" "$why"; fi
}

gone() { # FILE...
  for at; do take_away -f "$at"; done
}

gone_if_ours() { # FILE...
  for at; do
    if ours "$at"; then
      gone "$at"
    elif [ -e "$at" ] || [ -L "$at" ]; then
      printf "kept %s, which dropsweep did not write\n" "$at"
    fi
  done
}

gone_from_crontab() {
  in_crontab || return
  why=$(drop_crontab 2>&1)
  if in_crontab; then left "root's crontab line" "$why"; else echo "removed root's crontab line"; fi
}

# A folder in which nothing is left; whatever else is in it is somebody's.
folder_gone() { # PATH...
  for at; do
    [ -d "$at" ] || continue
    why=$(rmdir "$at" 2>&1) && continue
    if [ -n "$(ls -A "$at")" ]; then printf 'kept %s, which is not empty\n' "$at"; else left "$at" "$why"; fi
  done
}

# Its file may be gone already, and what systemd knows of it not.
is_our_timer() {
  ours "$timer" && return
  [ ! -e "$timer" ] && [ ! -L "$timer" ] || return
  if [ -L "$wanted_by" ] && [ ! -e "$wanted_by" ]; then return; fi
  [ "$(systemctl show dropsweep.timer -p FragmentPath </dev/null)" = "FragmentPath=$timer" ]
}

# What starts it goes first.
remove() {
  if is_our_timer; then
    drop_timer || left dropsweep.timer 'it is still active'
    gone "$timer" "$wanted_by"
  fi
  gone_if_ours "$timer" "$cron"
  gone_from_crontab
  gone_if_ours "$service"
  if command -v systemctl >/dev/null; then
    rm -f /run/systemd/system/dropsweep-trial-*.service
    { systemctl daemon-reload; systemctl reset-failed 'dropsweep*.service'; } </dev/null >/dev/null
  fi
  gone "$program" "$config" "$log" "$log".[0-9] "$log".[0-9].gz "$log".[0-9].gz.new
  folder_gone "${program%/*}" "${config%/*}"
  [ "$1" = all ] && take_away -rf "$reports"
  if [ -n "$(ls -A "$reports")" ]; then
    printf 'kept %s\n' "$reports"
  else
    folder_gone "$reports" "${reports%/*}"
  fi
  echo end
}
