// Every page, of a journal with something of everything and of its reader, light and dark, wide and narrow: no rule of accessibility is
// broken, and nothing runs over the edge. With SHOTS=folder in the environment each is kept as a picture.

import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { PASSPHRASE, Place, browser, until } from "./place.mjs";
import { before, fill, joins } from "./seed.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
// Rules look at the shape of a page once for each width; its colours are looked at every time.
const ALL = {};
const COLOURS = { runOnly: ["color-contrast", "link-in-text-block"] };
const LOOKS = [
  [1280, "light", ALL],
  [1280, "dark", COLOURS],
  [320, "light", COLOURS],
  [320, "dark", ALL],
];
const { SHOTS, ONLY } = process.env;
const began = Date.now();
const found = [];
const complaints = [];
let looked = 0;

// Looks at the page that is open.
async function look(page, name) {
  if (ONLY && !ONLY.split(",").includes(name)) return;
  await page.evaluate(AXE);
  for (const [width, colorScheme, rules] of LOOKS) {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme });
    const where = `${name}, ${width}, ${colorScheme}`;
    const { violations } = await page.evaluate((rules) => axe.run(document, { resultTypes: ["violations"], ...rules }), rules);
    for (const one of violations) found.push(`${where}: ${one.id}: ${one.nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (over > 0) found.push(`${where}: ${over} pixels over the edge`);
    if (SHOTS) {
      mkdirSync(SHOTS, { recursive: true });
      await page.screenshot({ path: join(SHOTS, `${name}-${width}-${colorScheme}.png`), fullPage: true });
    }
    looked += 1;
  }
  await page.setViewportSize({ width: 1280, height: 800 });
}

function watched(page) {
  page.setDefaultTimeout(10_000);
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (line) => line.type() === "error" && !/status of (401|4[02]\d)/.test(line.text()) && complaints.push(line.text()));
  return page;
}

async function came(context, address, sign) {
  const page = watched(await context.newPage());
  await page.goto(address);
  await until("the first page", () => page.locator(sign).count());
  return page;
}

const link = (page, selector) => page.locator(selector).first().getAttribute("href");
const sends = async (page, button) => {
  await page.locator("main").getByRole("button", { name: button }).first().click();
  await page.waitForLoadState("load");
};

const own = new Place();
const tablet = new Place({ begun: false });
const blank = new Place({ begun: false });
const chrome = await browser();
try {
  console.log("nothing is there yet");
  let web = await blank.serve();
  let origin = new URL(web.address).origin;
  let page = await came(await chrome.newContext(), web.address, "h1");
  for (const [name, path] of [["begin", "/b"], ["begin-words", "/b/words"], ["begin-own", "/b/own"], ["begin-join", "/b/join"], ["help-before", "/k"]]) {
    await page.goto(origin + path);
    await look(page, name);
  }
  await page.goto(`${origin}/b/own`);
  await page.fill("#passphrase", "river");
  await page.locator("main form button[type=submit]").first().click();
  await look(page, "begin-own-wrong");
  web.child.kill("SIGINT");
  await web.ended;

  console.log("a journal in which nothing is written");
  web = await own.serve();
  origin = new URL(web.address).origin;
  let context = await chrome.newContext();
  page = await came(context, web.address, "#today");
  for (const [name, path] of [["empty-today", "/"], ["empty-timeline", "/t"], ["empty-calendar", "/c"], ["empty-search", "/s"], ["empty-steps", "/p"],
    ["empty-insights", "/i"], ["empty-sharing", "/r"], ["empty-notes", "/r/notes"], ["empty-drafts", "/w/drafts"], ["empty-marks", "/m"], ["empty-reading", "/e"]]) {
    await page.goto(origin + path);
    await look(page, name);
  }

  console.log("a journal with something of everything, and its reader");
  fill(own);
  own.still(["share", "new", "--steps", "1,2", "--tag", "session", "--insights", "--for", "Dr Weber", "--as", "Anna K.", "--yes"], { asks: true });
  await joins(own, ["share", "invite", "Dr Weber"], tablet, "practice");
  const screens = [
    ["today", "/"], ["timeline", "/t"], ["timeline-day", `/t/${before(8)}`], ["calendar", "/c"], ["write", "/w"], ["steps", "/p"], ["marks", "/m"],
    ["step-1", "/p/1"], ["step-2", "/p/2"], ["step-7", "/p/7"], ["step-9", "/p/9"], ["step-history", "/p/1/h"], ["question", "/p/1/q"], ["question-scale", "/p/2/q/4"],
    ["urge", "/u"], ["insights", "/i"], ["sharing", "/r"], ["share-new", "/r/new"], ["devices", "/d"], ["device-add", "/d/add"],
    ["reply", "/r/reply"], ["settings", "/o"], ["passphrase", "/o/passphrase"], ["help-now", "/k"], ["missing", "/zzz"],
  ];
  for (const [name, path] of screens) {
    await page.goto(origin + path);
    await look(page, name);
  }
  await page.goto(`${origin}/t`);
  const entries = await page.locator("h3 a").evaluateAll((links) => links.map((one) => one.getAttribute("href")));
  await page.goto(origin + entries[0]);
  console.log("files are added by choice and by dropping, shown where they are pictures, and saved");
  const dot = Buffer.from("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7", "base64");
  const words = Buffer.from("lake ".repeat(120_000));
  await page.locator("#adding").setInputFiles([
    { name: "dot.gif", mimeType: "image/gif", buffer: dot },
    { name: "a <b>long text.txt", mimeType: "text/plain", buffer: words },
  ]);
  await until("the files", async () => (await page.locator("#files .rows > li").count()) === 2);
  assert.match(await page.locator("#files [role=status]").innerText(), /Added: dot\.gif\..*Added: a <b>long text\.txt/);
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.items.add(new File(["dropped"], "dropped.txt"));
    document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
  });
  await until("the dropped one", async () => (await page.locator("#files .rows > li").count()) === 3);
  await page.locator("#files summary").first().click();
  await until("the picture", () => page.locator("#files img").evaluate((img) => img.complete && img.naturalWidth === 1));
  const [saved] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Save a <b>long" }).click()]);
  assert.equal(readFileSync(await saved.path()).compare(words), 0);
  await look(page, "entry");
  await page.goto(origin + entries[0].replace("/n/", "/h/"));
  await look(page, "history");
  await page.goto(origin + (await link(page, ".versions a")));
  await look(page, "version");
  await page.goto(origin + entries[0].replace("/n/", "/w/"));
  await until("the text", () => page.locator("#text").isEnabled());
  await page.locator("#text").press("Control+End");
  await page.keyboard.type(" More.");
  await until("saved", async () => /^Saved/.test(await page.locator("#state").innerText()));
  await look(page, "writing");
  await page.goto(`${origin}/w/drafts`);
  await look(page, "drafts");
  await page.goto(`${origin}/s`);
  await page.fill("#q", "lake");
  await until("the hits", () => page.locator("#hits .entries").count());
  await look(page, "search");
  await page.fill("#q", "mood:loud");
  await until("what is wrong", () => page.locator("#hits [role=status]").count());
  await look(page, "search-wrong");
  await page.goto(`${origin}/u`);
  await page.locator("label:has(input[name=strength][value='7'])").click();
  await page.fill("#trigger", "a photograph");
  await sends(page, "Save this urge");
  await look(page, "urge-after");

  console.log("sharing, from the choice to the ticket");
  await page.goto(`${origin}/r`);
  await page.goto(origin + (await link(page, "#shares a")));
  await look(page, "share");
  await page.goto(`${origin}/r/new`);
  await page.fill("#for", "Jo");
  await page.locator("input[name=step]").first().check();
  await page.locator("main form button.first").click();
  await look(page, "share-preview");
  const agrees = async (passphrase) => {
    for (const one of ["read", "known"]) await page.locator(`input[name=${one}]`).check();
    await page.locator("#passphrase").fill(passphrase);
    await page.locator("main form button.first").click();
  };
  await agrees("not it");
  await look(page, "share-wrong");
  await agrees(PASSPHRASE);
  await until("the invitation", () => page.url().endsWith("/invite"));
  await look(page, "invite");
  await page.locator("#passphrase").fill(PASSPHRASE);
  await page.locator("main form button.first").click();
  await until("the ticket", () => page.locator(".qr").count());
  await look(page, "ticket");

  console.log("the largest letters, dark whatever the system is, and colours that the system chooses");
  await page.goto(`${origin}/o`);
  for (const [name, value] of [["theme", "dark"], ["letters", "largest"], ["lock", "15"]]) {
    await page.locator(`label:has(input[name=${name}][value="${value}"])`).click();
  }
  await sends(page, "Keep this for this device");
  assert.ok(await page.locator("input[name=lock][value='15']").isChecked());
  const paper = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  await page.emulateMedia({ colorScheme: "light" });
  assert.equal(await paper(), "rgb(21, 25, 27)");
  assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize), "24px");
  await page.emulateMedia({ media: "print" });
  assert.equal(await paper(), "rgb(255, 255, 255)");
  await page.emulateMedia({ media: "screen" });
  for (const [name, path] of [["large-today", "/"], ["large-write", "/w"], ["large-calendar", "/c"], ["large-insights", "/i"], ["large-steps", "/p"],
    ["large-settings", "/o"], ["large-share-new", "/r/new"], ["large-devices", "/d"], ["large-urge", "/u"]]) {
    await page.goto(origin + path);
    await look(page, name);
  }
  await page.emulateMedia({ forcedColors: "active", reducedMotion: "reduce" });
  for (const path of ["/", "/w", "/c", "/i"]) {
    await page.goto(origin + path);
    const framed = () => [...document.querySelectorAll("main .b, main .chip, main .scale label")].every((one) => parseFloat(getComputedStyle(one).borderTopWidth) > 0);
    assert.ok(await page.evaluate(framed), `${path} keeps its frames`);
    assert.equal(await page.evaluate(() => document.getAnimations().length), 0);
  }
  await page.emulateMedia({ forcedColors: "none" });

  console.log("the reader's pages");
  const read = await tablet.serve();
  const reading = await came(await chrome.newContext(), read.address, "#doc");
  await look(reading, "reading");
  await reading.fill("#q", "lake");
  await sends(reading, "Search");
  await look(reading, "reading-found");
  for (const [name, path] of [["reading-help", "/k"], ["reading-settings", "/o"], ["reading-passphrase", "/o/passphrase"]]) {
    await reading.goto(new URL(read.address).origin + path);
    await look(reading, name);
    assert.equal(await reading.locator("nav a[href='/w']").count(), 0, "a reader is offered nothing to write");
  }
  read.child.kill("SIGINT");
  await read.ended;

  console.log("locked");
  own.still(["lock"]);
  await until("the question", () => page.locator("#passphrase").count());
  await look(page, "locked");
  await page.fill("#passphrase", "not it");
  await page.press("#passphrase", "Enter");
  await until("what is wrong", () => page.locator(".wrong, [role=alert]").count());
  await look(page, "locked-wrong");
  web.child.kill("SIGINT");
  await web.ended;
} finally {
  await chrome.close();
  for (const place of [own, tablet, blank]) place.close();
}
console.log(`${looked} looks in ${Math.round((Date.now() - began) / 1000)} s`);
assert.deepEqual(found, []);
assert.deepEqual(complaints, []);
console.log("screens: ok");
