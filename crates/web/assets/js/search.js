// Looks while it is typed, after a short rest. The last question asked is the one that is answered. Without this the button
// does the same.
const form = document.getElementById("search");
const hits = document.getElementById("hits");
const told = document.getElementById("told");
const REST_MS = 150;

let asked = 0;
let timer = 0;

async function look(words) {
  const turn = ++asked;
  const answer = await fetch("/hits", { method: "POST", body: new URLSearchParams({ q: words }) });
  const text = await answer.text();
  const name = answer.headers.get("x-name");
  if (!answer.ok || turn !== asked) return;
  hits.setHTML(text, { sanitizer: { removeElements: ["link", "meta", "style"], removeAttributes: ["style"] } });
  told.textContent = hits.querySelector("h2")?.textContent ?? "";
  // The way back from an entry leads here again; the name says nothing of the words.
  history.replaceState(null, "", `/s/${name}`);
}

if (form && hits?.setHTML && told) {
  form.addEventListener("input", (event) => {
    clearTimeout(timer);
    if (!event.isComposing) timer = setTimeout(look, REST_MS, form.elements.q.value);
  });
  form.addEventListener("compositionend", () => {
    timer = setTimeout(look, REST_MS, form.elements.q.value);
  });
}
