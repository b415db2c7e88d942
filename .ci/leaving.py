#!/usr/bin/env python3
"""Makes a journal that is hard to take out, and compares what other programs have of it.

usage: leaving.py write                         prints entries as our own lines
       leaving.py jrnl OUT.jsonl JRNL.json      what jrnl has, as `jrnl --format json` prints it
       leaving.py joplin PAGES RAW              what Joplin has, as it exports it raw, of a folder of Markdown
"""
import json
import pathlib
import re
import sys

LINES = [
    "Grüße, 日本語, 👩‍👧",
    "[2020-01-01 10:00] no entry",
    " [2020-01-01 10:00:00 AM] with a blank",
    "[tomorrow at noon] maybe",
    "[never closed",
    "here] it is",
    "[x] done",
    "  indented\ttab",
    "",
    "=1+1",
    "He said \"no\". And more.",
    "# A heading",
    "---",
    "```",
    "key: value",
    "*",
    "ends with a star *",
    "Tags: @ other.",
]
TITLES = ["", "To the lock", "**bold**", "5 *", "* item", "C#", "[2020-01-01 10:00] in front", "no", "2020-02-29"]
TAGS = ["walk", "Berlin", "a.b"]
JOINER = "\u2060"


def entries():
    for at, above in enumerate(LINES):
        for off, below in enumerate(LINES):
            seed = at * len(LINES) + off
            yield {
                "when": f"2019-{1 + at % 12:02}-{1 + seed % 28:02}T{off:02}:{seed % 60:02}:{1 + at:02}+00:00[UTC]",
                "title": TITLES[seed % len(TITLES)],
                "body": f"{above}\n{below}",
                "tags": [tag for bit, tag in enumerate(TAGS) if seed >> bit & 1],
                "star": seed % 3 == 0,
            }


def lines(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file.read().split("\n") if line]


def differ(what, ours, theirs):
    if ours != theirs:
        sys.exit(f"{what} differ:\n  here  {ours!r}\n  there {theirs!r}")


def jrnl(out, there):
    ours = sorted(lines(out), key=lambda entry: entry["when"])
    with open(there, encoding="utf-8") as file:
        theirs = json.load(file)["entries"]
    differ("counts", len(ours), len(theirs))
    for one, other in zip(ours, theirs):
        differ("days", one["when"][:16], f"{other['date']}T{other['time']}")
        words = re.sub(r"^Tags: (?=.*@).*\Z", "", other["body"], flags=re.M)
        words = f"{other['title']}\n{words}".replace(JOINER, "").split()
        differ("texts", f"{one['title']}\n{one['body']}".split() or ["…"], words)
        differ("stars", one["star"], other["starred"])
        tags = {tag[1:].lower() for tag in other["tags"]}
        missing = {tag.lower() for tag in one["tags"] if re.fullmatch(r"[-+*#/\w]+", tag)} - tags
        differ("tags", set(), missing)
    print(f"jrnl has all {len(ours)} entries")


def front(text):
    """The front matter of a page of ours, and what follows it."""
    _, head, body = text.split("---\n", 2)
    facts = (line.split(": ", 1) for line in head.splitlines())
    return {key: json.loads(value) for key, value in facts}, body


def note(path):
    """A note of Joplin: its title, its text and its facts."""
    text = path.read_text(encoding="utf-8")
    text, _, facts = text.rpartition("\n\n")
    title, _, body = text.partition("\n\n")
    return title, body, dict(line.split(": ", 1) for line in facts.splitlines() if ": " in line)


def joplin(pages, raw):
    notes = [note(path) for path in pathlib.Path(raw).glob("*.md")]
    kinds = {facts["id"]: (title, facts) for title, _, facts in notes if "id" in facts}
    tags = {}
    for _, facts in kinds.values():
        if facts["type_"] == "6":
            tags.setdefault(facts["note_id"], set()).add(kinds[facts["tag_id"]][0])
    theirs = {title: (body, facts) for title, body, facts in notes if facts.get("type_") == "1"}
    ours = {path.stem: front(path.read_text(encoding="utf-8")) for path in pathlib.Path(pages).glob("*.md")}
    differ("counts", len(ours), len(theirs))
    for name, (facts, body) in ours.items():
        there, known = theirs[name]
        differ("texts", body.strip(), there.strip())
        differ("days", facts["created"], known["user_created_time"])
        differ("tags", {tag.lower() for tag in facts.get("tags", [])}, tags.get(known["id"], set()))
    print(f"Joplin has all {len(ours)} entries")


match sys.argv[1:]:
    case ["write"]:
        for entry in entries():
            print(json.dumps(entry))
    case ["jrnl", out, there]:
        jrnl(out, there)
    case ["joplin", pages, raw]:
        joplin(pages, raw)
    case _:
        sys.exit(__doc__)
