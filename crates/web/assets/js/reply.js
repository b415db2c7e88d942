// Puts a chosen file into its form as text: our pages send forms alone, and nothing larger than a reply may be.
const MAX = 1024 * 1024;

const form = document.querySelector("form[data-file]");
const picked = form?.querySelector("input[type=file]");
const into = form?.querySelector("input[type=hidden]");

function encoded(bytes) {
  let text = "";
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

picked?.addEventListener("change", async () => {
  const button = form.querySelector("button");
  into.value = "";
  const [file] = picked.files;
  if (!file) return;
  button.disabled = true;
  try {
    // One byte more than is taken says enough of a larger one.
    into.value = encoded(new Uint8Array(await file.slice(0, MAX + 1).arrayBuffer()));
  } finally {
    button.disabled = false;
  }
});
