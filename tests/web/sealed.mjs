// The sealed page in real browsers, from the disk: opening, wrong words, damage, going blank, printing. Nothing may be asked for
// on any network.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import puppeteer from "puppeteer-core";
import { Place, browser, until } from "./place.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const GOLDEN = new URL("../../crates/report/opener/golden.age", import.meta.url);
const GOLDEN_WORDS = "flute tulip clay thunder nectar thunder dolphin rocket";
const FIREFOX = process.env.FIREFOX ?? "/usr/bin/firefox-esr";

const place = new Place();
const folder = mkdtempSync(join(tmpdir(), "sealed-"));
const chrome = await browser();
const complaints = [];
const asked = [];

// A page that is watched: whatever it asks for, and whatever it complains of.
async function watched(context) {
  const page = await context.newPage();
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (line) => complaints.push(line.text()));
  page.on("request", (request) => asked.push(request.url()));
  return page;
}

const address = (name) => pathToFileURL(join(folder, "document", name)).href;
const ready = (page) => until("the forecast", async () => /second/.test(await page.locator("#said").innerText()));
const wrong = (page) => page.locator("#wrong").innerText();
const opened = (page) => until("the page", () => page.locator("#opened h1").count());

const whole = (page) => until("its end", () => page.locator("#save").count());

async function types(page, words) {
  await page.locator("#w1").fill(words);
  await page.locator("#open").click();
}

async function clean(page, where) {
  const found = await page.evaluate(`${AXE}; axe.run(document, { resultTypes: ["violations"] })`);
  assert.deepEqual(found.violations.map((one) => [one.id, one.nodes.map((node) => node.html)]), [], where);
}

