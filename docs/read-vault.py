#!/usr/bin/env python3
"""Reads a vault without the program that wrote it: python3 read-vault.py VAULT-FOLDER KIT-FILE [NEW-FOLDER]

KIT-FILE is the recovery kit: the printed page, or only its AGE-SECRET-KEY-1... line. Needs Python 3.11 and the `age` command.
Prints what `still export --json` prints (but for the steps' numbers), which `still import` takes; nothing decrypted touches a
disk, unless a new folder is named: the files of entries are written there, in the clear. Neither signatures nor membership are
checked: also what was refused or a removed device wrote is shown. See FORMAT.md."""
import hashlib, itertools, json, pathlib, re, shutil, struct, subprocess, sys, tempfile, zlib
from base64 import b32encode

MAGIC, HEADER, OVERHEAD = b"\x89SBREC1\n", ">8xBB16s32sQQ32sI32s", 142 + 64
FRAMES = {1: {"id": "", "when": "", "title": "", "body": "", "mood": None, "emotions": [], "triggers": [], "tags": [], "steps": [],
              "star": False}, **{number: {"kind": kind, "id": ""} for number, kind in ((2, "worksheet"), (4, "definition"), (3, "journey"), (8, "note"))}}
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
    def signed(self):
        value, bits, byte = 0, 0, 128
        while byte > 127:
            byte = self.number(1)
            value, bits = value | (byte & 127) << bits, bits + 7
        return value - (1 << bits) if byte & 64 else value

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
            yield doc, [(*change(data), data) for data in changes], row and FRAMES[kind] | json.loads(row)

def runs(data, read=Fields.leb128):
    """The values of a column of an Automerge change, and nothing for ever after."""
    fields = Fields(data)
    while fields.at < len(data):
        count = fields.signed()
        if count > 0: yield from itertools.repeat(read(fields), count)
        elif count < 0: yield from (read(fields) for _ in range(-count))
        else: yield from itertools.repeat(None, fields.leb128())
    yield from itertools.repeat(None)

def steps(data):
    """The same of a column that says by how much each number is greater than the one before."""
    last = 0
    for step in runs(data, Fields.signed):
        last += step or 0
        yield None if step is None else last

def flags(data):
    """The same of a column of yes and no."""
    fields = Fields(data)
    for on in itertools.cycle((False, True)):
        yield from itertools.repeat(on, fields.leb128() if fields.at < len(data) else 1)

def operations(data):
    """What a change does: the number of its first operation, when it was made, and of each operation its id, the object it is about
    (None for the root), the key or the element before it, whether it inserts, what it does, the value, and the ids it replaces."""
    fields = Fields(data)
    fields.take(4 + 4 + 1), fields.leb128()                         # magic, checksum, type, length
    for _ in range(fields.leb128()): fields.take(32)                # what it depends on
    own, _, first, at = fields.take(fields.leb128()), fields.leb128(), fields.leb128(), fields.signed()
    fields.take(fields.leb128())                                    # message
    actors = [own] + [fields.take(fields.leb128()) for _ in range(fields.leb128())]
    sizes = [(fields.leb128(), fields.leb128()) for _ in range(fields.leb128())]
    columns = {number: fields.take(size) for number, size in sizes}
    column = lambda number: columns.get(number, b"")
    name = lambda number, actor: number if actor is None else (number, actors[actor])   # of what is at the beginning 0
    replaced, values = map(name, steps(column(115)), runs(column(113))), Fields(column(87))
    def value(meta):
        kind, bytes = meta & 15, Fields(values.take(meta >> 4))
        if kind in (3, 4, 8, 9): return kind, bytes.leb128() if kind == 3 else bytes.signed()
        return kind, {1: False, 2: True}.get(kind) if kind != 6 else bytes.data.decode()
    rows = zip(map(name, runs(column(2)), runs(column(1))), map(name, steps(column(19)), runs(column(17))),
               runs(column(21), lambda key: key.take(key.leb128()).decode()), flags(column(52)), runs(column(86)), runs(column(112)))
    actions = itertools.takewhile(lambda action: action is not None, runs(column(66)))
    return first, at, [((first + place, own), of, before if key is None else key, inserts, action, value(meta or 0),
                        list(itertools.islice(replaced, count or 0)))
                       for place, (action, (of, before, key, inserts, meta, count)) in enumerate(zip(actions, rows))]

