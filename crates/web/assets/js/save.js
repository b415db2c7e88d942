// Writing: what is typed is kept as it is typed, and nothing is called saved before it is. Each save is the smallest
// difference, with the version that it was typed on; what others write meanwhile comes in beside it, under the cursor.

import { beforeLeaving } from "/a/live.js";
import { whenHiding } from "/a/keys.js";
import { apply, difference, isNothing, over } from "/a/text.js";

const REST_MS = 1000;
const LONGEST_MS = 4000;
const AGAIN_MS = [1000, 2000, 5000, 10000];
const TEXT_MAX = 1024 * 1024;

const form = document.querySelector("[data-write]");
const text = form.querySelector("textarea[name=text]");
const title = form.querySelector("[name=title]");
const under = form.querySelector(".under");
const state = document.getElementById("state");
const notice = form.querySelector("[data-notice]");
const page = Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16)).join("");

let place = form.dataset.write || null;
let key = null;
let version = 0;
let fieldsVersion = 0;
// What the program is known to have, and what was sent and not answered yet.
let held = "";
let sent = null;
let edits = [];
let number = 0;
let failures = 0;
let isComposing = false;
let isHidden = false;
let isDone = false;
let timer = null;
let oldest = null;
let whenComposed = [];

// ---- what is shown ----------------------------------------------------------------------------------------------

// The line is read aloud as it changes, so it changes between states only.
function say(words) {
  if (state.textContent !== words) state.textContent = words;
}

function tell(words) {
  notice.textContent = words;
  notice.hidden = words === "";
}

function mirror() {
  // A line that ends the text has a height, too.
  if (under) under.textContent = `${text.value}\n`;
}

function current() {
  // Half a sign is none; its place is kept.
  return text.value.toWellFormed();
}

function isAllHeld() {
  return key !== null && sent === null && edits.length === 0 && current() === held;
}

// Puts a change by somebody else under the cursor.
function put(change) {
  const top = text.scrollTop;
  text.setRangeText(change.ins, change.at, change.at + change.del, "preserve");
  text.scrollTop = top;
  mirror();
}

function show(fields) {
  if (document.activeElement !== title) title.value = fields.title ?? "";
  for (const input of form.querySelectorAll("[name=mood]")) input.checked = Number(input.value) === (fields.mood ?? 0);
  for (const [name, words] of [
    ["Emotion", fields.emotions],
    ["Trigger", fields.triggers],
    ["Tag", fields.tags],
  ]) {
    for (const word of words ?? []) chip(name, word);
    for (const input of form.querySelectorAll(`[data-words=${name}] input[type=checkbox]`)) {
      input.checked = (words ?? []).includes(input.value);
    }
  }
  for (const input of form.querySelectorAll("[name=step]")) input.checked = (fields.steps ?? []).includes(Number(input.value));
  for (const name of ["star", "letter"]) form.querySelector(`[name=${name}]`).checked = Boolean(fields[name]);
}

// The chip of a word, which is made if there is none.
function chip(name, word) {
  const chips = form.querySelector(`[data-words=${name}] .chips`);
  for (const input of chips.querySelectorAll("input")) if (input.value === word) return input;
  const made = form.querySelector("template").content.firstElementChild.cloneNode(true);
  const input = made.querySelector("input");
  input.value = word;
  made.append(word);
  chips.append(made);
  return input;
}

// ---- the program ------------------------------------------------------------------------------------------------

class Refused extends Error {
  constructor(status, said) {
    super(said);
    this.status = status;
  }
}

async function post(path, body, keepalive = false) {
  const answer = await fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
    keepalive,
  });
  if (answer.ok) return await answer.json();
  const said = await answer.json().catch(() => ({}));
  throw new Refused(answer.status, said.said ?? "");
}

