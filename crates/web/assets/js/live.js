// What the program tells its pages: one stream for all pages of the browser, held by one of them and passed on to the others.
// Told that the journal was locked or that the program ends, a page goes blank at once and leaves.

const channel = new BroadcastChannel("pages");
const ASK_MS = 1000;
const NOWHERE = "about:blank";
const refusals = [];
let isLeaving = false;
// Where this page goes, once it leaves.
let goal = "";
let hasLeft = false;

// Has `save` called before this page leaves. It answers a promise of whether everything typed here is safe.
export function beforeLeaving(save) {
  refusals.push(save);
}

// Takes everything off the screen. The scripts live on until the page is left.
export function blank() {
  document.title = "";
  document.body.replaceChildren();
}

// Tells the other pages of this browser, and does the same here.
export function tellAll(news) {
  channel.postMessage(news);
  happened(news);
}

export async function leave(target) {
  if (isLeaving) {
    // A page on its way to the question for the passphrase is called off when there is nothing to come in to any more.
    if (target !== NOWHERE || goal === NOWHERE) return;
    if (hasLeft) location.replace(NOWHERE);
    goal = NOWHERE;
    return;
  }
  isLeaving = true;
  goal = target;
  const saved = refusals.map((save) => save());
  blank();
  const late = new Promise((done) => setTimeout(done, 2000, [false]));
  const safe = (await Promise.race([Promise.all(saved), late])).every(Boolean);
  if (safe) {
    hasLeft = true;
    location.replace(goal);
    return;
  }
  isLeaving = false;
  const said = document.createElement("p");
  said.setAttribute("role", "alert");
  said.textContent = "Some words of this page could not be saved. It tries again as long as it is open.";
  document.body.replaceChildren(said);
  setTimeout(leave, 3000, goal);
}

function happened(news) {
  const isLocked = location.pathname === "/x";
  if (news === "locked" && !isLocked) leave("/x");
  if (news === "unlocked" && (isLocked || location.pathname.startsWith("/b"))) location.replace("/");
  if (news === "gone") leave(NOWHERE);
  if (news === "changed" && !isLocked) changed();
}

// ---- what reads otherwise now -----------------------------------------------------------------------------------

let isLooking = false;
let isStale = false;

async function changed() {
  document.dispatchEvent(new Event("journal:changed"));
  if (!document.querySelector("[data-live]")) return;
  if (isLooking) {
    isStale = true;
    return;
  }
  isLooking = true;
  try {
    const answer = await fetch(location.pathname);
    if (answer.status === 401) leave("/x");
    else if (answer.ok) renew(await answer.text());
  } catch {
    // The stream ends soon, too, and says why.
  }
  isLooking = false;
  if (isStale) {
    isStale = false;
    changed();
  }
}

// Puts the parts that are marked in place of what they were; never one in which somebody is.
function renew(text) {
  if (!Element.prototype.setHTML) {
    if (document.activeElement === document.body) location.reload();
    return;
  }
  const fresh = document.createElement("div");
  // Takes out whatever could act; what else a page of ours has stays.
  fresh.setHTML(text, { sanitizer: { removeElements: ["link", "meta", "style"], removeAttributes: ["style"] } });
  for (const part of document.querySelectorAll("[data-live]")) {
    const next = fresh.querySelector(`#${CSS.escape(part.id)}`);
    if (!next || part.contains(document.activeElement)) continue;
    // What was opened stays open.
    const folded = next.querySelectorAll("details");
    part.querySelectorAll("details").forEach((old, at) => folded[at]?.toggleAttribute("open", old.open));
    if (part.isEqualNode(next)) continue;
    part.replaceWith(next);
  }
}

// ---- the stream -------------------------------------------------------------------------------------------------

let failures = 0;

function listen() {
  const stream = new EventSource("/live");
  stream.onopen = () => (failures = 0);
  for (const news of ["changed", "locked", "unlocked", "gone"]) {
    stream.addEventListener(news, () => tellAll(news));
  }
  stream.onerror = () => {
    failures += 1;
    if (stream.readyState !== EventSource.CLOSED && failures < 3) return;
    stream.close();
    setTimeout(ask, ASK_MS, 2);
  };
}

// Whether the program still knows this browser. A page that is just being left loses its stream and its questions, too: so it
// is asked a little later, and once more, when such a page is gone.
async function ask(times) {
  let isThere = false;
  try {
    isThere = (await fetch("/a/live.js")).ok;
  } catch {
    // Nobody answers.
  }
  if (isThere) {
    failures = 0;
    listen();
  } else if (times > 1) setTimeout(ask, ASK_MS, times - 1);
  else tellAll("gone");
}

// The answer to such a form is the last page, so this one does not leave for another.
addEventListener("submit", (event) => {
  if (event.target.matches("[data-ends]")) isLeaving = true;
});
channel.onmessage = (message) => happened(message.data);
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});
// Whoever holds the lock listens; when its page closes, the next one does.
navigator.locks.request("stream", () => {
  listen();
  return new Promise(() => {});
});
