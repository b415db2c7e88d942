// A journal in a folder of its own, the program that shows it, and a browser.

import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, mkdirSync, openSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

const STILL = process.env.STILL;
const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
export const PASSPHRASE = "lake heron morning boat";

export class Place {
  constructor({ begun = true } = {}) {
    this.folder = mkdtempSync(join(tmpdir(), "web-"));
    mkdirSync(join(this.folder, "run"), { mode: 0o700 });
    writeFileSync(join(this.folder, "passphrase"), `${PASSPHRASE}\n`);
    this.env = { PATH: process.env.PATH, HOME: this.folder, XDG_RUNTIME_DIR: join(this.folder, "run"), TZ: "UTC" };
    if (!begun) return;
    this.still(["init", "--name", "laptop"], { asks: true });
    this.still(["unlock"], { asks: true });
  }

  // Runs a command to its end.
  still(words, { asks = false, input = "" } = {}) {
    const stdio = ["pipe", "pipe", "pipe"];
    const options = { env: this.env, encoding: "utf8", stdio, input };
    if (!asks) return execFileSync(STILL, words, options);
    stdio.push(openSync(join(this.folder, "passphrase")));
    return execFileSync(STILL, [...words, "--passphrase-fd", "3"], options);
  }

  // Starts `still web`; `told` gathers what it says.
  async serve() {
    const child = spawn(STILL, ["web", "--no-open", "--json"], { env: this.env });
    const told = [];
    const waiting = [];
    let rest = "";
    child.stdout.on("data", (data) => {
      const lines = (rest + data).split("\n");
      rest = lines.pop();
      told.push(...lines.map((line) => JSON.parse(line)));
      for (const look of [...waiting]) look();
    });
    child.stderr.on("data", (data) => process.stderr.write(data));
    const heard = (event) =>
      new Promise((done) => {
        const look = () => {
          const at = told.findIndex((one) => one.event === event);
          if (at < 0) return;
          waiting.splice(waiting.indexOf(look), 1);
          done(told.splice(at, 1)[0]);
        };
        waiting.push(look);
        look();
      });
    const { address } = await heard("entrance");
    const ended = new Promise((done) => child.on("exit", done));
    return { child, heard, address, ended };
  }

  close() {
    try {
      this.still(["lock"]);
    } catch {
      // It was locked already.
    }
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export async function browser() {
  return await chromium.launch({
    executablePath: CHROMIUM,
    args: ["--no-sandbox"],
    ignoreDefaultArgs: ["--disable-back-forward-cache"],
  });
}

export async function until(what, holds) {
  const end = Date.now() + 20_000;
  while (Date.now() < end) {
    if (await holds()) return;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error(`it never came: ${what}`);
}
