#!/usr/bin/env bash
# Measures whole commands, as a person or a script starts them, on a journal of 10 000 entries with an unlocked agent.
# Prints medians beside what starting any program costs; asserts nothing, as machines differ. `cargo bench -p engine`
# measures the engine itself, beside raw redb, raw ChaCha20-Poly1305 and a raw QUIC stream.
#
# usage: [PROFILE=dist] cli/benches/commands.sh [RUNS]      needs python3
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
runs=${1:-30}
profile=${PROFILE:-release}

cargo build --profile "$profile" -p still
still=$(cargo build --profile "$profile" -p still --message-format=json 2>/dev/null |
    python3 -c 'import json, sys
for line in sys.stdin:
    found = json.loads(line)
    if found.get("executable") and found["target"]["name"] == "still": print(found["executable"])')

stage=$(mktemp -d "${TMPDIR:-/tmp}/still-commands.XXXXXX")
export HOME=$stage XDG_DATA_HOME=$stage/data XDG_STATE_HOME=$stage/state XDG_CONFIG_HOME=$stage/config
export XDG_RUNTIME_DIR=$stage/run
mkdir -m 700 "$XDG_DATA_HOME" "$XDG_STATE_HOME" "$XDG_CONFIG_HOME" "$XDG_RUNTIME_DIR"
finish() {
    "$still" lock >/dev/null 2>&1 || true
    rm -rf "$stage"
}
trap finish EXIT

# The journal is made by the benchmark of the engine; cargo needs the home folder it knows.
home=$(getent passwd "$(id -u)" | cut -d: -f6)
text=$(HOME=$home cargo bench --quiet -p engine --bench journal -- vault "$XDG_DATA_HOME/still" | tail -1)
"$still" unlock --passphrase-fd 3 3<<<"ten thousand entries on one quiet afternoon" >/dev/null

python3 - "$still" "$XDG_DATA_HOME/still" "$text" "$runs" <<'PYTHON'
import os, statistics, subprocess, sys, time

still, vault, text, runs = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
note = b"A short note about the walk by the river. " * 24
quiet = subprocess.DEVNULL


def on_disk():
    return sum(os.path.getsize(os.path.join(vault, name)) for name in os.listdir(vault))


def median(command, given=b""):
    took = []
    for _ in range(runs):
        begun = time.perf_counter()
        subprocess.run(command, input=given, stdout=quiet, stderr=quiet, check=True)
        took.append((time.perf_counter() - begun) * 1000)
    return statistics.median(took)


def resident(pid):
    with open(f"/proc/{pid}/status") as status:
        fields = dict(line.split(":", 1) for line in status)
    return int(fields["VmHWM"].split()[0]) / 1024


floor = median(["/bin/true"])
print(f"{'/bin/true':<40}{floor:>9.1f} ms")
for name, words, given in [
    ("still --version", ["--version"], b""),
    ("still list", ["list"], b""),
    ("still show @1", ["show", "@1"], b""),
    ("still search, a word of one entry", ["search", "zwischenraum"], b""),
    ("still search, a word of 4 400 entries", ["search", "river"], b""),
    ("still write, from a pipe", ["write"], note),
    ("still today", ["today"], b""),
    ("still urge, written down", ["urge", "5"], b""),
    ("still step 2, with its figures", ["step", "2"], b""),
    ("still insights mood", ["insights", "mood"], b""),
    ("still review", ["review"], b""),
    ("still marks", ["marks"], b""),
    ("still help-now", ["help-now", "int"], b""),
]:
    took = median([still, *words], given)
    print(f"{name:<40}{took:>9.1f} ms   {took / floor:>6.1f} x /bin/true")

size = on_disk()
print(f"{'on disk':<40}{size / 1e6:>9.1f} MB   {size / text:>6.2f} x the text")

running = subprocess.Popen([still, "run"], stdout=quiet, stderr=quiet, stdin=quiet)
time.sleep(3)
if running.poll() is None:
    print(f"{'still run, most memory at rest':<40}{resident(running.pid):>9.1f} MB")
    for _ in range(10):
        subprocess.run([still, "write"], input=note, stdout=quiet, stderr=quiet, check=True)
    time.sleep(1)
    print(f"{'still run, after ten entries':<40}{resident(running.pid):>9.1f} MB")
    running.terminate()
    running.wait()
else:
    print("still run ended by itself: it needs a second device to stay connected to")
PYTHON
