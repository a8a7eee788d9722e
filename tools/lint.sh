#!/usr/bin/env bash
# lint.sh [--fix]: format, shell and workflow checks; with --fix it formats instead of complaining.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

existing=()
for folder in src tests tools; do
    [[ ! -d $folder ]] || existing+=("$folder")
done
mapfile -d '' sources < <(find "${existing[@]}" \( -name '*.cpp' -o -name '*.hpp' \) -print0)
if [[ ${1:-} == --fix ]]; then
    clang-format -i "${sources[@]}"
fi
unformatted=0
for source in "${sources[@]}"; do
    if ! clang-format "$source" | cmp --silent - "$source"; then
        echo "not formatted: $source" >&2
        unformatted=1
    fi
done

mapfile -d '' scripts < <(find tools tests -name '*.sh' -print0)
scripts+=(dev .ci/run bin/run.sh)
shellcheck "${scripts[@]}"
if [[ -d /node_modules/@actions || -d tests/node_modules/@actions ]]; then
    node --import ./tests/runner/json_imports.mjs tests/lint/lint.mjs
else
    echo "lint: the workflows are not looked at: the node packages could not be installed" >&2
fi
if [[ $unformatted -ne 0 ]]; then
    echo "lint: ./dev lint --fix formats them" >&2
    exit 1
fi
echo "lint: ${#sources[@]} sources and ${#scripts[@]} scripts are clean"
