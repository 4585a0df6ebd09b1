#!/bin/sh
# Every C file is as clang-format lays it out (.clang-format); run clang-format -i on those that are named.
git ls-files '*.c' '*.h' | xargs clang-format --dry-run -Werror
