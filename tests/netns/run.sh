#!/usr/bin/env bash
# Two devices on two machines (network namespaces) joined by a bridge, through the command as a person
# has it: with and without a default route, cut off in the middle, and while one changes its address.
# No packet leaves the namespaces made here. drive.py holds the scenarios, capture.py watches the wire.
#
# Needs root. Where namespaces are not permitted it prints SKIPPED and succeeds.
# Usage: tests/netns/run.sh, or STILL=target/debug/still tests/netns/run.sh for a program that is built
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
target=${CARGO_TARGET_DIR:-$root/target}

tag=sb$$
a=$tag-a b=$tag-b hub=$tag-hub
scratch=$(mktemp -d)

say() { printf '%s\n' "$*"; }

clean_up() {
    local status=$? namespace process
    set +e
    for namespace in "$a" "$b" "$hub"; do
        for process in $(ip netns pids "$namespace" 2>/dev/null); do
            kill -KILL "$process" 2>/dev/null
        done
        ip netns delete "$namespace" 2>/dev/null
    done
    rm -rf "$scratch"
    exit "$status"
}

skip() {
    say "SKIPPED: $*"
    exit 0
}

need_tools() {
    [ "$(id -u)" -eq 0 ] || skip "network namespaces need root"
    local tool missing=()
    for tool in ip:iproute2 tc:iproute2 python3:python3; do
        command -v "${tool%:*}" >/dev/null || missing+=("${tool#*:}")
    done
    if [ "${#missing[@]}" -gt 0 ]; then
        apt-get update -q >/dev/null && apt-get install -qy "${missing[@]}" >/dev/null ||
            { say "missing, and cannot be installed: ${missing[*]}"; exit 1; }
    fi
    if ! ip netns add "$hub" 2>"$scratch/netns"; then
        skip "namespaces are not permitted here ($(tr '\n' ' ' <"$scratch/netns"))"
    fi
}

# A switch in a namespace of its own, and a cable to each of the two machines.
build_network() {
    ip -n "$hub" link add br0 type bridge
    ip -n "$hub" address add 10.77.0.254/24 dev br0
    ip -n "$hub" link set br0 up
    local namespace cable
    for namespace in "$a" "$b"; do
        ip netns add "$namespace"
        ip -n "$namespace" link set lo up
        cable=port-${namespace##*-}
        ip -n "$hub" link add "$cable" type veth peer name lan0 netns "$namespace"
        ip -n "$hub" link set "$cable" master br0 up
    done
}

trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
need_tools
if [ -z "${STILL:-}" ]; then
    say "building still"
    (cd "$root" && cargo build -q -p still)
    STILL=$target/debug/still
fi
build_network
begun=$SECONDS
if ! python3 "$here/drive.py" "$STILL" "$scratch" "$a" "$b" "$hub"; then
    say "failed"
    exit 1
fi
say "all passed in $((SECONDS - begun)) s"
