// The page: asks for the file if it has none, and for the words; shows what they open; goes blank again.
import { by, el } from "./dom.js";
import { read, shown } from "./document.js";
import { answering, forget, unsaved } from "./notes.js";
import { meant, near, split } from "./words.js";

const IDLE_MINUTES = 15;
const FILE_MAX = 64 * 1024 * 1024;
const NTH = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"];

let file = sealed();
let worker;
let milliseconds = null;
let touched = Date.now();

function sealed() {
  const text = by("data").textContent.trim();
  return text ? Uint8Array.from(atob(text), (c) => c.charCodeAt(0)) : null;
}

const fields = () => NTH.map((_, at) => by(`w${at + 1}`));

function start() {
  const source = new Blob([by("worker").textContent], { type: "text/javascript" });
  const address = URL.createObjectURL(source);
  worker = new Worker(address);
  URL.revokeObjectURL(address);
}

// Asks the worker, and hands each of its answers to `heard`.
function ask(what, heard) {
  worker.onmessage = ({ data }) => heard(data);
  worker.onerror = () => heard({ closed: "failed" });
  worker.postMessage(what);
}

function logN() {
  const head = String.fromCharCode(...file.subarray(0, 120));
  const stated = /^age-encryption\.org\/v1\n-> scrypt \S+ (\d+)\n/.exec(head);
  return stated ? Number(stated[1]) : null;
}

function forecast() {
  if (!file || milliseconds === null || !logN()) return "";
  const seconds = Math.max(1, Math.round((milliseconds * 2 ** logN()) / 1000));
  return `Takes about ${seconds} second${seconds === 1 ? "" : "s"} on this computer.`;
}

function say(text) {
  by("said").textContent = text;
}

function wrong(text) {
  const box = by("wrong");
  box.textContent = text;
  box.hidden = !text;
}

// What is typed in one field and is more than one word goes on in the next ones.
function spread(event) {
  const at = fields().indexOf(event.target);
  const words = split(event.target.value);
  if (words.length < 2) return;
  const rest = fields().slice(at);
  words.slice(0, rest.length).forEach((word, to) => (rest[to].value = word));
  rest[Math.min(words.length, rest.length - 1)].focus();
}

// The eight words, or null after saying what is the matter with which.
function typed() {
  const words = [];
  let first = null;
  fields().forEach((field, at) => {
    const word = meant(field.value);
    let why = "";
    if (!field.value.trim()) why = `The ${NTH[at]} word is missing.`;
    else if (!word) {
      const like = near(field.value);
      const hint = like.length ? ` Did you mean ${like.map((one) => `“${one}”`).join(" or ")}?` : "";
      why = `The ${NTH[at]} word is not in the list of words.${hint}`;
    }
    by(`e${at + 1}`).textContent = why;
    field.toggleAttribute("aria-invalid", Boolean(why));
    if (why) field.setAttribute("aria-invalid", "true");
    if (why && !first) first = field;
    words.push(word);
  });
  if (first) {
    first.focus();
    return null;
  }
  return words.join(" ");
}

const WHY = {
  words: "These words do not open it. Look at them again, or ask whoever gave them to you.",
  damaged: "This file is damaged. Ask for it once more.",
  failed: "This browser could not open it. Try another one, on a computer.",
  version: "This file was made by a newer program. Ask for the opener that belongs to it.",
};

function busy(on) {
  by("open").disabled = on;
  by("progress").hidden = !on;
  by("progress").value = 0;
}

function submit(event) {
  event.preventDefault();
  wrong("");
  if (!file) {
    wrong("Choose the file first.");
    return;
  }
  if (!logN()) {
    wrong("This is not a sealed page, or it is damaged. Ask for it once more.");
    return;
  }
  const words = typed();
  if (!words) return;
  busy(true);
  say("Opening.");
  ask({ file, words }, ({ percent, plain, closed }) => {
    if (percent !== undefined) {
      by("progress").value = percent;
      return;
    }
    busy(false);
    say(forecast());
    if (closed) {
      wrong(WHY[closed] ?? WHY.failed);
      fields()[0].focus();
      return;
    }
    try {
      show(read(plain));
    } catch (error) {
      wrong(error.message === "version" ? WHY.version : WHY.damaged);
    }
  });
}

