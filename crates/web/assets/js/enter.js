// Presents the token from the address once, and goes to the journal.
const said = document.getElementById("said");
const token = location.hash.slice(1);
history.replaceState(null, "", "/enter");
const closed = "This page is closed. It was hidden, opened in another browser, or it belongs to an earlier start. Open Notes from the menu of your computer.";

async function enter() {
  try {
    const answer = await fetch("/enter", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ token }),
    });
    if (answer.ok) {
      location.replace("/");
      return;
    }
  } catch {
    // The program has ended; it says the same.
  }
  said.textContent = closed;
}

enter();