def reading(changes, head):
    """What a document held after one change: each key with what stands there, as (kind, value), what counts last; texts are of kind None."""
    past, ahead, keys, texts = {}, [head], {}, {}
    while ahead:
        if (hash := ahead.pop()) not in past:
            past[hash] = operations(changes[hash][1])
            ahead += changes[hash][0]
    for hash, (_, at, made) in sorted(past.items(), key=lambda one: (one[1][0], one[0])):
        for id, of, place, inserts, action, value, replaced in made:
            after, words = texts.setdefault(of, ({0: None}, {}))    # in a text: the element behind each, and their letters
            stands = keys.setdefault(place, {}) if of is None else words
            if action == 5:                                         # counters grow in place
                for old in set(replaced) & set(stands): stands[old] = (*stands[old][:3], stands[old][3] + value[1])
                continue
            for old in replaced: stands.pop(old, None)
            if of is None and action in (1, 4): stands[id] = at, hash, *((None, id) if action == 4 else value)
            elif of is not None and inserts:
                while (behind := after[place]) and behind > id: place = behind
                after[place], after[id], words[id] = id, after[place], value[1]
    def text(id):
        (after, words), at, letters = texts.get(id, ({0: None}, {})), 0, []
        while at := after[at]: letters.append(words.get(at, ""))
        return "".join(letters)
    def held(stands):
        joined = "\n\n".join(dict.fromkeys(filter(None, (text(id) for id in sorted(value for *_, kind, value in stands if kind is None)))))
        single = sorted((one for one in stands if one[2] is not None), key=lambda one: one[:2])
        return ([(None, joined)] if len(single) < len(stands) else []) + [one[2:] for one in single]
    return {key: held(list(stands.values())) for key, stands in sorted((key, stands) for key, stands in keys.items() if stands)}

def single(values, *kinds):
    """The one value at a key that counts, if it is of these kinds: 1 and 2 no and yes, 3 and 4 whole numbers, 6 text."""
    return next((value for kind, value in reversed(values) if kind in kinds), None)

def entry(doc):
    """The row of an entry, as its writer would have put it beside the change."""
    row, lists, extra = {}, {"tag": "tags", "emotion": "emotions", "trigger": "triggers", "step": "steps", "kept": "kept_sentences"}, {}
    for key, values in doc.items():
        group, _, rest = key.partition("/")
        if rest and group in lists:
            if single(values, 2): row.setdefault(lists[group], []).append(int(rest) if group == "step" else rest)
        elif rest and group == "file": row.setdefault("files", []).append(json.loads(single(values, 6)) | {"id": rest})
        elif key == "body": row[key] = single(values, None) or ""
        elif key in ("when", "title", "mood", "star", "letter", "deleted", "journey"): row[key] = single(values, 1, 2, 3, 4, 6)
        else: extra[key] = values[-1][1]
    row.get("steps", []).sort()
    row.get("files", []).sort(key=lambda file: (file["order"], file["id"]))
    return row | ({"extra": extra} if extra else {})

def field(fields, key, values):
    """Puts the value at a key among the fields of a worksheet or of an item; whether it is one."""
    kind, name, *more = key.split("/")
    line, chosen = single(values, 1, 2, 3, 4, 6), fields.setdefault(name, {})
    if kind == "f" and line is not None: chosen["check" if isinstance(line, bool) else "number" if isinstance(line, int) else "line"] = line
    elif kind == "t" and single(values, None) is not None: chosen["text"] = single(values, None)
    elif kind == "c": chosen["count"] = chosen.get("count", 0) + sum(value for number, value in values if number == 8)
    elif kind == "s" and more and single(values, 2): chosen.setdefault("chosen", []).append(more[0])
    elif kind == "r" and line: chosen["ranking"] = json.loads(line)
    if not chosen: del fields[name]
    return bool(chosen)

