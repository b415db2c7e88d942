#!/usr/bin/env bash
# The page in a real browser. Needs node, npm and chromium; says so loudly where one is missing, and is no failure then.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
for needed in node npm "${CHROMIUM:-chromium}"; do
    if ! command -v "$needed" >/dev/null; then
        printf '\n######## NOT TESTED: the page in a browser (there is no %s) ########\n\n' "$needed"
        exit 0
    fi
done
export PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1
if ! npm ci --silent --no-audit --no-fund; then
    printf '\n######## NOT TESTED: the page in a browser (npm cannot fetch what it needs) ########\n\n'
    exit 0
fi
# STILL names a program that is built already.
if [[ -z "${STILL:-}" ]]; then
    (cd ../.. && cargo build --quiet -p still)
    STILL="${CARGO_TARGET_DIR:-$PWD/../../target}/debug/still"
fi
export STILL
CHROMIUM="$(command -v "${CHROMIUM:-chromium}")"
export CHROMIUM
node text.test.mjs
# What is committed is what its sources make.
(cd ../../crates/report/opener && npm ci --silent --no-audit --no-fund && node build.mjs --check)
node smoke.mjs
node screens.mjs
node firefox.mjs
node sealed.mjs
