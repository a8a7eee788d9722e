#!/usr/bin/env bash
# version.sh: the version of this source, as CMake knows it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
sed -n 's/^project(dropsweep VERSION \([0-9.]*\) .*/\1/p' CMakeLists.txt
