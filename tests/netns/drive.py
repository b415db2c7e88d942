#!/usr/bin/env python3
"""Two devices on two machines, through the command as a person has it: pairing, meeting, staying
connected, being cut off, moving.

Usage: drive.py <still> <scratch folder> <machine a> <machine b> <switch>

The machines are network namespaces whose `lan0` leads to the ports `port-a` and `port-b` of the bridge
in the third one. One line is printed for each scenario; the first that fails ends the program.
"""

import base64
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

PASSPHRASE = "walnut harbour tiptoe glacier\n"
CAPTURE = Path(__file__).with_name("capture.py")
GATEWAY = "10.77.0.254"
#: No command may take longer, in seconds.
COMMAND_TIME_MAX = 60
#: A device that moved must be found again within so many seconds.
FOUND_TIME_MAX = 30
#: A batch to be cut: some MB when sealed, sent in frames of at most 1 MiB, of which a whole one counts.
ENTRIES, ENTRY_BYTES = 600, 8000
FRAME_BYTES = 1 << 20
SLOW = "8mbit"


class Failed(Exception):
    """A scenario did not go as it must."""


def check(holds, what):
    if not holds:
        raise Failed(what)


def eventually(holds, seconds, what):
    """Asks until it holds; the time that took."""
    begun = time.monotonic()
    while not holds():
        check(time.monotonic() - begun < seconds, f"not within {seconds} s: {what}")
        time.sleep(0.1)
    return time.monotonic() - begun


def ip(namespace, *arguments):
    return subprocess.run(
        ["ip", "-n", namespace, *arguments], check=True, capture_output=True, text=True
    ).stdout


class Machine:
    """A network namespace on the switch."""

    def __init__(self, namespace, hub):
        self.namespace, self.hub = namespace, hub
        self.port = "port-" + namespace.rsplit("-", 1)[1]

    def connect(self, number):
        ip(self.namespace, "address", "flush", "dev", "lan0")
        ip(self.namespace, "address", "add", f"10.77.0.{number}/24", "dev", "lan0")
        ip(self.namespace, "link", "set", "lan0", "up")

    def disconnect(self):
        ip(self.namespace, "link", "set", "lan0", "down")
        ip(self.namespace, "address", "flush", "dev", "lan0")

    def default_route(self):
        ip(self.namespace, "route", "replace", "default", "via", GATEWAY)

    def has_default_route(self):
        return bool(ip(self.namespace, "route", "show", "default").strip())

    def plug(self, into):
        """Pulls the cable, which the machine notices, or plugs it in."""
        ip(self.hub, "link", "set", self.port, "up" if into else "down")

    def through(self, passes):
        """Has the switch drop everything, which the machine does not notice, or pass it on."""
        where = ["master", "br0"] if passes else ["nomaster"]
        ip(self.hub, "link", "set", self.port, *where)

    def slow_down(self, rate):
        tc = ["tc", "-n", self.namespace, "qdisc"]
        if rate:
            limits = ["rate", rate, "burst", "16kb", "limit", "64kb"]
            subprocess.run([*tc, "replace", "dev", "lan0", "root", "tbf", *limits], check=True)
        else:
            subprocess.run([*tc, "delete", "dev", "lan0", "root"], check=True)

    def bytes_sent(self):
        shown = json.loads(ip(self.namespace, "-s", "-j", "link", "show", "lan0"))
        return shown[0]["stats64"]["tx"]["bytes"]


