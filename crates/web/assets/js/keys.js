// Hide: by its button, or by Shift three times within five seconds, with no other key between. And: somebody is here.

import { blank, tellAll } from "/a/live.js";

const WITHIN_MS = 5000;
const AWAKE_EVERY_MS = 60000;

const pending = [];

// Has `words` called when everything is hidden: it answers what is not saved yet, to go along, or nothing.
export function whenHiding(words) {
  pending.push(words);
}

function post(path, body) {
  return fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
    keepalive: true,
  });
}

function hide() {
  const words = pending.map((words) => words()).filter(Boolean);
  blank();
  // Whatever comes of it, nothing is to be seen here.
  post("/hide", { words }).catch(() => {});
  tellAll("gone");
}

document.addEventListener("click", (event) => {
  const copies = event.target.closest("button[data-copy]");
  if (copies) {
    const text = document.getElementById(copies.dataset.copy).textContent.trim();
    navigator.clipboard.writeText(text).then(() => (copies.textContent = "Copied"), () => {});
  }
  if (event.target.closest("button[data-print]")) print();
  const button = event.target.closest("button.hide, button[data-lock]");
  if (button?.matches(".hide")) hide();
  else if (button) post("/lock", {}).catch(() => {});
});

let times = [];
let isAlone = false;

addEventListener(
  "keydown",
  (event) => {
    if (event.key === "Shift") {
      isAlone = !event.repeat;
      return;
    }
    isAlone = false;
    times = [];
  },
  true,
);
addEventListener(
  "keyup",
  (event) => {
    if (event.key !== "Shift" || !isAlone) return;
    isAlone = false;
    times = [...times.slice(-2), event.timeStamp];
    if (times.length === 3 && times[2] - times[0] <= WITHIN_MS) hide();
  },
  true,
);
addEventListener("pointerdown", () => (times = []), true);

let told = performance.now();

function somebodyIsHere() {
  if (performance.now() - told < AWAKE_EVERY_MS) return;
  told = performance.now();
  post("/awake", {}).catch(() => {});
}

for (const what of ["keydown", "pointerdown", "wheel"]) {
  addEventListener(what, somebodyIsHere, { capture: true, passive: true });
}
