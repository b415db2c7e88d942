// Files for an entry: chosen, pasted or dropped. Each goes over in numbered pieces, one after the other; nothing is added before all of
// it is there.

const PIECE = 256 * 1024;
const box = document.querySelector("[data-files]");
const picked = document.getElementById("adding");
const told = box?.querySelector("[role=status]");

let before = Promise.resolve();

async function send(path, body) {
  const answer = await fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const said = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(said.said ?? "It could not be sent.");
  return said;
}

function letters(bytes) {
  let text = "";
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}

async function add(file) {
  const { key } = await send("/f/begin", { entry: box.dataset.files, name: file.name, bytes: file.size });
  for (let number = 0; number * PIECE < file.size; number += 1) {
    const piece = file.slice(number * PIECE, (number + 1) * PIECE);
    await send("/f/piece", { key, number, bytes: letters(new Uint8Array(await piece.arrayBuffer())) });
  }
  return (await send("/f/end", { key })).said;
}

async function addAll(files) {
  const said = [];
  for (const file of files) {
    told.textContent = `Adding ${file.name}`;
    said.push(await add(file).catch((why) => `Not added: ${file.name}. ${why.message}`));
  }
  told.textContent = said.join(" ");
}

// One after the other, also when more come meanwhile.
function take(files) {
  const all = [...files];
  if (all.length) before = before.then(() => addAll(all));
}

if (box && picked && told) {
  picked.addEventListener("change", () => {
    take(picked.files);
    picked.value = "";
  });
  addEventListener("paste", (event) => take(event.clipboardData?.files ?? []));
  // A file that is dropped beside a page's place for it would take the place of the page.
  addEventListener("dragover", (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    box.classList.add("over");
  });
  addEventListener("dragleave", (event) => event.relatedTarget || box.classList.remove("over"));
  addEventListener("drop", (event) => {
    if (!event.dataTransfer?.files.length) return;
    event.preventDefault();
    box.classList.remove("over");
    take(event.dataTransfer.files);
  });
}
