// Words as people type them: capitals, spaces and endings do not matter, the first four letters do.

/* global WORDS */
const KNOWN = WORDS.split(" ");
const LETTERS = 4;

// As many letters as tell a word from all others; a shorter word is all of itself.
function key(word) {
  const twin = KNOWN.some((other) => other !== word && other.slice(0, LETTERS) === word.slice(0, LETTERS));
  return word.slice(0, twin ? LETTERS + 1 : LETTERS);
}

const BY_KEY = new Map(KNOWN.map((word) => [key(word), word]));

// What is typed in one go, word by word.
export const split = (typed) => typed.toLowerCase().split(/[^a-z]+/).filter(Boolean);

// The word of the list that is meant, or null.
export function meant(typed) {
  const word = split(typed).join("");
  return BY_KEY.get(word.slice(0, LETTERS + 1)) ?? BY_KEY.get(word.slice(0, LETTERS)) ?? null;
}

// How many letters must be changed, added or left out.
function distance(a, b) {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next.push(Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length];
}

// Words of the list that differ by one or two letters, the nearest first.
export function near(typed) {
  const word = split(typed).join("").slice(0, 20);
  const far = (known) => distance(known, word);
  return KNOWN.filter((known) => far(known) <= 2)
    .sort((a, b) => far(a) - far(b))
    .slice(0, 2);
}
