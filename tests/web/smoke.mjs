// The page in a real browser: coming in, writing, two pages at one text, locking, hiding.

import assert from "node:assert/strict";
import { PASSPHRASE, Place, browser, until } from "./place.mjs";

const place = new Place();
const chrome = await browser();
const complaints = [];
const hosts = new Set();

function watched(page) {
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (line) => {
    // What a test provokes on purpose.
    if (!/status of (401|410)/.test(line.text())) complaints.push(line.text());
  });
  page.on("request", (request) => hosts.add(new URL(request.url()).host));
  return page;
}

async function came(context, address) {
  const page = watched(await context.newPage());
  await page.goto(address);
  await until("the day", () => page.locator("#today").count());
  return page;
}

async function writes(context, path) {
  const page = watched(await context.newPage());
  await page.goto(path);
  await until("the text", () => page.locator("#text").isEnabled());
  return page;
}

const state = (page) => page.locator("#state").innerText();
const text = (page) => page.inputValue("#text");
const saved = (page) => until("saved", async () => /^Saved \d\d:\d\d on this device$/.test(await state(page)));
const draft = () => place.still(["--json", "drafts"]);
const isBlank = (page) => page.evaluate(() => document.body.innerText.trim() === "" || location.pathname === "/x").catch(() => false);

