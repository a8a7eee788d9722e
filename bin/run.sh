# shellcheck shell=sh
# What action.yml runs: finds the dropsweep that this commit of the action pins, or the one that the input binary names, and becomes
# it. The runner sends its cancellation to this one process, so nothing may stand between the two: exec all the way.
# Plain sh, for containers without bash (Alpine). Where sh is bash it must not take functions out of the job's environment.
case ${BASH_VERSION-}:$- in
    ?*:*p*) ;;
    ?*:*) exec /bin/sh -p "$0" ;;
esac
set -u

# end CODE RESULT SENTENCE
end() {
    printf '::error title=dropsweep::%s\n' "$(printf %s "$3" | sed 's/%/%25/g' | tr '\r\n' '  ')"
    [ -z "${GITHUB_OUTPUT-}" ] || printf 'result=%s\nexit-code=%s\n' "$2" "$1" >>"$GITHUB_OUTPUT"
    exit "$1"
}
# refuse CODE SENTENCE: 2 is for what must be changed, 3 for what was out of reach.
refuse() { end "$1" failed "$2"; }

# become PROGRAM [pinned]
become() {
    said=$("$1" --version 2>/dev/null </dev/null) ||
        refuse 2 "$1 cannot be run on this runner ($(uname -sm)): it is damaged, or for another machine, or on a file system mounted noexec"
    case $said in
        'dropsweep '[0-9]*) ;;
        *) refuse 2 "input binary: $1 is not dropsweep: asked for its version it says \"$(printf %s "$said" | head -c 100)\"" ;;
    esac
    if [ $# -eq 1 ] && [ -n "$version" ] && [ "$said" != "dropsweep $version" ]; then
        echo "::warning title=dropsweep::what the input binary names is another version than $version, which this version of the action is made for: inputs that it does not know have no effect"
    fi
    PATH=$path_of_the_job
    exec "$1" sweep
}

# The job's PATH without what depends on the current folder, where the checkout lies, and the system's own tools first.
path_of_the_job=${PATH-}
PATH=/usr/local/bin:/usr/bin:/bin
rest=$path_of_the_job:
while [ -n "$rest" ]; do
    case $rest in /*) PATH=$PATH:${rest%%:*} ;; esac
    rest=${rest#*:}
done

[ -n "${GITHUB_ACTION_PATH-}" ] ||
    refuse 2 "GITHUB_ACTION_PATH is not set, and bin/run.sh is for action.yml alone: elsewhere call dropsweep itself"
here=$GITHUB_ACTION_PATH/bin
machine=$(uname -sm)
case $machine in
    'Linux x86_64' | 'Linux amd64') arch=x86_64 ;;
    'Linux aarch64' | 'Linux arm64') arch=arm64 ;;
    *) arch='' ;;
esac
version='' from='' asset='' pin=''
if [ -r "$here/pins" ]; then
    while read -r key value sum || [ -n "$key" ]; do
        case $key in
            version) version=$value ;;
            from) from=$value ;;
            "$arch") asset=$value pin=$sum ;;
        esac
    done <"$here/pins"
fi

if [ -n "${INPUT_BINARY-}" ]; then
    case $INPUT_BINARY in
        */*) binary=$INPUT_BINARY ;;
        *) binary=$(command -v -- "$INPUT_BINARY") ;;
    esac
    case $binary in
        /*) ;;
        */*) binary=./$binary ;;
    esac
    if [ ! -f "$binary" ] || [ ! -x "$binary" ]; then
        refuse 2 "input binary: no program can be run at $INPUT_BINARY"
    fi
    become "$binary"
fi

[ -n "$arch" ] || refuse 2 "dropsweep runs on Linux x86_64 and arm64, and this runner is $machine: use runs-on: ubuntu-latest"
[ -r "$here/pins" ] || refuse 2 "the action's own file bin/pins cannot be read: use a whole copy of the action's repository"
case $version:$from:$asset:$pin in
    *::* | :* | *:) refuse 2 "this version of the action is not released and pins no dropsweep for $arch: build it with ./dev build and name it in the input binary, or use a released version" ;;
esac

command -v sha256sum >/dev/null || refuse 2 "this runner has no sha256sum, and without it nobody can tell whether dropsweep is the real one: install coreutils, or name an installed dropsweep in the input binary"
is_pinned() {
    found=$(sha256sum <"$1") || return
    found=${found%% *}
    [ "$found" = "$pin" ]
}

if [ -e "$here/$asset" ]; then
    is_pinned "$here/$asset" ||
        refuse 2 "bin/$asset of the action is not the one that its bin/pins names (its SHA-256 is $found and should be $pin): it was tampered with or damaged; nothing was run"
    become "$here/$asset" pinned
fi

[ -n "${RUNNER_TOOL_CACHE-}${RUNNER_TEMP-}" ] ||
    refuse 2 "neither RUNNER_TOOL_CACHE nor RUNNER_TEMP is set, where dropsweep would be kept: is this a runner of GitHub Actions?"
below=dropsweep/$version/$arch
folder=${RUNNER_TOOL_CACHE:-${RUNNER_TEMP-}}/$below
if [ -e "$folder/dropsweep" ]; then
    ! is_pinned "$folder/dropsweep" || become "$folder/dropsweep" pinned
    echo "::warning title=dropsweep::the dropsweep in the runner's tool cache was not the one that this version of the action pins; it was not run, and is replaced"
fi

command -v curl >/dev/null || refuse 2 "this runner has no curl to download dropsweep with: install it, or name an installed dropsweep in the input binary"
# A tool cache may be another user's (container jobs); the temp folder is this job's own, and emptied after it.
make_room() { mkdir -p "$folder" && new=$(mktemp "$folder/download.XXXXXX"); }
make_room 2>/dev/null || { [ -n "${RUNNER_TEMP-}" ] && folder=$RUNNER_TEMP/$below && make_room; } 2>/dev/null ||
    refuse 2 "neither the runner's tool cache nor $folder can be written to, and dropsweep would be kept there: make one of them writable, or name an installed dropsweep in the input binary"

# In the background: a shell that waits for a command in the foreground would not hear a cancellation.
curl -q --proto '=https' --tlsv1.2 -fsSL --retry 3 --max-filesize 100000000 --connect-timeout 20 --max-time 300 -o "$new" "$from/$asset" 2>"$new.said" &
download=$!
trap 'rm -f "$new" "$new.said"' EXIT
cancelled() {
    kill "$download"
    end "$2" cancelled "cancelled by $1 while dropsweep was being downloaded: no host was contacted"
}
trap 'cancelled SIGINT 130' INT
trap 'cancelled SIGTERM 143' TERM
wait "$download" ||
    refuse 3 "dropsweep $version could not be downloaded from $from/$asset: $(cat "$new.said"). Runners without access to it name an installed dropsweep in the input binary"
is_pinned "$new" ||
    refuse 2 "what was downloaded from $from/$asset is not the dropsweep that this version of the action pins (its SHA-256 is $found and should be $pin): it was not run, and nothing was kept"
if ! chmod 755 "$new" || ! mv -f "$new" "$folder/dropsweep"; then
    refuse 2 "dropsweep could not be put into $folder: see to it that files there can be replaced, or name an installed dropsweep in the input binary"
fi
rm -f "$new.said"
trap - EXIT INT TERM
become "$folder/dropsweep" pinned
