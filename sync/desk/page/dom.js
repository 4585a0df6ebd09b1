// Elements made by hand. Text is only ever set as text: there is no way here to set markup.

// el("p", { class: "quiet", id: "x", data: { id: "y" }, on: { click } }, "text", child, ...)
export function el(tag, given = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(given)) {
    if (value === null || value === undefined || value === false) {
      continue;
    }
    if (name === "on") {
      for (const [event, act] of Object.entries(value)) {
        node.addEventListener(event, act);
      }
    } else if (name === "data") {
      for (const [key, text] of Object.entries(value)) {
        node.dataset[key] = text;
      }
    } else {
      node.setAttribute(name, value === true ? "" : value);
    }
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return node;
}

// What someone else wrote: its own direction, its own language, its line breaks.
export const typed = (text, lang = "") =>
  el("p", { class: "typed", dir: "auto", lang: lang || null }, text);

// Makes a part anew only when what it shows has changed, so that no press falls on a button that is being replaced.
export function keep(node, shown, make) {
  const key = JSON.stringify(shown);
  if (node.shown !== key) {
    node.shown = key;
    refill(node, make());
  }
}

// Puts new children in, and the focus back where it was (by id or data-id).
export function refill(node, ...children) {
  const focus = node.contains(document.activeElement) ? document.activeElement : null;
  const key = focus && (focus.id ? `#${focus.id}` : focus.dataset.id ? `[data-id="${focus.dataset.id}"]` : "");
  node.replaceChildren(...children.flat().filter(Boolean));
  if (key) {
    node.querySelector(key)?.focus({ preventScroll: true });
  }
}

let quiet;
export function say(sentence) {
  const line = document.getElementById("said");
  line.textContent = sentence;
  line.classList.toggle("shown", sentence !== "");
  clearTimeout(quiet);
  quiet = setTimeout(() => line.classList.remove("shown"), 8000);
}
