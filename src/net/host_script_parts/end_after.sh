# A connection that broke without a word keeps the shell for as long as sshd does not notice (two hours, where nobody set
# ClientAliveInterval). So it ends by itself when the run must be over; not at once where it waits for a program, and then by force.
# Its number may be another process's by then, if something killed it: a child knows whether its parent is still the same.
end_after() { # SECONDS; $watcher is to go when the shell ends
  {
    sleep "$1" &
    trap 'kill $!; exit' TERM
    wait $! || exit
    trap exit TERM
    has_its_parent && kill $$ && sleep 2 && has_its_parent && kill -9 $$
  } </dev/null >/dev/null 9>&- &
  watcher=$!
}

# shellcheck disable=SC2086 # into fields
has_its_parent() { read -r line </proc/self/stat && set -- ${line##*) } && [ "$2" = $$ ]; }
