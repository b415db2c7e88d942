// Figures: numbers, charts from shapes, each with its table.
import { el, svg } from "./dom.js";

const rect = (area) => ({ x: area[0], y: area[1], width: area[2], height: area[3] });

function shape([what, tone, ...rest]) {
  if (what === "line") return svg("polyline", { class: `s-${tone}`, "stroke-width": rest[0], points: rest[1].join(" ") });
  if (what === "fill") return svg("rect", { class: `f-${tone}`, ...rect(rest[0]) });
  if (what === "frame") return svg("rect", { class: `s-${tone}`, "stroke-width": rest[0], ...rect(rest[1]) });
  const [at, text, size, bold, anchor] = rest;
  return svg(
    "text",
    { class: `f-${tone}${bold ? " strong" : ""}`, x: at[0], y: at[1], "font-size": size, "text-anchor": anchor },
    text,
  );
}

const head = (names) => el("thead", {}, el("tr", {}, names.map((name) => (name ? el("th", { scope: "col" }, name) : el("td")))));

function table(caption, { head: names, rows }) {
  const row = ([first, ...rest]) => el("tr", {}, el("th", { scope: "row" }, first), rest.map((cell) => el("td", {}, cell)));
  return el("table", {}, el("caption", {}, caption), head(names), el("tbody", {}, rows.map(row)));
}

function bars(caption, { head: names, rows }, full) {
  const means = rows.some((row) => row[2]);
  const row = ([label, count, mean]) => {
    const bar = { class: "level", viewBox: "0 0 100 10", preserveAspectRatio: "none", "aria-hidden": "true" };
    const width = Math.min(100, Math.max(0.5, (count / full) * 100));
    const drawn = full ? svg("svg", bar, svg("rect", { class: "f-accent", width, height: 10 })) : null;
    return el(
      "tr",
      {},
      el("th", { scope: "row", dir: "auto" }, label),
      el("td", { class: "bars" }, drawn),
      el("td", {}, count),
      means ? el("td", {}, mean) : null,
    );
  };
  const shown = ["", "", names[1], ...(means ? [names[2]] : [])];
  return el("table", {}, el("caption", { dir: "auto" }, caption), head(shown), el("tbody", {}, rows.map(row)));
}

function chart({ width, height, shapes }, says) {
  return svg("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": says }, shapes.map(shape));
}

function figure(one) {
  const note = one.note ? el("p", { class: "soft small", dir: "auto" }, one.note) : null;
  if (one.bars) return [bars(one.label, one.bars, one.full), note];
  if (one.says == null) return null;
  const rows = one.chart && one.table.rows.length;
  return [
    el("h3", { dir: "auto" }, one.label),
    el(
      "figure",
      {},
      one.chart ? el("p", { class: "drag soft small no-print" }, "The drawing goes on to the side.") : null,
      one.chart ? el("div", { class: "wide", tabindex: "0", role: "group", "aria-label": one.label }, chart(one.chart, one.says)) : null,
      el("figcaption", {}, one.says),
      rows ? el("details", {}, el("summary", {}, "The same as a table"), table(one.label, one.table)) : null,
    ),
    note,
  ];
}

// One insight: what fits a line first, then what is drawn.
export function section(insight) {
  const lines = insight.figures.filter((one) => one.value != null);
  const line = (one) => [
    el("dt", { dir: "auto" }, one.label),
    el("dd", {}, one.value, one.note ? el("span", { class: "soft", dir: "auto" }, ` ${one.note}`) : null),
  ];
  return [
    el("p", { class: "soft small" }, insight.period),
    lines.length ? el("dl", { class: "facts" }, lines.map(line)) : null,
    insight.figures.map(figure),
  ];
}
