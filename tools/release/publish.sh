#!/usr/bin/env bash
# publish.sh FOLDER: makes what is in FOLDER (out/release) the release of this commit, with git and gh. The commit that is tagged differs from
# it by the pins alone. A draft first: of a release that is immutable nothing can be added later.
set -euo pipefail
folder=$(realpath "$1")
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

refuse() {
    echo "release: $1" >&2
    exit 1
}

version=$(tools/release/version.sh)
tag=v$version
(cd "$folder" && sha256sum --check --quiet --strict SHA256SUMS) || refuse "what is in $folder is not what SHA256SUMS says"
# Of any other file nobody says what it should be, and a release would vouch for it as for these.
names=$(sed -n 's/^[0-9a-f]\{64\}  \([A-Za-z0-9_][A-Za-z0-9._-]*\)$/\1/p' "$folder/SHA256SUMS")
mapfile -t assets < <(printf '%s\n' "$names" SHA256SUMS pins)
others=$(find "$folder" -mindepth 1 -printf '%P\n' | grep -vxF "$(printf '%s\n' "${assets[@]}")" || true)
[[ -z $others ]] || refuse "$folder has what is not in SHA256SUMS: ${others//$'\n'/, }"
# The pins decide what every user of the action runs: they are made again from the sums, which are attested.
from=$(sed -n "s|^from https://github.com/\(.*\)/releases/download/$tag\$|\1|p" "$folder/pins")
tools/release/make_pins.sh "$folder/SHA256SUMS" "$version" "${GITHUB_REPOSITORY:-$from}" | cmp --silent - "$folder/pins" ||
    refuse "$folder/pins is not what SHA256SUMS and this repository make it"

notes=$(mktemp)
trap 'rm -f "$notes"' EXIT
awk -v head="## [$version]" 'index($0, "## [") == 1 { inside = index($0, head) == 1; next } inside' CHANGELOG.md >"$notes"
[[ -s $notes ]] || refuse "CHANGELOG.md has no section for $version"

cp "$folder/pins" bin/pins
git add bin/pins
git commit --quiet --message "release: $tag"
git tag "$tag"
git push --quiet origin "refs/tags/$tag"

gh release create "$tag" --draft --verify-tag --title "dropsweep $version" --notes-file "$notes" "${assets[@]/#/$folder/}"
gh release edit "$tag" --draft=false
immutable=$(gh api "repos/{owner}/{repo}/releases/tags/$tag" --jq .immutable)
[[ $immutable == true ]] ||
    refuse "$tag is published, but whoever can write to the repository can still change it: turn on \"release immutability\" in its settings"

# For who writes `uses: ...@v1`; a commit is the better pin.
git tag --force "v${version%%.*}" "$tag^{commit}"
git push --quiet --force origin "refs/tags/v${version%%.*}"
