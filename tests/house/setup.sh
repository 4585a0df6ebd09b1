#!/usr/bin/env bash
# setup.sh BUILD: setup's lists are complete, and the checks that say so can fail.
set -uo pipefail
build=$1
failed=0
wrong() { printf '%s\n' "$*"; failed=1; }

# Every library that a program links comes from the build list.
mapfile -t programs < <(find "$build/bin" -maxdepth 1 -type f -name 'wayside-*' ! -name wayside-demo)
[ ${#programs[@]} -ge 6 ] || wrong "only ${#programs[@]} programs in $build/bin; expected the six and more"
perl tests/house/loaded.pl build "${programs[@]}" || failed=1
perl tests/house/loaded.pl test "$build/bin/wayside-demo" || failed=1

# The check sees a library that no list brings.
if perl tests/house/loaded.pl build /usr/bin/Xvfb >/dev/null 2>&1; then
    wrong "loaded.pl found nothing wrong with Xvfb, whose libraries the build list does not bring: it sees nothing"
fi

# The tools of this very run come from the folder of allowed ones, where the test list's are and others are not.
case $PATH in
*/build/tools/*) ;;
*) wrong "this test must run under ./wayside, which sets PATH to the allowed tools" ;;
esac
for tool in age jq openssl zbarimg Xvfb chromedriver cc cmake; do
    command -v $tool >/dev/null || wrong "$tool is not among the allowed tools"
done
for tool in apt-file no-such-tool-at-all; do
    ! command -v $tool >/dev/null || wrong "$tool is among the allowed tools, from no list"
done

# Setup says what it would install to someone who is not root, and asks for nothing when all is there.
./wayside setup test >"$build/setup-again.txt" 2>&1 || wrong "a second setup fails: $(cat "$build/setup-again.txt")"
! grep -q Installing "$build/setup-again.txt" || wrong "a second setup installs again"
exit $failed
