// Says how many minutes of the wait are left. The text changes once a minute and nothing moves: it may be looked away from.
const wait = document.getElementById("wait");
const line = wait?.querySelector(".timer");
const more = document.getElementById("wait-more");
const acts = document.getElementById("wait-acts");

if (wait && line && more && acts) {
  const pause = acts.querySelector('[data-wait="pause"]');
  const end = acts.querySelector('[data-wait="end"]');
  let left = Number(wait.dataset.minutes) * 60_000;
  let since = Date.now();
  let timer = 0;

  const remaining = () => left - (timer ? Date.now() - since : 0);

  function say() {
    const minutes = Math.ceil(remaining() / 60_000);
    if (minutes <= 0) return over();
    const text = minutes === 1 ? "About a minute left" : `About ${minutes} minutes left`;
    if (line.textContent !== text) line.textContent = text;
  }

  function go() {
    since = Date.now();
    timer = setInterval(say, 5_000);
    pause.textContent = "Pause";
    more.textContent = "You can look away. This page will say when it is over.";
    say();
  }

  function over() {
    clearInterval(timer);
    line.textContent = "Ten minutes are over.";
    more.textContent = "How strong is it now?";
    acts.hidden = true;
  }

  pause.addEventListener("click", () => {
    if (!timer) return go();
    left = remaining();
    clearInterval(timer);
    timer = 0;
    pause.textContent = "Go on";
    more.textContent = "The wait stands still.";
  });
  end.addEventListener("click", over);
  acts.hidden = false;
  go();
}
