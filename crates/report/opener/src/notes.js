// Notes to whoever made the page: written beside items, sealed so that only that person can open them, and saved as a file.
// They are in this page's memory alone, until they are saved or the page is left.
import { agree, canSeal, plainOf } from "./answer.js";
import { el, seen } from "./dom.js";

const NOTE_MAX = 50_000;
const NAME_MAX = 80;
// The whole file may have 1 MiB.
const PLAIN_MAX = 900_000;

let page = null;
let written = new Map();
let name = "";
let saved = true;

// Whether something would be lost.
export const unsaved = () => !saved && filled().length > 0;

export function forget() {
  written = new Map();
  name = "";
  saved = true;
}

const filled = () => [...written].filter(([, text]) => seen(text).trim());

const quiet = { autocomplete: "off", spellcheck: "false", writingsuggestions: "false", "data-gramm": "false", dir: "auto" };

function field(item, id, label, changed) {
  const printed = el("p", { class: "own print-only", dir: "auto" }, written.get(item) ?? "");
  const write = ({ target }) => {
    written.set(item, target.value);
    printed.textContent = seen(target.value);
    saved = false;
    changed();
  };
  const area = el("textarea", { id, rows: "4", maxlength: NOTE_MAX, ...quiet, input: write, class: "no-print" });
  area.value = written.get(item) ?? "";
  return el("div", { class: "note" }, el("label", { for: id, dir: "auto" }, label), area, printed);
}

// What makes a page one that can be answered: a button for an item, and the part at its end. `ask` hands work to the worker.
export function answering(content, ask) {
  if (content.page !== page) forget();
  page = content.page;
  const said = el("p", { role: "status", class: "soft small" });
  const say = (text) => (said.textContent = text);
  const count = () => {
    const many = filled().length;
    const which = `${many} note${many === 1 ? "" : "s"}`;
    say(many && !saved ? `${which}, not saved yet. ${many === 1 ? "It is" : "They are"} only on this page.` : "");
  };
  let at = 0;
  // The button beside an item, and the field that it opens.
  const button = (item, called) => {
    const id = `n${++at}`;
    const place = el("div");
    const open = () => {
      if (!place.firstChild) place.append(field(item, id, `Your note on “${called}”`, count));
      press.hidden = true;
      return place.querySelector("textarea");
    };
    const press = el("button", { type: "button", class: "b tiny no-print", click: () => open().focus() }, "Note", el("span", { class: "hush" }, ` on ${called}`));
    if (written.get(item)) open();
    return el("div", { class: "noting" }, press, place);
  };
  const save = async () => {
    const notes = filled().map(([item, text]) => ({ item, text: seen(text) }));
    if (!notes.length) return say("There is no note yet.");
    const plain = plainOf({ v: 1, page, reply_secret: content.reply_secret, notes, name: seen(name).trim(), made: Math.floor(Date.now() / 1000) });
    if (plain.length > PLAIN_MAX) return say("This is more than one answer can hold. Make it shorter, or send the longest note in another way.");
    say("Sealing.");
    try {
      const seal = { ...(await agree(content.reply_to)), plain };
      ask({ seal }, ({ sealed }) => {
        if (!sealed) return say("This browser could not seal it. Print the page with your notes, or say them.");
        const url = URL.createObjectURL(new Blob([sealed], { type: "application/octet-stream" }));
        el("a", { href: url, download: "reply.age" }).click();
        setTimeout(() => URL.revokeObjectURL(url), 60_000);
        saved = true;
        say("Saved as reply.age, where this browser puts downloads. Only whoever made this page can open it: send it in any way you like.");
      });
    } catch {
      say("This browser could not seal it. Print the page with your notes, or say them.");
    }
  };
  const end = [
    el("p", { class: "soft" }, "What you write beside an entry or here is sealed for whoever made this page. Nobody else can open it, and nothing is sent from here."),
    field("", "n0", "To all of it", count),
    el("label", { for: "by", class: "no-print" }, "Your name, if it is to stand there"),
    el("input", { id: "by", type: "text", class: "no-print", maxlength: NAME_MAX, ...quiet, input: ({ target }) => (name = target.value) }),
  ];
  end[3].value = name;
  const acts = el("div", { class: "acts no-print" });
  end.push(acts, said);
  canSeal().then((can) => {
    if (can) acts.append(el("button", { type: "button", class: "b first", id: "save", click: save }, "Save answer"));
    else {
      end[0].textContent = "This browser cannot seal an answer. Write your notes all the same: print the page with them, or say them by telephone or in the room.";
      acts.append(el("button", { type: "button", class: "b", click: () => print() }, "Print with your notes"));
    }
  });
  count();
  return { button, end };
}
