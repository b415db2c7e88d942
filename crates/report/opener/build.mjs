// Makes opener.html: `npm ci && node build.mjs`. With `--check` it only says whether the file that is there is the one that it
// would make.

import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { build, transformSync } from "esbuild";

const here = (name) => new URL(name, import.meta.url);
const read = (name) => readFileSync(here(name), "utf8");

// The words are those of the program, from the one place where they stand.
const list = /const WORDS: &str = "([^"]+)"/.exec(read("../../vault/src/members/words.rs"))[1];
const WORDS = list.replace(/\\\n/g, "").trim();

async function bundle(name) {
  const { outputFiles } = await build({
    entryPoints: [here(`src/${name}`).pathname],
    bundle: true,
    minify: true,
    write: false,
    format: "iife",
    charset: "utf8",
    legalComments: "none",
    target: ["chrome109", "firefox115", "safari16"],
    define: { WORDS: JSON.stringify(WORDS) },
  });
  const text = outputFiles[0].text.trim();
  if (/<\/script|<!--/i.test(text)) throw new Error(`${name} would end its own element`);
  return text;
}

const hash = (text, form) => createHash("sha256").update(text).digest(form);
const style = transformSync(read("src/style.css"), { loader: "css", minify: true, charset: "utf8" }).code.trim();
const script = await bundle("main.js");
const worker = await bundle("worker.js");
const policy = [
  "default-src 'none'",
  `script-src 'sha256-${hash(script, "base64")}'`,
  "worker-src blob:",
  `style-src 'sha256-${hash(style, "base64")}'`,
  "form-action 'none'",
  "base-uri 'none'",
].join("; ");
// Both have the licence of MIT; the words differ in who holds the rights.
const licence = (name) => read(`node_modules/@noble/${name}/LICENSE`).trim();
const rights = (name) => licence(name).match(/^Copyright.*$/gm).join("\n");
const words = (name) => licence(name).replace(/^Copyright.*\n/gm, "");
if (words("hashes") !== words("ciphers")) throw new Error("the licences differ");
const licences = `Contains @noble/hashes and @noble/ciphers.\n${words("hashes").replace("\n\n", `\n\n${rights("ciphers")}\n`)}\n`;
const parts = { policy, style, script, worker, licences };
const page = read("src/page.html").replace(/\{(\w+)\}/g, (_, name) => parts[name]);

if (process.argv.includes("--check")) {
  if (read("opener.html") !== page) throw new Error("opener.html is not what this makes");
} else {
  writeFileSync(here("opener.html"), page);
  writeFileSync(here("opener.sha256"), `${hash(page, "hex")}  opener.html\n`);
}
console.log(`${page.length} characters, ${Buffer.byteLength(page)} bytes, ${hash(page, "hex")}`);
