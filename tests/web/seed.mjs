// A journal in which there is something of everything, for tests that look at every page.

import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { PASSPHRASE } from "./place.mjs";

const ENTRIES = 36;

// `days` before today, as the program takes dates.
export function before(days) {
  return new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
}

export function fill(place) {
  const write = (days, time, words, options = []) =>
    place.still(["write", "--at", `${before(days)} ${time}`, ...options], { input: words });
  const step = (number, ...words) => place.still(["step", String(number), ...words.slice(0, -1)], { input: words.at(-1) });
  for (let at = ENTRIES; at > 0; at -= 1) {
    const options = ["--mood", String(2 + ((at * 7) % 8)), "--emotion", at % 3 ? "calm" : "sad", "--tag", at % 2 ? "walk" : "session"];
    if (at % 4 === 0) options.push("--trigger", "a song", "--step", "3");
    const day = at * 2 + (at % 3);
    write(day, "21:30", `Down to the lake and back, the ${at}th time.\n\nThe light on the water was already gone when I came. I sat for a while and thought of nothing much, and walked home the long way round.`, options);
  }
  // Today, and past at whatever time this is run.
  write(0, "00:00", "Slept well for once.\n\nYou made me wait for an hour. I was angry, and I said nothing about it until the evening.", ["--title", "Morning", "--mood", "7", "--tag", "session", "--star"]);
  write(1, "23:40", "I would tell you about the heron.", ["--letter", "--title", "Not sent"]);
  write(2, "12:00", "<b>bold</b> & “quoted”", ["--title", "<script>alert(1)</script> مرحبا", "--tag", "שלום", "--mood", "3"]);
  write(366, "20:00", "A year ago today or nearly so.", ["--mood", "5"]);
  place.still(["edit", "@1"], { input: "Slept well for once, and woke early.\n\nYou made me wait for an hour. I was angry, and I said nothing about it until the evening." });
  step(1, "add", "inventory", JSON.stringify({ what: "I read your messages.", effect: "You could not trust me with anything.", now: "I would ask." }));
  step(1, "add", "inventory", JSON.stringify({ what: "I shouted in the car.", effect: "You were afraid." }));
  step(1, "set", "still_explaining", "Only that I was tired.");
  step(2, "set", "start", before(40));
  step(2, "set", "target_days", "45");
  for (const days of [30, 22, 15, 9, 4, 1]) {
    place.still(["urge", String(3 + (days % 6)), "--trigger", "a song", "--channel", "messages", "--no-pause", "--at", `${before(days)} 22:10`]);
  }
  place.still(["slip", "--channel", "messages", "--at", `${before(20)} 23:00`], { input: "I wrote one line." });
  step(6, "add", "people", JSON.stringify({ who: "Jo", next_step: "walk on Sunday" }));
  step(11, "add", "support", JSON.stringify({ who: "My sister", how: "0151 23456" }));
  step(9, "add", "commitments", JSON.stringify({ promise: "Call my sister", to: "Myself", cadence: "daily", from: before(30) }));
  step(9, "add", "commitments", JSON.stringify({ promise: "No phone after ten", cadence: "weekly", from: before(30) }));
  for (let days = 20; days > 1; days -= 1) {
    place.still([days % 4 ? "kept" : "missed", "call", "--at", before(days)]);
  }
}

// Runs a command that asks on its way: `lines` is a stream of what it says.
function asks(place, words) {
  const child = spawn(process.env.STILL, ["--passphrase-fd", "0", ...words], { env: place.env });
  const ended = new Promise((done) => child.on("exit", done));
  child.stderr.on("data", (data) => (child.said = (child.said ?? "") + data));
  child.stdin.write(`${PASSPHRASE}\n`);
  return { child, lines: createInterface({ input: child.stdout })[Symbol.asyncIterator](), ended };
}

// Has `other`, which is empty, join by the ticket of a command of `place`.
export async function joins(place, command, other, name) {
  const inviting = asks(place, command);
  const ticket = (await inviting.lines.next()).value;
  const joining = spawn(process.env.STILL, ["--passphrase-fd", "0", "device", "join", "--name", name], { env: other.env });
  joining.stderr.resume();
  const ended = new Promise((done) => joining.on("exit", done));
  joining.stdin.end(`${ticket}\n${PASSPHRASE}\n`);
  const lines = createInterface({ input: joining.stdout })[Symbol.asyncIterator]();
  const words = (await lines.next()).value ?? "";
  inviting.child.stdin.end(`${words}\n`);
  const codes = await Promise.all([inviting.ended, ended]);
  if (codes.some(Boolean)) throw new Error(`joining failed: ${codes} ${inviting.child.said}`);
  other.still(["unlock"], { asks: true });
}