class Running:
    """A command under way; its output is taken line by line."""

    def __init__(self, device, arguments):
        self.device, self.arguments = device, arguments
        self.remarks = open(device.home / "remarks", "w+", encoding="utf-8")
        self.child = subprocess.Popen(
            ["ip", "netns", "exec", device.machine.namespace, device.still, *arguments],
            env=device.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.remarks,
            text=True,
        )
        device.running.append(self)
        self.lines, self.taken = [], 0
        self.more = threading.Condition()
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self):
        for line in self.child.stdout:
            with self.more:
                self.lines.append(line)
                self.more.notify_all()

    def say(self, text):
        try:
            self.child.stdin.write(text)
            self.child.stdin.flush()
        except BrokenPipeError:
            pass  # It does not listen, which is its right.

    def line(self, seconds=COMMAND_TIME_MAX):
        """The next line of its output."""
        with self.more:
            came = self.more.wait_for(
                lambda: len(self.lines) > self.taken or self.child.poll() is not None, seconds
            )
            if not came or len(self.lines) <= self.taken:
                raise Failed(f"{self} printed no further line\n{self.told()}")
            self.taken += 1
            return self.lines[self.taken - 1]

    def until(self, seconds, what, holds):
        """Reads events until one is as wanted; gives it."""
        begun = time.monotonic()
        while True:
            left = begun + seconds - time.monotonic()
            check(left > 0, f"{self}: not within {seconds} s: {what}\n{self.told()}")
            event = json.loads(self.line(left))
            if holds(event):
                return event

    def end(self):
        """Waits for the end; gives the exit code and all of the output."""
        try:
            self.child.stdin.close()
        except BrokenPipeError:
            pass
        try:
            self.child.wait(COMMAND_TIME_MAX)
        except subprocess.TimeoutExpired:
            raise Failed(f"{self} did not end\n{self.told()}") from None
        self.reader.join()
        return self.child.returncode, "".join(self.lines)

    def stop(self):
        """Ctrl-C."""
        self.child.send_signal(signal.SIGINT)
        code, out = self.end()
        check(code == 0, f"{self} was stopped and ended with {code}\n{out}{self.told()}")

    def told(self):
        self.remarks.flush()
        self.remarks.seek(0)
        return "".join(self.lines) + self.remarks.read()

    def __str__(self):
        return f"{self.device.name}: still {' '.join(self.arguments)}"


class Device:
    """A home on a machine, with one journal in it."""

    def __init__(self, name, still, scratch, machine):
        self.name, self.still, self.machine = name, still, machine
        self.home = Path(scratch) / name
        (self.home / "run").mkdir(parents=True)
        (self.home / "run").chmod(0o700)
        self.running = []
        self.environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.home),
            "XDG_DATA_HOME": str(self.home / "data"),
            "XDG_STATE_HOME": str(self.home / "state"),
            "XDG_CONFIG_HOME": str(self.home / "config"),
            "XDG_CACHE_HOME": str(self.home / "cache"),
            "XDG_RUNTIME_DIR": str(self.home / "run"),
        }

    def start(self, *arguments):
        return Running(self, arguments)

    def run(self, *arguments, say=""):
        running = self.start(*arguments)
        running.say(say)
        code, out = running.end()
        check(code == 0, f"{running} ended with {code}\n{running.told()}")
        return out

    def confirmed(self, *arguments):
        return self.run("--passphrase-fd", "0", *arguments, say=PASSPHRASE)

    def json(self, *arguments):
        return json.loads(self.run("--json", *arguments))

    def write(self, text):
        self.run("write", say=text)

    def has(self, *texts):
        entries = self.json("list", "--limit", "0")["entries"]
        bodies = {entry["body"].strip() for entry in entries}
        return bodies.issuperset(texts)

    def total(self):
        return self.json("list", "--limit", "1")["total"]

    def records(self):
        """How many records it holds, every one of them checked."""
        found = self.json("doctor", "--verify")
        check(not found["problems"], f"{self.name}: {found['problems']}")
        return found["records"]

    def kill_all(self):
        for running in self.running:
            if running.child.poll() is None:
                running.child.kill()
                running.child.wait()


def in_step(event):
    return event["event"] == "in_step"


def connected(event):
    return in_step(event) and event["connected"]


def receives(event):
    """In step with it, or cut off right after it."""
    return event.get("received", 0) > 0


def left(event):
    return event["event"] == "left"


def both_run(a, b):
    """Starts `still run` on both; gives them as soon as they are connected and hold the same."""
    running = [device.start("--json", "run") for device in (a, b)]
    begun = time.monotonic()
    for one in running:
        one.until(FOUND_TIME_MAX, "connected and in step", connected)
    return *running, time.monotonic() - begun


