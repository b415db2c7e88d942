// Opens age v1 files that are sealed to a passphrase, one scrypt stanza and nothing else, and makes such files for one X25519
// recipient. https://age-encryption.org/v1
import { chacha20poly1305 } from "@noble/ciphers/chacha.js";
import { hkdf } from "@noble/hashes/hkdf.js";
import { hmac } from "@noble/hashes/hmac.js";
import { scrypt } from "@noble/hashes/scrypt.js";
import { sha256 } from "@noble/hashes/sha2.js";

const CHUNK = 64 * 1024;
const TAG = 16;
const LOG_N_MAX = 20;

const bytes = (text) => new TextEncoder().encode(text);

// Why a file stays closed: "words" or "damaged".
export class Closed extends Error {
  constructor(why) {
    super(why);
    this.why = why;
  }
}

function base64(text, length) {
  if (!/^[A-Za-z0-9+/]*$/.test(text)) throw new Closed("damaged");
  let binary;
  try {
    binary = atob(text);
  } catch {
    throw new Closed("damaged");
  }
  if (binary.length !== length || btoa(binary).replace(/=+$/, "") !== text) throw new Closed("damaged");
  return Uint8Array.from(binary, (c) => c.charCodeAt(0));
}

// The four lines of the header, the bytes that its MAC covers, and where the body begins.
function header(file) {
  const lines = [];
  let at = 0;
  while (lines.length < 4) {
    const end = file.indexOf(10, at);
    if (end < 0 || end - at > 100) throw new Closed("damaged");
    lines.push(String.fromCharCode(...file.subarray(at, end)));
    at = end + 1;
  }
  const stanza = /^-> scrypt ([^ ]{22}) ([1-9][0-9]?)$/.exec(lines[1]);
  const mac = /^--- ([^ ]{43})$/.exec(lines[3]);
  if (lines[0] !== "age-encryption.org/v1" || !stanza || !mac) throw new Closed("damaged");
  const logN = Number(stanza[2]);
  if (logN > LOG_N_MAX) throw new Closed("damaged");
  return {
    salt: base64(stanza[1], 16),
    logN,
    wrapped: base64(lines[2], 32),
    mac: base64(mac[1], 32),
    covered: file.subarray(0, at - 1 - 44),
    body: at,
  };
}

const authenticated = (fileKey, covered) => hmac(sha256, hkdf(sha256, fileKey, undefined, bytes("header"), 32), covered);

// The ciphers of a body's chunks, by their numbers.
function stream(fileKey, nonce) {
  const key = hkdf(sha256, fileKey, nonce, bytes("payload"), 32);
  const counter = new DataView(new ArrayBuffer(12));
  return (at, isLast) => {
    // 88 bits of a counter, then one byte that says which chunk is the last.
    counter.setUint32(7, at);
    counter.setUint8(11, isLast ? 1 : 0);
    return chacha20poly1305(key, new Uint8Array(counter.buffer));
  };
}

const unpadded = (plain) => btoa(String.fromCharCode(...plain)).replace(/=+$/, "");

function joined(parts) {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function derive(salt, words, logN, onProgress) {
  const label = bytes("age-encryption.org/v1/scrypt");
  return scrypt(bytes(words), joined([label, salt]), { N: 2 ** logN, r: 8, p: 1, dkLen: 32, maxmem: 2 ** 31, onProgress });
}

// Milliseconds that one round takes here, from a small trial; the first one only warms up.
export function round(now) {
  const trial = () => derive(new Uint8Array(16), "", 10);
  trial();
  const begun = now();
  trial();
  return (now() - begun) / 2 ** 10;
}

// The plaintext of a file.
export function open(file, words, onProgress) {
  const { salt, logN, wrapped, mac, covered, body } = header(file);
  let fileKey;
  try {
    fileKey = chacha20poly1305(derive(salt, words, logN, onProgress), new Uint8Array(12)).decrypt(wrapped);
  } catch {
    throw new Closed("words");
  }
  const own = authenticated(fileKey, covered);
  if (own.some((byte, at) => byte !== mac[at]) || file.length < body + 16 + TAG) throw new Closed("damaged");
  const cipher = stream(fileKey, file.subarray(body, body + 16));
  const sealed = file.subarray(body + 16);
  const chunks = Math.ceil(sealed.length / (CHUNK + TAG));
  const plain = new Uint8Array(sealed.length - chunks * TAG);
  for (let at = 0; at < chunks; at++) {
    const chunk = sealed.subarray(at * (CHUNK + TAG), (at + 1) * (CHUNK + TAG));
    try {
      plain.set(cipher(at, at === chunks - 1).decrypt(chunk), at * CHUNK);
    } catch {
      throw new Closed("damaged");
    }
  }
  return plain;
}

// A file for one recipient, by what was agreed on with it: the secret, and the share from which the recipient comes to it.
export function seal({ recipient, shared, share, plain }) {
  const random = (length) => crypto.getRandomValues(new Uint8Array(length));
  const fileKey = random(16);
  const wrapping = hkdf(sha256, shared, joined([share, recipient]), bytes("age-encryption.org/v1/X25519"), 32);
  const wrapped = chacha20poly1305(wrapping, new Uint8Array(12)).encrypt(fileKey);
  const covered = bytes(`age-encryption.org/v1\n-> X25519 ${unpadded(share)}\n${unpadded(wrapped)}\n---`);
  const nonce = random(16);
  const cipher = stream(fileKey, nonce);
  const parts = [covered, bytes(` ${unpadded(authenticated(fileKey, covered))}\n`), nonce];
  const chunks = Math.ceil(plain.length / CHUNK);
  for (let at = 0; at < chunks; at++) {
    parts.push(cipher(at, at === chunks - 1).encrypt(plain.subarray(at * CHUNK, (at + 1) * CHUNK)));
  }
  return joined(parts);
}