function show(content) {
  if (content.ends && Date.now() > content.ends.at * 1000) {
    wrong(`This page was to be read until ${content.ends.words}. That is a courtesy: whoever kept the file and the words can still read it in another way.`);
    return;
  }
  fields().forEach((field) => (field.value = ""));
  touched = Date.now();
  by("closed").hidden = true;
  by("opened").replaceChildren(...shown(content, IDLE_MINUTES, content.reply_to ? answering(content, ask) : null));
  const heading = by("opened").querySelector("h1");
  heading.tabIndex = -1;
  heading.focus();
  scrollTo(0, 0);
}

// Nothing of what was read stays in the page.
function blank(why) {
  const wasOpen = by("closed").hidden;
  by("opened").replaceChildren();
  by("closed").hidden = false;
  fields().forEach((field) => (field.value = ""));
  // A worker that was given the words is not kept.
  worker.terminate();
  start();
  busy(false);
  if (wasOpen) say(why);
}

function hide() {
  forget();
  blank("");
  by("closed").hidden = true;
  document.title = "Document";
  location.replace("about:blank");
}

function idle() {
  if (by("closed").hidden && Date.now() - touched >= IDLE_MINUTES * 60_000) {
    blank(`This page went blank after a while without use. The words open it again${unsaved() ? ", with your notes" : ""}.`);
  }
}

async function chosen(event) {
  const [picked] = event.target.files;
  wrong("");
  file = null;
  if (!picked) return;
  if (picked.size > FILE_MAX) {
    wrong("This file is too large to be a sealed page.");
    return;
  }
  file = new Uint8Array(await picked.arrayBuffer());
  say(forecast());
}

by("words").append(
  ...NTH.map((nth, at) => {
    const id = `w${at + 1}`;
    const error = el("span", { id: `e${at + 1}`, class: "error" });
    const input = el("input", {
      id,
      type: "text",
      "aria-describedby": error.id,
      autocomplete: "off",
      autocapitalize: "none",
      spellcheck: "false",
      writingsuggestions: "false",
      "data-gramm": "false",
      input: spread,
    });
    return el("div", {}, el("label", { for: id }, el("span", { class: "hush" }, "Word "), at + 1), input, error);
  }),
);
by("form").addEventListener("submit", submit);
by("file").addEventListener("change", chosen);
by("hide").addEventListener("click", hide);
by("choose").hidden = Boolean(file);
by("closed").hidden = false;
by("blocked").hidden = true;

let shifts = [];
addEventListener("keydown", ({ key, repeat }) => {
  if (repeat) return;
  const now = Date.now();
  shifts = key === "Shift" ? [...shifts.filter((at) => now - at < 5000), now] : [];
  if (shifts.length === 3) hide();
});
for (const kind of ["keydown", "pointerdown", "pointermove", "wheel", "touchstart", "scroll"]) {
  addEventListener(kind, () => {
    // After a long sleep the first touch comes too late.
    idle();
    touched = Date.now();
  }, { passive: true, capture: true });
}
setInterval(idle, 10_000);
addEventListener("visibilitychange", idle);
// A page that the browser kept for its back button shows nothing.
addEventListener("pagehide", () => {
  forget();
  blank("");
});
addEventListener("beforeunload", (event) => {
  if (unsaved()) event.preventDefault();
});

let folded = [];
addEventListener("beforeprint", () => {
  folded = [...document.querySelectorAll("details:not([open])")];
  folded.forEach((one) => (one.open = true));
});
addEventListener("afterprint", () => folded.forEach((one) => (one.open = false)));

start();
ask({}, ({ round }) => {
  milliseconds = round ?? null;
  say(forecast());
});
