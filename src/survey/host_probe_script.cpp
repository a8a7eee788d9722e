#include "survey/host_probe.hpp"

namespace dropsweep {

// Lines of "KEY VALUE", between two marks, so that what a login shell says of its own is told apart.
//
// `read` and `printf` of the shell serve where they can: the whole is two `df` for each place, one `find` and a `stat` or two.
// Places are named by number because a path may hold anything. The time of a file in imagedb/content is the image's arrival on
// this host: the engine writes it once, when it is pulled, loaded or built. With another storage driver there is no such folder.
const std::string_view host_probe_script = R"(export LC_ALL=C
IFS= read -r root || :
exec 2>/dev/null </dev/null
printf '\n%s\n' 'dropsweep-probe begin'

while read -r key value unit; do
  case $key in
    MemTotal: | MemAvailable: | SwapTotal: | SwapFree:) printf '%s %s\n' "$key" "$value" ;;
  esac
done </proc/meminfo
read -r load rest </proc/loadavg && printf 'load %s\n' "$load"
read -r uptime rest </proc/uptime && printf 'uptime %s\n' "$uptime"

place() {
  [ -n "$2" ] && [ -d "$2" ] || return 0
  printf 'place %s\n' "$1"
  df -Pk "$2" | while IFS= read -r line; do printf 'blocks %s\n' "$line"; done
  df -Pi "$2" | while IFS= read -r line; do printf 'inodes %s\n' "$line"; done
}
case $root in /*) place 0 "$root" ;; esac
place 1 /var/lib/containerd
place 2 /

case $root in /*)
  cd "$root/image/overlay2/imagedb/content/sha256" && find . -type f -exec stat -c 'image %Y %n' {} + ;;
esac
printf '%s\n' 'dropsweep-probe end'
)";

}  // namespace dropsweep
