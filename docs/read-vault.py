#!/usr/bin/env python3
"""Reads a vault without the program that wrote it: python3 read-vault.py VAULT-FOLDER KIT-FILE

KIT-FILE is the recovery kit: the printed page, or only its AGE-SECRET-KEY-1... line. Needs Python 3.11 and the `age` command.
Prints what `still export --json` prints (but for the steps' numbers), which `still import` takes; nothing decrypted touches a
disk. Neither signatures nor membership are checked: also what was refused or a removed device wrote is shown. See FORMAT.md."""
import hashlib, json, pathlib, re, shutil, struct, subprocess, sys, tempfile, zlib
from base64 import b32encode

MAGIC, HEADER, OVERHEAD = b"\x89SBREC1\n", ">8xBB16s32sQQ32sI32s", 142 + 64
FRAMES = {1: {"id": "", "when": "", "title": "", "body": "", "mood": None, "emotions": [], "triggers": [], "tags": [], "steps": [],
              "star": False}, **{number: {"kind": kind, "id": ""} for number, kind in ((2, "worksheet"), (4, "definition"), (3, "journey"))}}
KINDS = [frame.get("kind") for frame in FRAMES.values()]           # in the order of printing

class Fields:
    """Bytes read front to back, big-endian."""
    def __init__(self, data): self.data, self.at = data, 0
    def take(self, size):
        self.at += size
        if self.at > len(self.data): raise ValueError("too short")
        return self.data[self.at - size:self.at]
    def number(self, size): return int.from_bytes(self.take(size))
    def sized(self): return self.take(self.number(4))
    def log(self): return self.number(1), self.take(32), self.number(8)
    def leb128(self):
        byte = self.number(1)
        return byte if byte < 128 else byte - 128 + 128 * self.leb128()

def carve(file):
    """Every undamaged record in the file, once: {(space, log, number, hash): body}. Freed pages may repeat some."""
    records, at = {}, -1
    while 0 <= (at := file.find(MAGIC, at + 1)) <= len(file) - OVERHEAD:
        suite, kind, space, device, incarnation, number, _, size, digest = struct.unpack_from(HEADER, file, at)
        body = file[at + OVERHEAD:at + OVERHEAD + size]
        if suite == 1 and hashlib.sha256(body).digest() == digest:
            records[space, (kind, device, incarnation), number, digest] = body
    return records

def age(identities, sealed):
    """Opens an age file; the identities go through a pipe. None if they do not open it."""
    with tempfile.NamedTemporaryFile(buffering=0) as file:
        file.write(sealed)
        run = subprocess.run(["age", "-d", "-i", "-", file.name], input=identities, capture_output=True)
    return run.stdout if run.returncode == 0 else None

def control(body):
    """What a control record says: the purpose of the space it founds (1 home, 2 share), or the age file with a space's keys."""
    fields = Fields(body)
    fields.take(8)                                                  # when
    for _ in range(fields.number(4)): fields.log(), fields.take(8)  # what the author knew
    if (operation := fields.number(1)) == 4: fields.take(16 + 4)    # epoch, height
    return (fields.number(1), None) if operation == 1 else (None, fields.sized() if operation == 4 else None)

def change(data):
    """An Automerge change: its hash and those of the changes it depends on."""
    fields = Fields(data)
    fields.take(4 + 4 + 1), fields.leb128()                         # magic, checksum, type, length
    return hashlib.sha256(data[8:]).digest(), {fields.take(32) for _ in range(fields.leb128())}

def documents(payload, log, number):
    """The entries, worksheets and so on in an opened data record: (id, changes, row)."""
    fields = Fields(payload)
    if fields.take(4) != b"SBP1": raise ValueError("not a payload")
    fields.take(32)                                                 # the space's secret id
    if (fields.log(), fields.number(8)) != (log, number): raise ValueError("a payload of another record")
    for _ in range(fields.number(2)): fields.log(), fields.take(8)  # what the author knew
    for _ in range(fields.number(2)):
        doc, kind, count = fields.take(16), fields.number(1), fields.number(2)
        changes, row = [fields.sized() for _ in range(count)], fields.sized()
        if kind == doc[15] in FRAMES and changes:
            yield doc, [change(data) for data in changes], row and FRAMES[kind] | json.loads(row)

def main(vault, kit):
    kit = b"\n".join(re.findall(rb"\bAGE-SECRET-KEY-1\w{58}\b", pathlib.Path(kit).read_bytes()))  # whole keys only
    records = carve((pathlib.Path(vault) / "vault.redb").read_bytes())
    keys, purposes, replaced, rows, lines = {}, {}, {}, {}, []
    for (space, (kind, *_), *_), body in records.items():
        try: purpose, wrap = control(body) if kind == 1 else (None, None)
        except ValueError: continue                                 # refused, and kept for inspection
        if purpose: purposes[space] = min(purpose, purposes.get(space, purpose))
        if wrap and (opened := age(kit, wrap)): keys.setdefault(space, set()).update(opened.split())
    for (space, log, number, _), body in records.items():
        if log[0] != 2 or purposes.get(space) == 2: continue        # a share holds copies
        try:
            packed = age(b"\n".join(keys.get(space, ())), body) or b""
            docs = list(documents(zlib.decompressobj().decompress(packed, 8 << 20), log, number))
        except (ValueError, TypeError, RecursionError, zlib.error):
            docs = print(f"record {number} of {log[1].hex()} does not open with this kit", file=sys.stderr) or []
        for doc, changes, row in docs:
            replaced.setdefault(doc, set()).update(*(deps for _, deps in changes))
            rows[doc] = {hash: None for hash, _ in changes} | rows.get(doc, {}) | {changes[-1][0]: row}  # of the last change
    for doc, versions in rows.items():
        newest = {hash: row for hash, row in versions.items() if hash not in replaced[doc]}
        name = b32encode(doc).decode().rstrip("=").lower()
        if len(newest) > 1: print(f"{name} was edited in {len(newest)} places at once: all shown", file=sys.stderr)
        if not all(newest.values()): print(f"{name} has a version without a row", file=sys.stderr)
        lines += [row | {"id": name} for row in newest.values() if row]
    for line in sorted(lines, key=lambda line: (KINDS.index(line.get("kind")), str(line.get("when", line.get("definition"))), line["id"])):
        if "deleted" not in line: print(json.dumps(line, ensure_ascii=False, separators=(",", ":")))

if __name__ == "__main__":
    if not shutil.which("age"): sys.exit("The command `age` is not installed. This script opens the records with it: https://age-encryption.org")
    main(*sys.argv[1:])
