#!/usr/bin/env bash
# Format and shell checks; changes nothing.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

existing=()
for folder in src tests; do
    [[ ! -d $folder ]] || existing+=("$folder")
done
mapfile -d '' sources < <(find "${existing[@]}" \( -name '*.cpp' -o -name '*.hpp' \) -print0)
if [[ ${#sources[@]} -gt 0 ]]; then
    clang-format --dry-run --Werror "${sources[@]}"
fi

mapfile -d '' scripts < <(find tools -name '*.sh' -print0)
shellcheck dev .ci/run "${scripts[@]}"
echo "lint: ${#sources[@]} sources and $((${#scripts[@]} + 2)) scripts are clean"
