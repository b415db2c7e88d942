// In the calendar arrows go by day and week, Page Up and Page Down by month. Tab alone does, too.
const table = document.querySelector("table.cal.month");
const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

table?.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const month = { PageUp: "before", PageDown: "after" }[event.key];
  if (month) {
    document.querySelector(`[data-month="${month}"]`)?.click();
    event.preventDefault();
    return;
  }
  const step = STEPS[event.key];
  if (!step) return;
  const cells = [...table.querySelectorAll("td")];
  let at = cells.indexOf(event.target.closest("td"));
  // The next day in this direction that has something.
  do at += step; while (cells[at] && !cells[at].querySelector("a"));
  cells[at]?.querySelector("a").focus();
  event.preventDefault();
});
