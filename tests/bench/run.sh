#!/usr/bin/env bash
# Runs the measurements of the release build; each prints medians and ratios to its baseline.
#   run.sh [NAME ...]     all, or those whose names begin so: "kiosk" is everything of the kiosk
set -uo pipefail
mkdir -p out/bench
for program in build/bench/bench_*; do
    name=${program##*/bench_}
    wanted=$([ $# -eq 0 ] && echo yes)
    for part in "$@"; do
        case $name in "$part"*) wanted=yes ;; esac
    done
    [ -n "$wanted" ] || continue
    arguments=()
    [ "$name" != kiosk_start ] || arguments=(7 out/bench/bench-kiosk-chromium.png)
    printf '== %s (load %s)\n' "$name" "$(cut -d' ' -f1-3 /proc/loadavg)" | tee "out/bench/$name.txt"
    "$program" "${arguments[@]}" 2>&1 | tee -a "out/bench/$name.txt"
done
