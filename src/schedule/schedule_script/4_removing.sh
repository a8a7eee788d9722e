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