def both_meet(a, b):
    """`still sync` on both at once: exit codes and what each says about the other."""
    running = [device.start("--json", "sync") for device in (a, b)]
    ended = [one.end() for one in running]
    told = [json.loads(out)["devices"][0] if out else {} for _, out in ended]
    return [code for code, _ in ended], told


def meet(a, b):
    codes, (of_a, of_b) = both_meet(a, b)
    check(codes == [0, 0], f"still sync on both: {codes} {of_a} {of_b}")
    of_a, of_b = of_a["exchanged"], of_b["exchanged"]
    check(of_a["in_step"] and of_b["in_step"], f"not in step: {of_a} {of_b}")
    check(of_a["sent"] == of_b["received"], f"sent and received differ: {of_a} {of_b}")
    check(of_b["sent"] == of_a["received"], f"sent and received differ: {of_a} {of_b}")
    return of_a, of_b


def pair(a, b):
    a.confirmed("init", "--name", a.name)
    a.confirmed("unlock")
    a.write("before pairing")
    inviting = a.start("--passphrase-fd", "0", "device", "add")
    inviting.say(PASSPHRASE)
    ticket = inviting.line()
    begun = time.monotonic()
    joining = b.start("--passphrase-fd", "0", "device", "join", "--name", b.name)
    joining.say(ticket + PASSPHRASE)
    words = joining.line()
    check(len(words.split()) == 4, f"four words, not {words!r}")
    inviting.say(words)
    for one in (inviting, joining):
        code, _ = one.end()
        check(code == 0, f"{one} ended with {code}\n{one.told()}")
    took = time.monotonic() - begun
    b.confirmed("unlock")
    check(b.has("before pairing"), "what was written before pairing is there afterwards")
    return took


def link_id(device):
    """The id of a device on the network, as a ticket names it behind version and role."""
    inviting = device.start("--passphrase-fd", "0", "device", "add")
    inviting.say(PASSPHRASE)
    ticket = inviting.line().strip()
    inviting.child.kill()
    inviting.child.wait()
    return base64.b32decode(ticket + "=" * (-len(ticket) % 8))[2:34]


def written_on_both(a, b, mark):
    """Writes on both while both run; the seconds until each is listed on the other."""
    times = []
    for here, there in ((a, b), (b, a)):
        text = f"{mark}, from the {here.name}"
        here.write(text)
        times.append(eventually(lambda: there.has(text), 15, f"{text!r} on the {there.name}"))
    return "{:.1f} and {:.1f} s".format(*times)


def without_a_default_route(a, b):
    for number, device in enumerate((a, b), 1):
        device.machine.connect(number)
        check(not device.machine.has_default_route(), "a default route is there")
    joined = pair(a, b)
    check(a.json("network")["network"] == "lan", "the profile is lan unless it is set")
    a.write("apart, laptop")
    b.write("apart, phone")
    on_a, on_b, found = both_run(a, b)
    eventually(lambda: b.has("apart, laptop"), 15, "what the laptop wrote apart")
    eventually(lambda: a.has("apart, phone"), 15, "what the phone wrote apart")
    listed = written_on_both(a, b, "while both run")
    on_a.stop()
    on_b.stop()
    return f"joined in {joined:.1f} s, connected in {found:.1f} s, listed after {listed}"


def with_a_default_route(a, b):
    """Under addresses that neither knows of the other, while the switch's port is watched."""
    for number, device in enumerate((a, b), 3):
        device.machine.connect(number)
        device.machine.default_route()
    secret = ["laptop", "phone", "secretly", "still", "iroh", "journal"]
    for device in (a, b):
        key = link_id(device)
        secret += [key.hex(), base64.b32encode(key).decode().rstrip("=")]
    watching = ["ip", "netns", "exec", a.machine.hub, sys.executable, str(CAPTURE)]
    capture = subprocess.Popen(
        [*watching, a.machine.port, *secret], stdout=subprocess.PIPE, text=True
    )
    try:
        check(capture.stdout.readline() == "capturing\n", "the port is not watched")
        on_a, on_b, found = both_run(a, b)
        listed = written_on_both(a, b, "secretly")
        on_a.stop()
        on_b.stop()
        capture.terminate()
        seen, _ = capture.communicate(timeout=10)
    finally:
        capture.kill()
    check(capture.returncode == 0, f"on the wire:\n{seen}")
    wire = seen.strip().splitlines()[-1]
    return f"found at a new address in {found:.1f} s, listed after {listed}; {wire}"


