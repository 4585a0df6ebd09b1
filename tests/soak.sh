#!/usr/bin/env bash
# What takes longer than a test may, in under 60 minutes on two cores: every fuzz target for a while, the
# kill and power-cut tests and the release tests again and again, the demo three times. Results, one a line,
# in out/soak/result.txt. SOAK_FUZZ_SECONDS: how long each fuzz target runs (standard 60).
set -uo pipefail
export LC_ALL=C SOAK_FUZZ_SECONDS=${SOAK_FUZZ_SECONDS:-60}
failed=0
began=$SECONDS
rm -rf out/soak
mkdir -p out/soak build
result() { printf '%-36s %s\n' "$1" "$2" | tee -a out/soak/result.txt; }

compile() { # PRESET
    if ! { cmake --preset "$1" && cmake --build --preset "$1"; } >"build/compile-$1.log" 2>&1; then
        tail -n 30 "build/compile-$1.log"
        printf 'wayside: the %s build failed; see build/compile-%s.log\n' "$1" "$1" >&2
        exit 1
    fi
}

fuzz_one() { # TARGET: its log ends with what it found
    local name=${1##*/fuzz_}
    mkdir -p "build/corpus/$name"
    "$1" -max_total_time="$SOAK_FUZZ_SECONDS" -rss_limit_mb=4096 -timeout=20 -print_final_stats=1 \
        -artifact_prefix="out/soak/$name-" "build/corpus/$name" "tests/fuzz/corpus/$name" >"out/soak/fuzz-$name.log" 2>&1 ||
        printf 'FINDING\n' >>"out/soak/fuzz-$name.log"
}
export -f fuzz_one

again() { # TITLE TIMES BUILD CTEST-ARGUMENTS...
    local title=$1 times=$2 build=$3
    shift 3
    local log="out/soak/${title// /-}.log"
    if ctest --test-dir "$build" --repeat "until-fail:$times" --no-tests=error --timeout 900 "$@" >"$log" 2>&1; then
        result "$title, $times times each" "passed: $(grep -c ' Passed ' "$log") tests"
    else
        result "$title, $times times each" "FAILED, see $log"
        failed=1
    fi
}

compile fuzz
printf '%s\0' build/fuzz/fuzz/fuzz_* | xargs -0 -n 1 -P 2 bash -c 'fuzz_one "$1"' fuzz
for log in out/soak/fuzz-*.log; do
    name=${log#out/soak/fuzz-}
    runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
    if [ -n "$runs" ] && ! grep -q '^FINDING' "$log"; then
        result "fuzz ${name%.log}" "$runs runs without a finding"
    else
        result "fuzz ${name%.log}" "FAILED, see $log"
        failed=1
    fi
done

compile dev
again "kills and power cuts" 5 build/dev -R '(kill|killed|power|power_cut|cut|faults|worker)$'
compile release
again "release tests" 5 build -L release
for turn in 1 2 3; do
    if ./wayside demo >"out/soak/demo-$turn.log" 2>&1; then
        result "demo, turn $turn" "$(tail -n 1 "out/soak/demo-$turn.log" | cut -d. -f1)"
    else
        result "demo, turn $turn" "FAILED, see out/soak/demo-$turn.log"
        failed=1
    fi
done
result "soak" "$((SECONDS - began)) seconds, $([ $failed = 0 ] && echo passed || echo FAILED)"
exit $failed
