host_facts() {
  while read -r key value _; do
    case $key in
      MemTotal: | MemAvailable: | SwapTotal: | SwapFree:) printf '%s %s\n' "$key" "$value" ;;
    esac
  done </proc/meminfo
  read -r load _ </proc/loadavg && printf 'load %s\n' "$load"
  read -r uptime _ </proc/uptime && printf 'uptime %s\n' "$uptime"
}

memory_facts() {
  while read -r key value _; do
    case $key in Cached: | Buffers: | SReclaimable: | Shmem:) printf 'memory %s %s\n' "$key" "$value" ;; esac
  done </proc/meminfo
  while IFS= read -r line; do printf 'pressure %s\n' "$line"; done </proc/pressure/memory
}

# A container's memory is counted in its control group, named after its id: alone with cgroupfs, as docker-ID.scope with systemd,
# below whatever parent the engine was given. Its files are read by the shell itself, which starts nothing for each of them.
groups() {
  at=/sys/fs/cgroup
  [ -d "$at/memory" ] && at=$at/memory
  id='????????????????????????????????????????????????????????????????'
  find "$at/" -xdev -maxdepth 6 -type d \( -name "$id" -o -name "docker-$id.scope" \) </dev/null | while IFS= read -r at; do
    id=${at##*/} peak=- kills=-
    id=${id#docker-}
    for file in memory.peak memory.max_usage_in_bytes; do
      [ -r "$at/$file" ] && IFS= read -r peak <"$at/$file"
    done
    for file in memory.events memory.oom_control; do
      [ -r "$at/$file" ] && while read -r key value; do [ "$key" = oom_kill ] && kills=$value; done <"$at/$file"
    done
    printf 'group %s %s %s\n' "${id%.scope}" "${peak:--}" "${kills:--}"
  done
}
