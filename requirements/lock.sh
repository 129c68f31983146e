#!/usr/bin/env bash
# Rewrites the pinned requirement files from pyproject.toml and the .in files. No index address is written.
set -euo pipefail
cd "$(dirname "$0")/.."
lock() { uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header "$@"; }
lock pyproject.toml -o requirements/run.txt
lock requirements/build.in -c requirements/run.txt -o requirements/build.txt
lock pyproject.toml --extra postgres requirements/build.in requirements/dev.in -c requirements/run.txt -c requirements/build.txt -o requirements/dev.txt
lock pyproject.toml requirements/train.in -c requirements/run.txt -o requirements/train.txt
for peer in trafilatura newspaper4k reader; do
    lock "requirements/bench-$peer.in" -o "requirements/bench-$peer.txt"
done
