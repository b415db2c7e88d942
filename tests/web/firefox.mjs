// The page in the system's Firefox: coming in, writing, locking, hiding.

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import puppeteer from "puppeteer-core";
import { PASSPHRASE, Place, until } from "./place.mjs";

const FIREFOX = process.env.FIREFOX ?? "/usr/bin/firefox-esr";
if (!existsSync(FIREFOX)) {
  console.log("######## NOT TESTED: the page in Firefox (there is no firefox-esr) ########");
  process.exit(0);
}

const place = new Place();
const fox = await puppeteer.launch({ browser: "firefox", executablePath: FIREFOX, headless: true });
try {
  const web = await place.serve();
  const origin = new URL(web.address).origin;
  const tab = await fox.newPage();
  const complaints = [];
  // Who leaves a page before its font is there ends that download, and Firefox calls it an error: NS_BINDING_ABORTED.
  const isLeft = (error) => /downloadable font.*status=2152398850/.test(error);
  tab.on("pageerror", (error) => isLeft(String(error)) || complaints.push(String(error)));
  const there = (selector) => tab.$(selector).then(Boolean, () => false);
  const reads = (selector) => tab.$eval(selector, (part) => part.value ?? part.textContent);

  console.log("Firefox: the address lets it in, and nothing of it stays in the address");
  await tab.goto(web.address);
  await until("the day", () => there("#today"));
  assert.equal(new URL(tab.url()).hash, "");

  console.log("Firefox: what is typed is saved, and becomes an entry");
  await tab.goto(`${origin}/w`);
  await until("the text", () => tab.$eval("#text", (text) => !text.disabled));
  await tab.type("#text", "Typed in Firefox.");
  await until("saved", async () => /^Saved \d\d:\d\d on this device$/.test(await reads("#state")));
  assert.equal(JSON.parse(place.still(["--json", "drafts"])).drafts.length, 1);
  await tab.click("[data-done]");
  await until("the entry", () => new URL(tab.url()).pathname.startsWith("/n/"));
  assert.ok(place.still(["show", "@1"]).includes("Typed in Firefox."));

  console.log("Firefox: locked elsewhere it asks for the passphrase, and going back shows nothing");
  await tab.goto(`${origin}/t`);
  place.still(["lock"]);
  await until("the question", () => there("#passphrase"));
  await tab.evaluate(() => history.back());
  await until("the question again", async () => (await there("#passphrase")) && !(await tab.content()).includes("Typed in"));
  await tab.type("#passphrase", PASSPHRASE);
  await tab.keyboard.press("Enter");
  await until("the day", () => there("#today"));

  console.log("Firefox: nothing rests in it, and Shift three times hides");
  const kept = await tab.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie, document.title]);
  assert.deepEqual(kept, [0, 0, "", "Notes"]);
  for (let times = 0; times < 3; times += 1) await tab.keyboard.press("Shift");
  await until("hidden", () => tab.url() === "about:blank");
  assert.deepEqual(complaints, []);
  web.child.kill("SIGINT");
  await web.ended;
} finally {
  await fox.close();
  place.close();
}
console.log("firefox: ok");
