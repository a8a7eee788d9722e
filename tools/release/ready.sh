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

# What a machine cannot be asked for is skipped with its reason (no node packages, no other engine): not so for a release.
mkdir -p build
wholly() { # TASK SENTENCE
    ./dev "$1" 2>&1 | tee "build/ready-$1.log" >&2 || refuse "$2 fails (see above): nothing is released"
    ! grep -E '\(Skipped\)|not looked at' "build/ready-$1.log" >&2 ||
        refuse "$2 was not carried out as a whole (what was left out stands above): nothing is released"
}
wholly lint "the lint"
wholly test "a test"
