#!/usr/bin/env bash
# lint.sh [--fix] [format|shell|workflows|tidy...]: the checks named, or all; with --fix it formats instead of complaining.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

fix=no
if [[ ${1:-} == --fix ]]; then
    fix=yes
    shift
fi
checks=("$@")
[[ ${#checks[@]} -gt 0 ]] || checks=(format shell workflows tidy)

format() {
    local existing=() sources=() source wrong=0 folder
    for folder in src tests tools; do
        [[ ! -d $folder ]] || existing+=("$folder")
    done
    mapfile -d '' sources < <(find "${existing[@]}" \( -name '*.cpp' -o -name '*.hpp' \) -print0)
    if [[ $fix == yes ]]; then
        clang-format -i "${sources[@]}"
    fi
    for source in "${sources[@]}"; do
        if ! clang-format "$source" | cmp --silent - "$source"; then
            echo "not formatted: $source" >&2
            wrong=1
        fi
    done
    if [[ $wrong -ne 0 ]]; then
        echo "lint: ./dev lint --fix formats them" >&2
        return 1
    fi
    echo "format: ${#sources[@]} sources are clean"
}

shell() {
    local scripts=()
    mapfile -d '' scripts < <(find tools tests -name node_modules -prune -o -name '*.sh' -print0)
    scripts+=(dev .ci/run bin/run.sh)
    shellcheck "${scripts[@]}"
    # What runs on hosts is one script in several files.
    local folder
    for folder in src/*/*_script; do
        cat src/net/host_script_parts/*.sh "$folder"/*.sh | shellcheck --shell=sh -
    done
    echo "shell: ${#scripts[@]} scripts and those for hosts are clean"
}

workflows() {
    if [[ -d /node_modules/@actions || -d tests/node_modules/@actions ]]; then
        node --import ./tests/runner/json_imports.mjs tests/lint/lint.mjs
    else
        echo "workflows: not looked at: the node packages could not be installed" >&2
    fi
}

# What ninja knows of a build says which headers a source is made of.
tidy() {
    [[ -e build/dev/compile_commands.json ]] || tools/dev/tasks.sh compile dev
    python3 tools/tidy.py build/dev
}

failed=()
for check in "${checks[@]}"; do
    # Not `if ! $check`: inside of a condition bash lets failures pass.
    (
        set -e
        "$check"
    ) &
    wait $! || failed+=("$check")
done
if [[ ${#failed[@]} -ne 0 ]]; then
    echo "lint: ${failed[*]}: see above" >&2
    exit 1
fi