def both_at_once(a, b):
    a.write("at once, laptop")
    b.write("at once, phone")
    begun = time.monotonic()
    of_a, of_b = meet(a, b)
    took = time.monotonic() - begun
    check((of_a["sent"], of_b["sent"]) == (1, 1), f"one record each way: {of_a} {of_b}")
    check(a.has("at once, phone") and b.has("at once, laptop"), "both hold both")
    again, _ = meet(a, b)
    check(again["sent"] + again["received"] == 0, f"nothing is new then: {again}")
    check(again["bytes_out"] <= 1000, f"so that hardly anything is said: {again}")
    return f"{took:.1f} s; again, with nothing new: {again['bytes_out']} bytes"


def take_in(device, seed):
    """Many entries, of text that is hardly compressed."""
    chance = random.Random(seed)
    lines = []
    for number in range(ENTRIES):
        body = base64.b64encode(chance.randbytes(ENTRY_BYTES * 3 // 4)).decode()
        when = f"2024-03-01T{number // 60:02}:{number % 60:02}:00+00:00[UTC]"
        lines.append(json.dumps({"when": when, "title": f"batch {seed}", "body": body}) + "\n")
    file = device.home / "batch.jsonl"
    file.write_text("".join(lines), encoding="utf-8")
    taken = device.json("import", str(file))
    check(taken["entries"] == ENTRIES, f"taken in: {taken}")


def under_way(machine, since):
    """Waits until a good part of a batch has left a machine."""
    part = FRAME_BYTES * 3 // 2
    eventually(lambda: machine.bytes_sent() - since > part, 30, "a part of the batch is sent")


def cut_while_meeting(a, b):
    before = b.records()
    take_in(a, 1)
    whole = a.records()
    a.machine.slow_down(SLOW)
    sent = a.machine.bytes_sent()
    meeting = [device.start("--json", "sync") for device in (a, b)]
    under_way(a.machine, sent)
    a.machine.plug(False)
    before_cut = a.machine.bytes_sent() - sent
    begun = time.monotonic()
    for one in meeting:
        code, out = one.end()
        check(code == 12, f"{one} was cut and ended with {code}\n{one.told()}")
        check(json.loads(out)["devices"][0]["cut"], f"it says that it was cut: {out}")
    noticed = time.monotonic() - begun
    kept = b.records()
    check(before < kept < whole, f"a part arrived: {before} < {kept} < {whole}")
    a.machine.plug(True)
    a.machine.slow_down(None)
    of_a, of_b = meet(a, b)
    check(of_b["received"] == whole - kept, f"only the rest is sent: {whole} - {kept}, {of_b}")
    check(b.records() == whole == a.records(), "all of it is there")
    check(b.total() == a.total(), "and listed")
    # What was on the wire against what one exchange would have taken, packets' headers included.
    twice = before_cut + of_a["bytes_out"] - of_a["bytes_out"] / of_a["sent"] * (whole - before)
    check(twice < FRAME_BYTES * 5 // 4, f"{twice:.0f} bytes were sent twice")
    return (
        f"given up after {noticed:.1f} s; {kept - before} records kept, the other {of_a['sent']} sent "
        f"afterwards, {twice / 1000:.0f} KB sent twice"
    )


def cut_while_running(a, b):
    on_a, on_b, _ = both_run(a, b)
    before = b.records()
    told_before = len(on_b.lines)
    a.machine.slow_down(SLOW)
    sent = a.machine.bytes_sent()
    take_in(a, 2)
    under_way(a.machine, sent)
    a.machine.through(False)
    begun = time.monotonic()
    on_a.until(30, "the connection is given up", left)
    cut_on_b = on_b.until(30, "the connection is given up", left)
    noticed = time.monotonic() - begun
    check(cut_on_b["received"] > 0, f"a part arrived: {cut_on_b}")
    a.machine.slow_down(None)
    a.machine.through(True)
    begun = time.monotonic()
    rest_on_a = on_a.until(FOUND_TIME_MAX, "connected again", connected)
    rest_on_b = on_b.until(FOUND_TIME_MAX, "connected again", connected)
    found = time.monotonic() - begun
    whole = a.records()
    fresh = whole - before
    # A busy machine may need more than one try after the cut: each tells what came in it.
    tries = [json.loads(line) for line in on_b.lines[told_before:] if line.startswith("{")]
    received = sum(event.get("received", 0) for event in tries)
    check(rest_on_b["received"] > 0, f"something was left to send: {rest_on_b}")
    check(received == fresh, f"each record arrives once: {fresh}, {tries}")
    check(rest_on_a["sent"] == rest_on_b["received"], f"only the rest: {rest_on_a} {rest_on_b}")
    eventually(lambda: b.total() == a.total(), 30, "all of it is listed")
    on_a.stop()
    on_b.stop()
    check(b.records() == whole == a.records(), "all of it is there")
    return (
        f"given up after {noticed:.1f} s, connected and in step {found:.1f} s after the cable was back: "
        f"{cut_on_b['received']} records before, {rest_on_b['received']} after it"
    )


def moving(a, b):
    """Each of the two moves in turn, so that the side that was dialled does, whichever it is."""
    on = dict(zip((a, b), both_run(a, b)[:2]))
    times = []
    moves = [(b, 21, a, b), (b, 22, b, a), (a, 23, b, a), (a, 24, a, b)]
    for mover, number, writer, reader in moves:
        on[reader].taken = len(on[reader].lines)
        mover.machine.connect(number)
        begun = time.monotonic()
        text = f"after the {mover.name} moved to {number}"
        writer.write(text)
        on[reader].until(FOUND_TIME_MAX, text, receives)
        times.append(time.monotonic() - begun)
        check(reader.has(text), f"{text!r} is listed on the {reader.name}")
    for one in on.values():
        one.stop()
    return "reached after {:.1f}, {:.1f} (phone moved), {:.1f} and {:.1f} s (laptop moved)".format(*times)


def one_machine(a, b):
    """Both on the machine of the first, which has nothing but its loopback interface."""
    a.machine.disconnect()
    elsewhere, b.machine = b.machine, a.machine
    begun = time.monotonic()
    meet(a, b)
    took = time.monotonic() - begun
    b.machine = elsewhere
    return f"{took:.1f} s"


def late_interface(a, b):
    a.machine.disconnect()
    on_a, on_b = (device.start("--json", "run") for device in (a, b))
    for one in (on_a, on_b):
        one.until(15, "started", lambda event: event["event"] == "started")
    begun = time.monotonic()
    a.machine.connect(1)
    on_a.until(FOUND_TIME_MAX, "connected", connected)
    took = time.monotonic() - begun
    on_a.stop()
    on_b.stop()
    return f"connected {took:.1f} s after it came"


SCENARIOS = [
    ("without a default route", without_a_default_route),
    ("with a default route", with_a_default_route),
    ("still sync on both at once", both_at_once),
    ("a cut in the middle of still sync", cut_while_meeting),
    ("a cut in the middle of still run", cut_while_running),
    ("a device that changes its address", moving),
    ("two devices on a machine without a network", one_machine),
    ("an interface that comes after the start", late_interface),
]


def main():
    still, scratch, namespace_a, namespace_b, hub = sys.argv[1:]
    a = Device("laptop", still, scratch, Machine(namespace_a, hub))
    b = Device("phone", still, scratch, Machine(namespace_b, hub))
    try:
        for name, scenario in SCENARIOS:
            begun = time.monotonic()
            try:
                said = scenario(a, b)
            except (Failed, subprocess.CalledProcessError) as why:
                print(f"FAILED  {name}: {why}", flush=True)
                for running in a.running + b.running:
                    if running.child.poll() is None:
                        print(f"        {running}\n{running.told()}")
                return 1
            print(f"ok      {name}: {said} ({time.monotonic() - begun:.0f} s)", flush=True)
        return 0
    finally:
        for device in (a, b):
            device.kill_all()
            # The agent ends with it.
            subprocess.run(
                [still, "lock"], env=device.environment, capture_output=True, check=False
            )


sys.exit(main())
