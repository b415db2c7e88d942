// What was sealed, as a page: what is in it, figures, entries, worksheets.
import { by, el, seen } from "./dom.js";
import { section } from "./figures.js";

const VERSION = 1;

// The content of a plaintext: JSON, then zero bytes.
export function read(plain) {
  let end = plain.length;
  while (end > 0 && plain[end - 1] === 0) end--;
  const content = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(plain.subarray(0, end)));
  if (content.v !== VERSION) throw new Error("version");
  return content;
}

// Own words, paragraph by paragraph.
const own = (text) =>
  seen(text)
    .split(/\n{2,}/)
    .filter((part) => part.trim())
    .map((part) => el("p", { class: "own", dir: "auto" }, part));

const nameOf = (item) => seen(item.title).trim() || item.when || "Without a title";

function article(item, noting) {
  const facts = [item.title ? item.when : null, ...item.facts].filter(Boolean).join(" · ");
  const answer = ({ question, date, text }) => [
    el("dt", { dir: "auto" }, date ? `${question} · ${date}` : question),
    el("dd", {}, own(text)),
  ];
  return el(
    "article",
    {},
    el("h3", { dir: "auto" }, nameOf(item)),
    facts ? el("p", { class: "soft small", dir: "auto" }, facts) : null,
    item.note ? el("p", {}, item.note) : null,
    own(item.text),
    item.answers.length ? el("dl", { class: "answers" }, item.answers.map(answer)) : null,
    noting && item.id ? noting.button(item.id, nameOf(item)) : null,
  );
}

function part(id, title, ...children) {
  return el("section", { "aria-labelledby": id }, el("h2", { id, tabindex: "-1" }, title), ...children);
}

// Shows only what has all of the words.
function finder(articles) {
  const texts = articles.map((one) => one.textContent.toLowerCase());
  const found = el("p", { role: "status", class: "soft small" });
  const look = ({ target }) => {
    const words = target.value.toLowerCase().split(/\s+/).filter(Boolean);
    const has = texts.map((text) => words.every((word) => text.includes(word)));
    articles.forEach((one, at) => one.toggleAttribute("hidden", !has[at]));
    const many = has.filter(Boolean).length;
    found.textContent = words.length ? `${many} of ${articles.length} ${many === 1 ? "has" : "have"} it.` : "";
  };
  return el(
    "div",
    { class: "find no-print", role: "search" },
    el("label", { for: "find" }, "Find in entries and worksheets"),
    el("input", {
      id: "find",
      type: "search",
      autocomplete: "off",
      spellcheck: "false",
      writingsuggestions: "false",
      "data-gramm": "false",
      input: look,
    }),
    found,
  );
}

// Everything that is read, below its heading.
export function shown(content, idleMinutes, noting) {
  const of = (kind) => content.items.filter((item) => item.kind === kind);
  const parts = [];
  const add = (title, ...children) => parts.push([`s${parts.length + 1}`, title, children]);
  if (content.summary.length) {
    add("In short", el("dl", { class: "facts" }, content.summary.map(([name, words]) => [el("dt", {}, name), el("dd", { dir: "auto" }, words)])));
  }
  for (const insight of content.figures) add(insight.title, section(insight));
  const articles = [];
  for (const [kind, title] of [["entry", "Entries"], ["worksheet", "Worksheets"]]) {
    const items = of(kind).map((item) => article(item, noting));
    if (items.length) add(`${title} (${items.length})`, items);
    articles.push(...items);
  }
  if (noting) add("Your answer", noting.end);
  const ends = content.ends ? ` To be read until ${content.ends.words}.` : "";
  const by_ = content.by ? ` by ${content.by}` : "";
  const link = ([id, title]) => {
    const go = (event) => {
      // No address changes, so nothing stands in the history.
      event.preventDefault();
      by(id).focus();
      by(id).scrollIntoView();
    };
    return el("li", {}, el("a", { href: `#${id}`, click: go }, title));
  };
  return [
    el("div", { class: "head" }, el("h1", { dir: "auto" }, `For ${content.for}`), el("p", { class: "soft", dir: "auto" }, `Made${by_} on ${content.made.words}.${ends} The current text, nothing deleted, no way into the journal.`)),
    el(
      "div",
      { class: "two" },
      el(
        "aside",
        { class: "no-print" },
        el("nav", { "aria-label": "Contents" }, el("h2", {}, "Contents"), el("ul", {}, parts.map(link))),
        articles.length ? finder(articles) : null,
        el("p", {}, el("button", { type: "button", class: "b", click: () => print() }, "Print")),
        el("p", { class: "soft small" }, `Printed pages are not sealed. This page goes blank after ${idleMinutes} minutes without use. Saving it from the browser would store it unsealed.`),
      ),
      el("div", { class: "doc" }, parts.map(([id, title, children]) => part(id, title, ...children))),
    ),
  ];
}
