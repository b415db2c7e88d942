// Changes of a text, moved over others that were made on the same version: by the same rules as `writing/text.rs`.
// Places are those of strings here, which count in UTF-16.

// The smallest stretch in which two texts differ. It divides no sign.
export function difference(before, after) {
  let start = 0;
  const most = Math.min(before.length, after.length);
  while (start < most && before.charCodeAt(start) === after.charCodeAt(start)) start += 1;
  if (isSecondHalf(before, start) || isSecondHalf(after, start)) start -= 1;
  let end = 0;
  while (end < most - start && before.charCodeAt(before.length - 1 - end) === after.charCodeAt(after.length - 1 - end)) {
    end += 1;
  }
  if (isSecondHalf(before, before.length - end) || isSecondHalf(after, after.length - end)) end -= 1;
  end = Math.max(end, 0);
  return { at: start, del: before.length - start - end, ins: after.slice(start, after.length - end) };
}

function isSecondHalf(text, at) {
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit < 0xe000;
}

export function apply(text, change) {
  return text.slice(0, change.at) + change.ins + text.slice(change.at + change.del);
}

export function isNothing(change) {
  return change.del === 0 && change.ins === "";
}

// `change` for a text in which `other` was made before. `isLater` says that `change` was saved later.
export function over(change, other, isLater) {
  const end = change.at + change.del;
  const otherEnd = other.at + other.del;
  const behind = other.at + other.ins.length;
  const isSame = change.at === other.at && change.del === other.del;
  if (isSame && change.ins === other.ins) return { at: behind, del: 0, ins: "" };
  const bothInsert = isSame && change.del === 0;
  if (end <= other.at && !(bothInsert && isLater)) return change;
  if (change.at >= otherEnd) return { ...change, at: change.at + other.ins.length - other.del };
  if (isSame) return { at: isLater ? behind : other.at, del: 0, ins: change.ins };
  if (change.at <= other.at && end >= otherEnd) {
    return { at: change.at, del: change.del - other.del + other.ins.length, ins: change.ins + other.ins };
  }
  if (change.at >= other.at && end <= otherEnd) return { at: behind, del: 0, ins: change.ins };
  if (change.at < other.at) return { at: change.at, del: other.at - change.at, ins: change.ins };
  return { at: behind, del: end - otherEnd, ins: change.ins };
}