def sheet(doc):
    """The same of a worksheet, a journey or a definition."""
    row = {"definition": single(doc.get("d", []), 6) or "", "version": single(doc.get("v", []), 3, 4) or 0}
    fields, items, asked, kept, extra = {}, {}, {}, [], {}
    names = {"j": "journey", "done": "done_by_hand", "deleted": "deleted"}
    for key, values in doc.items():
        kind, *rest = key.split("/", 3 if key.startswith("i/") else 1)
        if key in names: row |= {names[key]: value} if (value := single(values, 1, 2, 3, 4, 6)) not in (None, "") else {}
        elif kind == "q": asked[rest[0]] = single(values, 3, 4)
        elif kind == "k" and single(values, 2): kept.append(rest[0])
        elif kind == "i" and len(rest) == 3:
            item = items.setdefault((rest[0], rest[1]), {"id": rest[1], "fields": {}})
            if rest[2].startswith("q/"): asked["/".join((*rest[:2], rest[2][2:]))] = single(values, 3, 4)
            elif rest[2] in ("e", "o", "at"): item[{"e": "there", "o": "order"}.get(rest[2], "at")] = single(values, 6) or ""
            elif "/" in rest[2]: field(item["fields"], rest[2], values)
        elif key not in ("d", "v") and not ("/" in key and field(fields, key, values)): extra[key] = values[-1][1]
    there = {place: item for place, item in items.items() if item.pop("there", None) is not None}
    lists = {}
    by_number = str.maketrans("234567", "{|}~\x7f\x80")              # base32: its digits count more than its letters
    for (name, _), item in sorted(there.items(), key=lambda one: (one[0][0], one[1].get("order", ""), one[0][1].translate(by_number))):
        lists.setdefault(name, []).append({name: value for name, value in item.items() if value})
    asked = {place: version for place, version in asked.items() if place.count("/") < 2 or tuple(place.split("/")[:2]) in there}
    more = {"fields": fields, "lists": lists, "asked": asked, "kept_sentences": kept, "extra": extra}
    return row | {name: value for name, value in more.items() if value}

def told(row):
    """A row as it is printed: without what opens its files."""
    shown = ("id", "name", "type", "bytes", "sha256", "caption")
    files = [{key: file[key] for key in shown if key in file} for file in row.get("files", ())]
    return row | ({"files": files} if files else {})

def write_files(vault, folder, name, files):
    """The files of an entry, one by one. Each has a key of its own; its chunks lie in the vault's folder."""
    for number, file in enumerate(files, 1):
        data, left = b"", file["bytes"]
        for chunk in file["chunks"]:
            place = pathlib.Path(vault) / "files" / chunk[:2] / chunk
            sealed = place.read_bytes() if place.is_file() else b""
            if hashlib.sha256(sealed).hexdigest() == chunk: data += (age(file["key"].encode(), sealed) or b"")[:min(left, 1 << 18)]
            left -= 1 << 18                                         # a chunk holds 256 KiB; the last one is padded
        if hashlib.sha256(data).hexdigest() != file["sha256"]:
            print(f"{name}: file {number} is not here, or not all of it", file=sys.stderr)
            continue
        with open(folder / (f"{name}-{number}-" + re.sub(r"[^\w.-]", "_", file["name"])), "xb") as out: out.write(data)

def main(vault, kit, folder=None):
    if folder: (folder := pathlib.Path(folder)).mkdir(mode=0o700)
    kit = b"\n".join(re.findall(rb"\bAGE-SECRET-KEY-1\w{58}\b", pathlib.Path(kit).read_bytes()))  # whole keys only
    records = carve((pathlib.Path(vault) / "vault.redb").read_bytes())
    for part in sorted(pathlib.Path(vault).glob("newer-*.bin")):    # of a backup: what was added to it
        records |= carve(age(kit, part.read_bytes()) or b"")
    keys, purposes, replaced, rows, made, lines = {}, {}, {}, {}, {}, []
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
            replaced.setdefault(doc, set()).update(*(deps for _, deps, _ in changes))
            made.setdefault(doc, {}).update({hash: (deps, data) for hash, deps, data in changes})
            rows[doc] = {hash: None for hash, *_ in changes} | rows.get(doc, {}) | {changes[-1][0]: row}  # of the last change
    for doc, versions in rows.items():
        newest = {hash: row for hash, row in versions.items() if hash not in replaced[doc]}
        name = b32encode(doc).decode().rstrip("=").lower()
        if len(newest) > 1: print(f"{name} was edited in {len(newest)} places at once: all shown", file=sys.stderr)
        for hash in [hash for hash, row in newest.items() if not row]:
            try: newest[hash] = FRAMES[doc[15]] | (entry if doc[15] == 1 else sheet)(reading(made[doc], hash))
            except (KeyError, ValueError, TypeError, IndexError, struct.error): print(f"{name} cannot be read", file=sys.stderr)
        for row in filter(None, newest.values()):
            if folder and "deleted" not in row: write_files(vault, folder, name, row.get("files", ()))
            lines.append(told(row) | {"id": name})
    for line in sorted(lines, key=lambda line: (KINDS.index(line.get("kind")), str(line.get("when", line.get("definition"))), line["id"])):
        page = line.get("kind") == "note" and line["definition"] != "note"  # what opens replies to a sealed page is nobody's to read
        if "deleted" not in line and not page: print(json.dumps(line, ensure_ascii=False, separators=(",", ":")))

if __name__ == "__main__":
    if not shutil.which("age"): sys.exit("The command `age` is not installed. This script opens the records with it: https://age-encryption.org")
    main(*sys.argv[1:])
