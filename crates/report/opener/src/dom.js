// Elements. All text goes in as text; nothing is ever parsed as markup.
const SVG = "http://www.w3.org/2000/svg";

// Characters that nobody sees, or that change the order in which others are read.
const HIDDEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]/g;

export const seen = (text) => String(text ?? "").replace(/\r\n?/g, "\n").replace(HIDDEN, "");

function filled(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  for (const child of children.flat(Infinity)) {
    if (child != null) element.append(child.nodeType ? child : seen(child));
  }
  return element;
}

export const el = (name, attributes = {}, ...children) => filled(document.createElement(name), attributes, children);
export const svg = (name, attributes = {}, ...children) => filled(document.createElementNS(SVG, name), attributes, children);
export const by = (id) => document.getElementById(id);
