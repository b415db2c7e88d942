#!/usr/bin/env bash
# Finding each other on a local network, for real: two machines (network namespaces) on a bridge,
# with and without a default route, with an interface that comes late, and while the listening side
# changes its address. No packet leaves the namespaces made here.
#
# Needs root. Where namespaces are not permitted it prints SKIPPED and succeeds.
# Usage: tests/netns/run.sh
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
target=${CARGO_TARGET_DIR:-$root/target}
probe=$target/debug/examples/probe

tag=sb$$
a=$tag-a b=$tag-b hub=$tag-hub
logs=$(mktemp -d)
children=()
failures=0

say() { printf '%s\n' "$*"; }

stop_children() {
    local child
    for child in "${children[@]}"; do
        kill "$child" 2>/dev/null || true
        wait "$child" 2>/dev/null || true
    done
    children=()
}

clean_up() {
    local status=$? namespace
    set +e
    stop_children
    for namespace in "$a" "$b" "$hub"; do
        ip netns delete "$namespace" 2>/dev/null
    done
    rm -rf "$logs"
    exit "$status"
}

skip() {
    say "SKIPPED: $*"
    exit 0
}

need_tools() {
    [ "$(id -u)" -eq 0 ] || skip "network namespaces need root"
    if ! command -v ip >/dev/null; then
        apt-get update -q >/dev/null && apt-get install -qy iproute2 >/dev/null ||
            { say "iproute2 is missing and cannot be installed"; exit 1; }
    fi
    if ! ip netns add "$hub" 2>"$logs/netns"; then
        skip "namespaces are not permitted here ($(tr '\n' ' ' <"$logs/netns"))"
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

# connect_machine <namespace> <last byte of its address>
connect_machine() {
    ip -n "$1" address flush dev lan0
    ip -n "$1" address add "10.77.0.$2/24" dev lan0
    ip -n "$1" link set lan0 up
}

disconnect_machine() {
    ip -n "$1" address flush dev lan0
    ip -n "$1" link set lan0 down
}

default_routes() {
    local namespace
    for namespace in "$a" "$b"; do
        ip -n "$namespace" route "$1" default via 10.77.0.254 2>/dev/null || true
    done
}

# start <namespace> <log> <arguments of probe...>
start() {
    local namespace=$1 log=$logs/$2
    shift 2
    ip netns exec "$namespace" "$probe" "$@" >"$log" 2>&1 &
    children+=($!)
}

# wait_for <log> <pattern> <seconds>
wait_for() {
    local deadline=$((SECONDS + $3))
    until grep -q "$2" "$logs/$1" 2>/dev/null; do
        [ "$SECONDS" -lt "$deadline" ] || return 1
        sleep 0.1
    done
}

# verdict <name> <log> <pattern> <seconds>
verdict() {
    if wait_for "$2" "$3" "$4"; then
        say "ok      $1: $(grep "$3" "$logs/$2" | tail -n 1)"
    else
        say "FAILED  $1"
        sed "s/^/        /" "$logs"/*.log
        failures=$((failures + 1))
    fi
    stop_children
    rm -f "$logs"/*.log
}

# Everything that the first machine sends and receives while the two find each other and talk.
privacy() {
    command -v python3 >/dev/null || { say "not run: what is on the wire (no python3)"; return 0; }
    connect_machine "$a" 1
    connect_machine "$b" 2
    default_routes add
    local words
    words=$("$probe" id 1 && "$probe" id 2)
    # shellcheck disable=SC2086
    ip netns exec "$hub" python3 "$here/capture.py" port-a $words still iroh journal >"$logs/wire.txt" 2>&1 &
    local capture=$!
    until grep -q capturing "$logs/wire.txt" || ! kill -0 "$capture" 2>/dev/null; do sleep 0.1; done
    start "$a" a.log listen 1 2
    start "$b" b.log keep 2 1 1
    wait_for b.log "connection 1" 15 || true
    sleep 5
    kill "$capture" 2>/dev/null || true
    if wait "$capture"; then
        say "ok      nothing else on the wire: $(tail -n 1 "$logs/wire.txt")"
    else
        say "FAILED  nothing else on the wire"
        sed "s/^/        /" "$logs/wire.txt"
        failures=$((failures + 1))
    fi
    stop_children
    default_routes delete
    rm -f "$logs"/*.log
}

discovery() {
    connect_machine "$a" 1
    connect_machine "$b" 2
    default_routes add
    start "$a" a.log listen 1 2
    start "$b" b.log dial 2 1
    verdict "with a default route" b.log reached 15

    default_routes delete
    start "$a" a.log listen 1 2
    start "$b" b.log dial 2 1
    verdict "without a default route" b.log reached 15
}

loopback_only() {
    disconnect_machine "$a"
    start "$a" a.log listen 1 2
    start "$a" b.log dial 2 1
    verdict "two processes on a machine without a network" b.log reached 15
}

late_interface() {
    disconnect_machine "$a"
    connect_machine "$b" 2
    start "$a" a.log keep 1 2 1
    start "$b" b.log listen 2 1
    wait_for a.log "open at" 5
    wait_for b.log "open at" 5
    connect_machine "$a" 1
    verdict "an interface that comes after the start" a.log "connection 1" 20
}

# moving <name> <word for the listener>: its address changes twice while the other stays.
moving() {
    connect_machine "$a" 1
    connect_machine "$b" 2
    # shellcheck disable=SC2086
    start "$a" a.log listen 1 2 $2
    start "$b" b.log keep 2 1 3
    if wait_for b.log "connection 1" 15; then
        connect_machine "$a" 11
        if wait_for b.log "connection 2" 25; then
            sleep 2
            connect_machine "$a" 12
        fi
    fi
    verdict "$1" b.log "connection 3" 25
}

say "building the probe"
(cd "$root" && cargo build -q -p link --example probe)
trap clean_up EXIT
need_tools
build_network
privacy
discovery
loopback_only
late_interface
moving "the listening side moves, and waits to be found" ""
moving "the listening side moves, and dials back" back
if [ "$failures" -gt 0 ]; then
    say "$failures failed"
    exit 1
fi
say "all passed"
