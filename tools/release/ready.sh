#!/usr/bin/env bash
# ready.sh: refuses, with a sentence, what must not become a release. The tests come last: they take longest.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

refuse() {
    echo "release: $1" >&2
    exit 1
}

version=$(tools/release/version.sh)
changed=$(git status --porcelain)
[[ -z $changed ]] || refuse "the tree has changes that are in no commit, and a release is one commit: commit or remove them
$changed"
grep -q "^## \[${version//./\\.}\] - [0-9]" CHANGELOG.md ||
    refuse "CHANGELOG.md has no section for $version: give what is below [Unreleased] the heading \"## [$version] - DATE\", or set another version in CMakeLists.txt"
[[ -z $(git tag --list "v$version") ]] ||
    refuse "v$version is released already: set the next version in CMakeLists.txt"
./dev lint || refuse "the lint fails (see above): nothing is released"
./dev test || refuse "a test fails (see above): nothing is released"
