// What an answer is sealed with: a key that this browser and the recipient of the page come to, by X25519 of the browser's own.
const ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
const PLAIN_MIN = 4096;
const NAMED = "X25519";

// The 32 bytes of an age1… text. It was sealed with the page, so its checksum is not looked at.
function bytesOf(recipient) {
  const bits = [...recipient.slice(4, 56)].map((letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, "0")).join("");
  return Uint8Array.from({ length: 32 }, (_, at) => parseInt(bits.slice(8 * at, 8 * at + 8), 2));
}

const own = () => crypto.subtle.generateKey(NAMED, false, ["deriveBits"]);

// Whether this browser has what it takes.
export const canSeal = () =>
  Promise.resolve()
    .then(own)
    .then(() => true, () => false);

// A secret that whoever has the key of this recipient comes to as well, from `share`.
export async function agree(text) {
  const recipient = bytesOf(text);
  const { privateKey, publicKey } = await own();
  const other = await crypto.subtle.importKey("raw", recipient, NAMED, false, []);
  const shared = await crypto.subtle.deriveBits({ name: NAMED, public: other }, privateKey, 256);
  return { recipient, shared: new Uint8Array(shared), share: new Uint8Array(await crypto.subtle.exportKey("raw", publicKey)) };
}

// The Padmé size.
function padded(length) {
  const e = Math.floor(Math.log2(length));
  const mask = 2 ** (e - Math.floor(Math.log2(e)) - 1) - 1;
  return Math.max(PLAIN_MIN, (length + mask) & ~mask);
}

// JSON, then zero bytes.
export function plainOf(answer) {
  const json = new TextEncoder().encode(JSON.stringify(answer));
  const plain = new Uint8Array(padded(json.length));
  plain.set(json);
  return plain;
}