// Begins, or finds the text again, which others may have written on meanwhile.
async function open() {
  const known = await post("/w/open", { place: key ?? place });
  const typed = difference(held, current());
  if (key === null && isNothing(typed)) text.value = known.text;
  else put(over(difference(held, known.text), typed, false));
  key = known.key;
  version = known.version;
  fieldsVersion = known.fields_version;
  held = known.text;
  show(known.fields);
  came(known);
  mirror();
  if (known.kept) say("A draft on this device");
}

function composed() {
  return isComposing ? new Promise((go) => whenComposed.push(go)) : Promise.resolve();
}

function message() {
  if (sent === null) {
    number += 1;
    const typed = current();
    const change = difference(held, typed);
    sent = { body: { key, page, number, version, ...change, edits, fields_version: fieldsVersion }, text: typed };
    edits = [];
  }
  return sent.body;
}

function answered(known) {
  // What is typed since it was sent.
  const typed = difference(sent.text, current());
  held = sent.text;
  sent = null;
  bring(known, typed);
  if (known.path && location.pathname !== known.path) {
    place = known.path.slice("/w/".length);
    history.replaceState(null, "", known.path);
  }
  if (isAllHeld() && known.kept) say(`Saved ${known.kept} on this device`);
  else say("Not saved yet");
}

// Brings in what others changed, beside what is typed here and not sent.
function bring(known, typed) {
  for (const other of known.others) {
    put(over(other, typed, false));
    typed = over(typed, other, true);
    held = apply(held, other);
  }
  version = known.version;
  fieldsVersion = known.fields_version;
  if (known.fields && edits.length === 0) show(known.fields);
  came(known);
}

function came(known) {
  if (known.came) tell(`Words from ${known.came} came in. Yours and those are both here.`);
}

// ---- saving -----------------------------------------------------------------------------------------------------

let saving = null;

// Saves until everything is held; answers whether it is.
function save() {
  saving ??= saveAll().finally(() => (saving = null));
  return saving;
}

async function saveAll() {
  clearTimeout(timer);
  timer = null;
  for (;;) {
    if (isDone || isAllHeld()) return true;
    if (current().length > TEXT_MAX) {
      say(`Not saved: a text has at most ${TEXT_MAX} characters, and this has ${current().length}`);
      return false;
    }
    say("Saving");
    try {
      if (key === null) await open();
      const known = await post("/w/save", message());
      // What is being composed is not touched.
      if (known.others.length > 0) await composed();
      oldest = null;
      failures = 0;
      answered(known);
      if (!known.kept) return true;
    } catch (why) {
      if (why.status === 409 || why.status === 404) {
        // Its changes are in the difference to what the program has.
        edits = [...(sent?.body.edits ?? []), ...edits];
        sent = null;
        if (why.status === 404) {
          key = null;
          if (place === null) held = "";
        }
        try {
          await open();
          continue;
        } catch (also) {
          why = also;
        }
      }
      failed(why);
      return false;
    }
  }
}

function failed(why) {
  const wait = AGAIN_MS[Math.min(failures, AGAIN_MS.length - 1)];
  failures += 1;
  const said = why.message && why.status ? why.message : "The program does not answer.";
  say(`Not saved: ${said} Your words stay here as long as this page is open.`);
  if (why.status === 401 && !isHidden) return;
  timer = setTimeout(save, wait);
}

function typedSomething() {
  mirror();
  if (isDone) return;
  oldest ??= performance.now();
  if (!isAllHeld()) say("Not saved yet");
  if (isComposing) return;
  clearTimeout(timer);
  const left = LONGEST_MS - (performance.now() - oldest);
  timer = setTimeout(save, Math.max(0, Math.min(REST_MS, left)));
}

let isLooking = false;

// Another page or device may have written.
async function look() {
  if (isLooking || key === null || saving || isComposing || isDone || !isAllHeld()) return;
  isLooking = true;
  const asked = version;
  try {
    const known = await post("/w/look", { key, version, fields_version: fieldsVersion });
    // What was asked before somebody typed is asked again by what they typed.
    if (version === asked && !saving && !isComposing && sent === null) {
      bring(known, difference(held, current()));
    }
  } catch (why) {
    // Anything else is told by the next save.
    if (why.status === 410) tell(why.message);
  }
  isLooking = false;
}

