#include "connect/relay.hpp"

#include <string_view>

namespace dropsweep {

namespace {

// Each ends when its input ends, so that nothing is left behind on the host; nc does so only with -N, and where it knows no -N it
// needs none. (Debian and Ubuntu always have perl, most others python3 or nc.)
constexpr std::string_view relays = R"(
has() { command -v "$1" >/dev/null 2>&1; }
has socat && exec socat -t 60 - "UNIX-CONNECT:$s"
if has nc; then
  n=$(nc -h 2>&1)
  case $n in *-U*)
    case $n in *-N*) exec nc -N -U "$s" ;; *) exec nc -U "$s" ;; esac ;;
  esac
fi
has python3 && exec python3 -c '
import os, socket, sys, threading
s = socket.socket(socket.AF_UNIX)
s.connect(sys.argv[1])
def up():
    while True:
        b = os.read(0, 65536)
        if not b: break
        s.sendall(b)
    s.shutdown(socket.SHUT_WR)
threading.Thread(target=up, daemon=True).start()
while True:
    b = s.recv(65536)
    if not b: break
    sys.stdout.buffer.write(b)
    sys.stdout.buffer.flush()
' "$s"
has perl && exec perl -MIO::Socket::UNIX -e '
my $s = IO::Socket::UNIX->new(Peer => $ARGV[0]) or die "$!\n";
my $up = fork;
if ($up) {
  while (sysread($s, my $b, 65536)) { syswrite(STDOUT, $b) or last }
  kill "TERM", $up;
} else {
  while (sysread(STDIN, my $b, 65536)) { syswrite($s, $b) or last }
  shutdown($s, 1);
}' "$s"
echo "there is neither docker nor socat, nc -U, python3 or perl" >&2
exit 127)";

}  // namespace

std::string relay_script(const std::string& socket) { return "s=" + socket + std::string(relays); }

}  // namespace dropsweep
