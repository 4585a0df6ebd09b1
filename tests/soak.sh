#!/usr/bin/env bash
# What takes longer than a test may: every fuzz target for a while, the release tests again and again, the
# demo three times. SOAK_FUZZ_SECONDS (each target) defaults to what fits into 60 minutes with the rest.
set -uo pipefail
export LC_ALL=C
fuzz_seconds=${SOAK_FUZZ_SECONDS:-90}
failed=0
began=$SECONDS
mkdir -p out/soak build
result() { printf '%-44s %s\n' "$1" "$2" | tee -a out/soak/result.txt; }
: >out/soak/result.txt

cmake --preset fuzz >build/configure.log 2>&1 && cmake --build --preset fuzz >build/compile-fuzz.log 2>&1 ||
    { tail -n 20 build/compile-fuzz.log; exit 1; }
for target in build/fuzz/fuzz/fuzz_*; do
    name=${target##*/fuzz_}
    mkdir -p "build/corpus/$name"
    if "$target" -max_total_time="$fuzz_seconds" -rss_limit_mb=4096 -timeout=20 -print_final_stats=1 \
        -artifact_prefix="out/soak/$name-" "build/corpus/$name" "tests/fuzz/corpus/$name" >"out/soak/$name.log" 2>&1; then
        result "fuzz $name" "$(sed -n 's/^stat::number_of_executed_units: */runs without a finding: /p' "out/soak/$name.log")"
    else
        result "fuzz $name" "FINDING, see out/soak/$name.log"
        failed=1
    fi
done

cmake --preset release >build/configure.log 2>&1 && cmake --build --preset release >build/compile-release.log 2>&1 ||
    { tail -n 20 build/compile-release.log; exit 1; }
if ctest --test-dir build --repeat until-fail:5 --timeout 600 -L release >out/soak/release-tests.log 2>&1; then
    result "release tests, five times each" "pass"
else
    result "release tests, five times each" "FAIL, see out/soak/release-tests.log"
    failed=1
fi
if [ -d tests/soak ]; then
    for script in tests/soak/*.sh; do
        name=${script##*/}
        if bash "$script" >"out/soak/$name.log" 2>&1; then
            result "$name" "$(tail -n 1 "out/soak/$name.log")"
        else
            result "$name" "FAIL, see out/soak/$name.log"
            failed=1
        fi
    done
fi
for turn in 1 2 3; do
    if ./wayside demo >"out/soak/demo-$turn.log" 2>&1; then
        result "demo, turn $turn" "$(tail -n 1 "out/soak/demo-$turn.log")"
    else
        result "demo, turn $turn" "FAIL, see out/soak/demo-$turn.log"
        failed=1
    fi
done
result "soak" "$((SECONDS - began)) seconds, $([ $failed = 0 ] && echo passed || echo FAILED)"
exit $failed