try {
  const web = await place.serve();
  const origin = new URL(web.address).origin;
  const context = await chrome.newContext();

  console.log("the address lets one browser in, once");
  const day = await came(context, web.address);
  assert.equal(new URL(day.url()).hash, "");
  const cookies = await context.cookies(origin);
  assert.equal(cookies.length, 1);
  assert.deepEqual([cookies[0].name, cookies[0].httpOnly, cookies[0].sameSite, cookies[0].secure], ["__Host-s", true, "Strict", true]);

  console.log("what is typed is on the disk when it is called saved, and when the tab dies");
  const words = Array.from({ length: 200 }, (_, at) => `word${at}`);
  let page = await writes(context, `${origin}/w`);
  await page.locator("#text").pressSequentially(`${words.slice(0, 190).join(" ")} `);
  await saved(page);
  assert.ok(draft().includes("190"), draft());
  await page.locator("#text").pressSequentially(words.slice(190).join(" "));
  const path = page.url();
  await saved(page);
  await page.goto("chrome://crash").catch(() => {});
  const id = path.split("/").pop();
  for (const word of words) assert.ok(place.still(["drafts", "show", id]).includes(word), word);

  console.log("what was typed last goes along when the tab is closed");
  page = await writes(context, path);
  await page.locator("#text").press("Control+End");
  await page.keyboard.type(" lastword");
  await page.close({ runBeforeUnload: true });
  await until("the last word", () => place.still(["drafts", "show", id]).includes("lastword"));

  console.log("two pages write at one text, and the cursor stays");
  page = await writes(context, path);
  const other = await writes(context, path);
  await page.locator("#text").press("Control+End");
  await other.locator("#text").press("Control+Home");
  await other.keyboard.type("First. ");
  await until("the other's words", async () => (await text(page)).startsWith("First. "));
  const end = await page.evaluate(() => [document.querySelector("#text").selectionStart, document.querySelector("#text").value.length]);
  assert.equal(end[0], end[1]);

  console.log("a word that is being composed is not touched");
  await page.bringToFront();
  await page.locator("#text").focus();
  const cdp = await context.newCDPSession(page);
  await cdp.send("Input.imeSetComposition", { text: "にほ", selectionStart: 2, selectionEnd: 2 });
  // Another page to the front would end the composition.
  await other.evaluate(() => {
    const typed = document.querySelector("#text");
    typed.setRangeText("Zeroth. ", 0, 0, "end");
    typed.dispatchEvent(new Event("input"));
  });
  await saved(other);
  assert.ok((await text(page)).startsWith("First. ") && (await text(page)).endsWith("にほ"));
  await cdp.send("Input.insertText", { text: "日本" });
  await until("both", async () => (await text(page)).startsWith("Zeroth. First.") && (await text(page)).endsWith("日本"));
  await until("both there", async () => (await text(other)).endsWith("日本") && !(await text(other)).includes("にほ"));
  await other.close();

  console.log("done makes an entry, once");
  await page.keyboard.press("Control+Enter");
  await until("the entry", () => new URL(page.url()).pathname.startsWith("/n/"));
  const entry = JSON.parse(place.still(["--json", "list"]));
  assert.equal(entry.total, 1);
  assert.ok(place.still(["show", "@1"]).includes("lastword日本"));
  assert.equal(JSON.parse(draft()).drafts.length, 0);

  console.log("words from elsewhere come in while somebody writes");
  const whole = entry.entries[0].id;
  await page.goto(`${origin}/w/${whole}`);
  await until("the text", () => page.locator("#text").isEnabled());
  await page.locator("#text").press("Control+Home");
  await page.keyboard.type("Typed here. ");
  const before = place.still(["show", "@1", "--json"]);
  const body = JSON.parse(before).entry?.body ?? JSON.parse(before).body;
  place.still(["edit", "@1"], { input: `${body}\n\nTyped there.\n` });
  await until("their words", async () => (await text(page)).includes("Typed there."));
  assert.ok((await text(page)).startsWith("Typed here. "));
  await page.keyboard.press("Control+Enter");
  await until("the entry", () => new URL(page.url()).pathname.startsWith("/n/"));
  assert.ok(/Typed here\.[^]*Typed there\./.test(place.still(["show", "@1"])));

  console.log("a draft is thrown away by its button, and the entry stays as it was");
  await page.goto(`${origin}/w/${whole}`);
  await until("the text", () => page.locator("#text").isEnabled());
  await page.locator("#text").press("Control+Home");
  await page.keyboard.type("Not wanted. ");
  await saved(page);
  assert.equal(JSON.parse(draft()).drafts.length, 1);
  await page.getByText("Throw it away", { exact: true }).click();
  await page.locator("[data-drop]").click();
  await until("the entry", () => new URL(page.url()).pathname.startsWith("/n/"));
  assert.equal(JSON.parse(draft()).drafts.length, 0);
  assert.ok(!place.still(["show", "@1"]).includes("Not wanted"));

  console.log("nothing rests in the browser");
  const kept = await page.evaluate(async () => [
    localStorage.length,
    sessionStorage.length,
    (await indexedDB.databases()).length,
    (await caches.keys()).length,
    (await navigator.serviceWorker.getRegistrations()).length,
    document.title,
  ]);
  assert.deepEqual(kept, [0, 0, 0, 0, 0, "Notes"]);

  console.log("locked elsewhere, every page is blank, and going back shows nothing");
  const more = await Promise.all(Array.from({ length: 8 }, () => context.newPage().then(watched)));
  for (const one of more) await one.goto(`${origin}/`);
  await page.goto(`${origin}/w`);
  await page.goto(`${origin}/`);
  place.still(["lock"]);
  for (const one of [page, ...more]) await until("blank", () => isBlank(one));
  await until("the question", () => page.locator("#passphrase").count());
  await page.goBack().catch(() => {});
  await until("the question again", () => page.locator("#passphrase").count());
  await page.goto(`${origin}/x`);
  await page.fill("#passphrase", PASSPHRASE);
  await page.press("#passphrase", "Enter");
  await until("the day", () => page.locator("#today").count());

  console.log("Shift three times hides, also while somebody writes; capitals never do");
  await page.goto(`${origin}/w`);
  await until("the text", () => page.locator("#text").isEnabled());
  await page.locator("#text").focus();
  await page.keyboard.type("Capitals ARE No ");
  for (const letter of "ABC") await page.keyboard.press(`Shift+${letter}`);
  assert.ok((await text(page)).endsWith("ABC"));
  for (let times = 0; times < 3; times += 1) await page.keyboard.press("Shift");
  await until("hidden", () => page.url() === "about:blank");
  for (const one of more) await until("hidden", () => one.url() === "about:blank");
  await page.goBack().catch(() => {});
  assert.ok(!(await page.content()).includes("Capitals"));
  place.still(["unlock"], { asks: true });
  assert.ok(draft().includes("Capitals") || place.still(["drafts"]).includes("4 words"), draft());

  console.log("nothing else was asked, and the browser complained of nothing");
  assert.deepEqual([...hosts].filter((host) => host !== new URL(origin).host && host !== "crash"), []);
  assert.deepEqual(complaints, []);
  web.child.kill("SIGINT");
  assert.equal(await web.ended, 0);
} catch (error) {
  for (const page of chrome.contexts().flatMap((context) => context.pages())) {
    console.log(page.url(), JSON.stringify(await page.locator("body").innerText({ timeout: 500 }).catch(String)));
  }
  console.log(complaints);
  throw error;
} finally {
  await chrome.close();
  place.close();
}
console.log("smoke: ok");