function change(edit) {
  edits.push(edit);
  typedSomething();
}

async function done() {
  if (isDone) return;
  if (!(await save()) && failures > 0) return;
  try {
    if (key === null) await open();
    const went = await post("/w/done", message());
    isDone = true;
    location.assign(went.go);
  } catch (why) {
    failed(why);
    tell(why.message);
  }
}

// Nothing that was typed here is kept; what was an entry before stays one.
async function drop() {
  if (isDone) return;
  isDone = true;
  clearTimeout(timer);
  try {
    await saving;
    if (key !== null) await post("/w/drop", { key });
    // A draft has a shorter name than an entry.
    location.assign(form.dataset.write.length > 8 ? `/n/${form.dataset.write}` : "/");
  } catch (why) {
    isDone = false;
    tell(why.message);
  }
}

// ---- hands ------------------------------------------------------------------------------------------------------

text.addEventListener("input", typedSomething);
text.addEventListener("blur", () => save());
text.addEventListener("compositionstart", () => (isComposing = true));
text.addEventListener("compositionend", () => {
  isComposing = false;
  for (const go of whenComposed.splice(0)) go();
  typedSomething();
});
title.addEventListener("input", () => {
  edits = edits.filter((edit) => !("Title" in edit));
  change({ Title: title.value.replaceAll("\n", " ") });
});
form.addEventListener("change", (event) => {
  const input = event.target;
  const words = input.closest("[data-words]");
  if (input.name === "mood") change({ Mood: Number(input.value) });
  else if (input.name === "step") change({ Step: [Number(input.value), input.checked] });
  else if (input.name === "star") change({ Star: input.checked });
  else if (input.name === "letter") change({ Letter: input.checked });
  else if (words && input.type === "checkbox") change({ [words.dataset.words]: [input.value, input.checked] });
});
form.addEventListener("click", (event) => {
  const button = event.target.closest("[data-add]");
  if (button) add(button.closest("[data-words]"));
  else if (event.target.closest("[data-done]")) done();
  else if (event.target.closest("[data-drop]")) drop();
  else if (event.target.closest("[data-clear-mood]")) {
    for (const input of form.querySelectorAll("[name=mood]")) input.checked = false;
    change({ Mood: null });
  }
});

function add(words) {
  const field = words.querySelector(".add input");
  const word = field.value.trim();
  if (word === "") return;
  chip(words.dataset.words, word).checked = true;
  field.value = "";
  change({ [words.dataset.words]: [word, true] });
}

form.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.closest(".add")) {
    event.preventDefault();
    add(event.target.closest("[data-words]"));
  }
});
addEventListener("keydown", (event) => {
  if (!event.ctrlKey || event.altKey) return;
  if (event.key === "s") {
    event.preventDefault();
    save();
  } else if (event.key === "Enter") {
    event.preventDefault();
    done();
  }
});
form.addEventListener("submit", (event) => event.preventDefault());

// What is sent as a page goes away must be small; a difference is.
function part() {
  if (isDone || isAllHeld() || key === null) return null;
  const body = message();
  const change = difference(sent.text, current());
  if (isNothing(change) && edits.length === 0) return body;
  number += 1;
  return { ...body, then: { number, ...change, edits } };
}

document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") save();
});
addEventListener("pagehide", () => {
  const words = part();
  if (words) post("/w/save", words, true).catch(() => {});
});

beforeLeaving(() => (isHidden ? true : save()));
whenHiding(() => {
  isHidden = true;
  return part();
});
document.addEventListener("journal:changed", look);

open().then(
  () => {
    text.disabled = false;
    text.focus();
  },
  (why) => {
    tell(why.message || "This text cannot be opened just now.");
  },
);