try {
  for (const day of [20, 21, 22, 23, 24, 25]) {
    const options = ["--title", `Day ${day}`, "--tag", "session", "--mood", String(day - 17), "--at", `2026-11-${day} 21:30`];
    place.still(["write", ...options], { input: `Down to the lake, ${day}.\n\n<img src=x onerror="canary()"> <b>stays text</b>` });
  }
  place.still(["write", "--title", "Private"], { input: "a zebra for nobody" });
  place.still(["write", "--tag", "session", "--letter"], { input: "a giraffe that was not sent" });
  place.still(["write", "--tag", "session"], { input: "an okapi stays, a walrus goes" });
  place.still(["edit", "@1"], { input: "an okapi stays" });
  const rule = ["--tag", "session", "--insights"];
  const preview = JSON.parse(place.still(["--json", "share", "preview", ...rule]));
  const made = JSON.parse(
    place.still(["--json", "seal", "--for", "Dr Weber", "--as", "A.", ...rule, "--yes", "--into", join(folder, "document")], { asks: true }),
  );
  const words = made.words.join(" ");
  assert.equal(made.words.length, 8);
  assert.equal(statSync(join(folder, "document")).mode & 0o777, 0o700);
  assert.equal(statSync(join(folder, "document/page.html")).mode & 0o777, 0o600);
  const source = readFileSync(join(folder, "document/page.html"), "utf8");
  assert.ok(!/Weber|Down to|okapi/.test(source), "nothing stands in the page before the words");

  console.log("the words open it, whatever their capitals, spaces and endings");
  const context = await chrome.newContext({ viewport: { width: 1280, height: 900 } });
  await context.setOffline(true);
  let page = await watched(context);
  await page.exposeFunction("canary", () => complaints.push("the canary was called"));
  await page.goto(address("page.html"));
  await ready(page);
  assert.equal(await page.title(), "Document");
  await clean(page, "closed");
  const sloppy = made.words.map((word, at) => (at % 2 ? word.slice(0, 4).toUpperCase() : `${word}s`));
  const exact = made.words.map((word) => (/^(basi|broo)/.test(word) ? word : null));
  await types(page, `  ${sloppy.map((word, at) => exact[at] ?? word).join("   ")} `);
  await opened(page);
  await whole(page);
  const shown = await page.locator("#opened").innerText();
  assert.ok(shown.includes("For Dr Weber") && shown.includes("Made by A. on"), shown);
  assert.ok(shown.includes("<b>stays text</b>") && !shown.includes("[object"), shown);
  for (const hidden of ["zebra", "giraffe", "walrus"]) assert.ok(!shown.includes(hidden), hidden);
  // The figures are drawn, and stand nowhere else.
  const sheets = preview.worksheets.filter((sheet) => sheet.definition !== "shared-insights");
  assert.equal(preview.worksheets.length - sheets.length, 1);
  assert.equal(await page.locator("article").count(), preview.entries.length + sheets.length);
  assert.ok(!/\bYour mood\b/.test(shown), shown);
  for (const entry of preview.entries) {
    const article = page.locator("article", { hasText: entry.title || entry.body.trim() }).first();
    const read = (await article.innerText()).replace(/\s+/g, " ");
    assert.ok(read.includes(entry.body.trim().replace(/\s+/g, " ")), read);
  }

  console.log("charts have their numbers beside them, and a search finds");
  assert.equal(await page.locator("figure svg[role=img]").count(), 1);
  assert.equal(await page.locator("figure details tbody tr").count(), 6);
  await page.locator("#find").fill("okapi");
  assert.equal(await page.locator("article:visible").count(), 1);
  await page.locator("#find").fill("");

  console.log("no rule of accessibility is broken, narrow and dark, and nothing runs over the edge");
  for (const [width, colorScheme] of [[1280, "light"], [1280, "dark"], [320, "light"], [320, "dark"]]) {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme });
    await clean(page, `open, ${width}, ${colorScheme}`);
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= width, String(width));
  }
  await page.pdf({ path: join(folder, "printed.pdf") });
  assert.ok(!readFileSync(join(folder, "printed.pdf")).includes("file:"), "no address is printed");

  console.log("notes are sealed for whoever made the page, and come in beside what they are about");
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.emulateMedia({ colorScheme: "light" });
  const noting = (title) => page.locator("article", { hasText: title }).locator("textarea");
  await page.locator("#save").click();
  assert.match(await page.locator("#opened [role=status]").last().innerText(), /no note yet/);
  await page.getByRole("button", { name: "Note on Day 24" }).click();
  await noting("Day 24").fill("What did help?\n<b>ocelot</b>\u0007");
  await page.getByRole("button", { name: "Note on Day 23" }).click();
  await noting("Day 23").fill("A long way, that.");
  await page.locator("#n0").fill("Until Friday.");
  await page.locator("#by").fill("Dr Weber");
  assert.match(await page.locator("#opened").innerText(), /3 notes, not saved yet/);
  for (const [width, colorScheme] of [[1280, "dark"], [320, "light"]]) {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme });
    await clean(page, `notes, ${width}, ${colorScheme}`);
  }
  await page.setViewportSize({ width: 1280, height: 900 });
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator("#save").click()]);
  assert.equal(download.suggestedFilename(), "reply.age");
  await download.saveAs(join(folder, "reply.age"));
  assert.match(await page.locator("#opened").innerText(), /Saved as reply\.age/);
  const answer = readFileSync(join(folder, "reply.age"));
  assert.match(answer.toString("latin1"), /^age-encryption\.org\/v1\n-> X25519 /);
  assert.ok(answer.length > 4096 && !answer.includes("ocelot"));
  console.log("the page in one's own browser shows all of an answer before any of it is kept");
  const web = await place.serve();
  const own = await (await chrome.newContext({ viewport: { width: 375, height: 800 } })).newPage();
  own.on("pageerror", (error) => complaints.push(String(error)));
  await own.goto(web.address);
  await until("the day", () => own.locator("#today").count());
  const origin = new URL(web.address).origin;
  const sends = async (file) => {
    await own.goto(`${origin}/r/reply`);
    await own.locator("#picked").setInputFiles(file);
    await own.getByRole("button", { name: "Look at it" }).click();
  };
  await sends(join(folder, "document/page.age"));
  await until("the answer", async () => /It is not taken/.test(await own.locator("main").innerText()));
  await clean(own, "a reply that is none");
  await sends(join(folder, "reply.age"));
  await until("the answer", () => own.locator("article.answer").count());
  assert.deepEqual(JSON.parse(place.still(["--json", "reply", "--list"])).notes, []);
  const looked = await own.locator("main").innerText();
  assert.ok(looked.includes("<b>ocelot</b>") && looked.includes("by Dr Weber") && looked.includes("That is all the file can prove"), looked);
  await clean(own, "an answer");
  await own.getByRole("checkbox").nth(1).uncheck();
  await own.getByRole("button", { name: "Take in what is ticked" }).click();
  await until("the notes", async () => /Took 2 notes in/.test(await own.locator("main").innerText()));
  await clean(own, "the notes");
  await own.getByRole("link", { name: "Day 24" }).click();
  await until("the entry", async () => /Note by Dr Weber/.test(await own.locator("aside").innerText()));
  assert.ok((await own.locator("aside .answer").innerText()).includes("<b>ocelot</b>"));
  await clean(own, "an entry with a note");
  assert.ok((await own.evaluate(() => document.documentElement.scrollWidth)) <= 375);
  web.child.kill("SIGINT");
  await web.ended;
  await own.close();
  place.still(["unlock"], { asks: true });

  const replies = (name) => JSON.parse(place.still(["--json", "reply", join(folder, name), "--yes"]));
  const taken = replies("reply.age");
  assert.deepEqual([taken.by, taken.for, taken.taken, taken.notes.length], ["Dr Weber", "Dr Weber", 1, 3]);
  const [{ entry: { id } }] = JSON.parse(place.still(["--json", "search", "on:2026-11-24"])).hits;
  const beside = JSON.parse(place.still(["--json", "show", id]));
  assert.deepEqual(beside.notes.map((note) => [note.by, note.text]), [["Dr Weber", "What did help?\n<b>ocelot</b>"]]);
  assert.ok(place.still(["show", id]).includes("Note by Dr Weber"));
  assert.equal(replies("reply.age").taken, 0);
  assert.ok(!place.still(["--json", "share", "preview", ...rule]).includes("ocelot"));
  assert.ok(!place.still(["--json", "list"]).includes("ocelot"));

  console.log("nothing rests in the browser");
  assert.deepEqual(await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie]), [0, 0, ""]);

  console.log("hide leaves, and the way back shows nothing");
  await page.locator("#hide").click();
  await until("nothing", () => page.url() === "about:blank");
  await page.close();

  console.log("it goes blank by itself, and the words open it again");
  page = await watched(context);
  await page.clock.install();
  await page.goto(address("page.html"));
  await ready(page);
  await types(page, words);
  await opened(page);
  await page.locator("#n0").fill("kept while it is blank");
  await page.clock.fastForward("14:30");
  assert.equal(await page.locator("#opened h1").count(), 1);
  await page.clock.fastForward("01:00");
  assert.equal(await page.evaluate(() => document.getElementById("opened").childNodes.length), 0);
  assert.ok(await page.locator("#w1").isVisible());
  assert.match(await page.locator("#said").innerText(), /with your notes/);
  await types(page, words);
  await opened(page);
  assert.equal(await page.locator("#n0").inputValue(), "kept while it is blank");
  await page.close();

  console.log("a browser without what sealing needs says so, and prints");
  page = await watched(context);
  await page.addInitScript(() => {
    SubtleCrypto.prototype.generateKey = () => Promise.reject(new DOMException("", "NotSupportedError"));
  });
  await page.goto(address("page.html"));
  await ready(page);
  await types(page, words);
  await opened(page);
  await until("the sentence", async () => /This browser cannot seal an answer/.test(await page.locator("#opened").innerText()));
  assert.equal(await page.locator("#save").count(), 0);
  await page.locator("#n0").fill("said by telephone");
  await page.emulateMedia({ media: "print" });
  assert.ok(await page.getByText("said by telephone").last().isVisible());
  await page.close();

  console.log("wrong words are told from words that are none, and from damage");
  page = await watched(context);
  await page.goto(address("page.html"));
  await ready(page);
  const other = made.words[3] === "window" ? "winter" : "window";
  await types(page, made.words.map((word, at) => (at === 3 ? other : word)).join(" "));
  await until("the answer", async () => /do not open it/.test(await wrong(page)));
  await clean(page, "wrong words");
  const off = made.words.map((word, at) => (at === 2 ? `x${word.slice(1)}` : word));
  await types(page, off.join(" "));
  assert.match(await page.locator("#e3").innerText(), /^The third word is not in the list of words\. Did you mean “/);
  assert.ok(await page.locator("#w3").evaluate((field) => field === document.activeElement));
  await clean(page, "one letter off");
  await page.locator("#w8").fill("");
  await types(page, made.words.slice(0, 7).join(" "));
  assert.equal(await page.locator("#e8").innerText(), "The eighth word is missing.");
  const sealed = readFileSync(join(folder, "document/page.age"));
  const changed = Buffer.from(sealed);
  changed[sealed.length - 100] ^= 1;
  writeFileSync(join(folder, "changed.age"), changed);
  writeFileSync(join(folder, "short.age"), sealed.subarray(0, sealed.length - 40));
  writeFileSync(join(folder, "other.age"), "nothing of ours");

  console.log("the opener opens page.age, an earlier page and one of stock age; others it refuses");
  await page.goto(address("opener.html"));
  const picks = async (file) => page.locator("#file").setInputFiles(file);
  for (const name of ["changed.age", "short.age"]) {
    await picks(join(folder, name));
    await types(page, words);
    await until("the answer", async () => /This file is damaged/.test(await wrong(page)));
  }
  await picks(join(folder, "other.age"));
  await types(page, words);
  assert.match(await wrong(page), /not a sealed page/);
  await picks(join(folder, "document/page.age"));
  await ready(page);
  await types(page, words);
  await opened(page);
  await whole(page);
  assert.equal((await page.locator("#opened").innerText()).replace(/\s+/g, ""), shown.replace(/\s+/g, ""));
  await page.reload();
  await picks(GOLDEN.pathname);
  await types(page, GOLDEN_WORDS);
  await opened(page);
  assert.match(await page.locator("#opened").innerText(), /Called nobody 24/);

  const over = { v: 1, for: "X", by: "", made: { at: 0, words: "then" }, ends: { at: 1, words: "1 January 1970" }, summary: [], figures: [], items: [] };
  writeFileSync(join(folder, "over"), JSON.stringify(over));
  try {
    const typed = `${words}\n${words}\n`;
    execFileSync("script", ["-qefc", `age -p -o ${join(folder, "over.age")} ${join(folder, "over")}`, "/dev/null"], { input: typed });
  } catch {
    // Said below.
  }
  if (existsSync(join(folder, "over.age"))) {
    await page.reload();
    await picks(join(folder, "over.age"));
    await types(page, words);
    await until("the answer", async () => /was to be read until 1 January 1970/.test(await wrong(page)));
  } else {
    console.log("######## NOT TESTED: a file of stock age (there is no age or script) ########");
  }

  console.log("a browser without just-in-time compiling says beforehand that it takes long");
  const { chromium } = await import("playwright-core");
  const slow = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox", "--js-flags=--jitless"] });
  page = await watched(await slow.newContext());
  await page.goto(address("page.html"));
  await ready(page);
  const seconds = Number(/\d+/.exec(await page.locator("#said").innerText())[0]);
  assert.ok(seconds >= 10, `${seconds} seconds`);
  await slow.close();

  if (existsSync(FIREFOX)) {
    console.log("the same words open it in Firefox");
    const fox = await puppeteer.launch({ browser: "firefox", executablePath: FIREFOX, headless: true });
    try {
      const tab = await fox.newPage();
      tab.on("pageerror", (error) => complaints.push(`firefox: ${error}`));
      // The mark before a summary is a font of Firefox's own, which lies in its address.
      tab.on("request", (request) => request.url().startsWith("data:font/") || asked.push(request.url()));
      await tab.goto(address("page.html"));
      await tab.waitForFunction(() => /second/.test(document.getElementById("said").textContent));
      await tab.evaluate((typed) => {
        document.getElementById("w1").value = typed;
        document.getElementById("w1").dispatchEvent(new Event("input"));
        document.getElementById("open").click();
      }, words);
      await tab.waitForSelector("#save", { timeout: 60_000 });
      const read = await tab.evaluate(() => document.getElementById("opened").innerText);
      assert.equal(read.replace(/\s+/g, ""), shown.replace(/\s+/g, ""));
      // What the browser would put into its folder of downloads.
      const sealed = await tab.evaluate(async () => {
        const made = new Promise((done) => {
          const make = URL.createObjectURL;
          URL.createObjectURL = (blob) => {
            blob.arrayBuffer().then((bytes) => done([...new Uint8Array(bytes)]));
            return make.call(URL, blob);
          };
        });
        const field = document.getElementById("n0");
        field.value = "Written in Firefox.";
        field.dispatchEvent(new Event("input"));
        document.getElementById("save").click();
        return await made;
      });
      writeFileSync(join(folder, "fox.age"), Buffer.from(sealed));
      const taken = JSON.parse(place.still(["--json", "reply", join(folder, "fox.age"), "--yes"]));
      assert.deepEqual([taken.taken, taken.notes[0].text], [1, "Written in Firefox."]);
    } finally {
      await fox.close();
    }
  } else {
    console.log("######## NOT TESTED: the sealed page in Firefox (there is no firefox-esr) ########");
  }

  const outside = asked.filter((url) => !/^(file:\/\/|blob:|about:)/.test(url));
  assert.deepEqual(outside, []);
  const files = new Set(asked.filter((url) => url.startsWith("file:")).map((url) => url.split("/").pop()));
  assert.deepEqual([...files].sort(), ["opener.html", "page.html"]);
  assert.deepEqual(complaints, []);
} finally {
  await chrome.close();
  place.close();
  rmSync(folder, { recursive: true, force: true });
}
