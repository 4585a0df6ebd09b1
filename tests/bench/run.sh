#!/usr/bin/env bash
# Runs every measurement of the release build; each prints medians and ratios to its baseline.
set -uo pipefail
mkdir -p out/bench
for program in build/bench/bench_*; do
    name=${program##*/bench_}
    printf '== %s\n' "$name"
    "$program" "$@" 2>&1 | tee "out/bench/$name.txt"
done
