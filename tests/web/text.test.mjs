// `text.js` moves changes by the rules of `writing/text.rs`: every pair of changes of a short text comes to the same in either order.

import assert from "node:assert/strict";
import { apply, difference, over } from "../../crates/web/assets/js/text.js";

const BEFORE = "abcdef";

function everyChange(word) {
  const changes = [];
  for (let at = 0; at <= BEFORE.length; at += 1) {
    for (let del = 0; at + del <= BEFORE.length; del += 1) changes.push({ at, del, ins: "" }, { at, del, ins: word });
  }
  return changes;
}

for (const first of everyChange("XY")) {
  for (const second of everyChange("z")) {
    const one = apply(apply(BEFORE, first), over(second, first, true));
    const other = apply(apply(BEFORE, second), over(first, second, false));
    const what = JSON.stringify([first, second]);
    assert.equal(one, other, what);
    assert.equal(one.includes("XY"), first.ins !== "", what);
    assert.equal(one.includes("z"), second.ins !== "", what);
  }
}
const twice = { at: 2, del: 2, ins: "two" };
assert.equal(apply(apply(BEFORE, twice), over(twice, twice, true)), "abtwoef");

for (const [before, after] of [
  ["", "x"],
  ["a boat", "a wide boat"],
  ["aaaa", "aaa"],
  ["\u{1f6a3}", "\u{1f6a4}"],
  ["x\u{1f6a3}\u{1f6a3}", "x\u{1f6a3}"],
  ["\u{1f6a3}", "\u{1f7a3}"],
]) {
  const change = difference(before, after);
  assert.equal(apply(before, change), after);
  assert.ok(change.ins.isWellFormed(), `${before} ${after}`);
  assert.ok(before.slice(change.at, change.at + change.del).isWellFormed(), `${before} ${after}`);
}
console.log("text: ok");
