// Makes elements. Text only ever becomes text nodes, so nothing from an article can turn into markup.

const SVG = "http://www.w3.org/2000/svg";

/** @typedef {Node|string|number|null|undefined|false|Child[]} Child */

/**
 * Make an HTML element.
 * @param {string} tag
 * @param {Record<string, any>} [props] attributes; `on` holds listeners, `data` the data-* ones, `vars` CSS custom properties
 * @param {...Child} children
 * @returns {any}
 */
export function h(tag, props = {}, ...children) {
  return fill(document.createElement(tag), props, children);
}

/**
 * Make an SVG element.
 * @param {string} tag
 * @param {Record<string, any>} [props]
 * @param {...Child} children
 * @returns {any}
 */
export function s(tag, props = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), props, children);
}

/** Replace all children. @param {Element} element @param {...Child} children */
export function put(element, ...children) {
  element.replaceChildren(...flat(children));
  return element;
}

/** A title or sentence that stays in English whatever the language of the page. @param {string} text @param {Record<string, any>} [props] */
export function english(text, props = {}) {
  return h("bdi", { lang: "en", dir: "ltr", ...props }, text);
}

/** The address of a link if it is http(s) or on this site, else null. @param {string|null|undefined} url */
export function safeUrl(url) {
  if (!url) return null;
  try {
    const found = new URL(url, location.href);
    return found.protocol === "http:" || found.protocol === "https:" ? found.href : null;
  } catch {
    return null;
  }
}

const ICONS = {
  close: "M5 5l10 10M15 5L5 15",
  back: "M12.5 4.5L7 10l5.5 5.5",
  forward: "M7.5 4.5L13 10l-5.5 5.5",
  up: "M4.5 12.5L10 7l5.5 5.5",
  search: "M9 14.5a5.5 5.5 0 1 1 0-11 5.5 5.5 0 0 1 0 11zM13.2 13.2L17 17",
  plus: "M10 4v12M4 10h12",
  minus: "M4 10h12",
  home: "M4 4h4.5M4 4v4.5M16 4h-4.5M16 4v4.5M4 16h4.5M4 16v-4.5M16 16h-4.5M16 16v-4.5",
  link: "M8.5 11.5l3-3M7 9l-1.8 1.8a2.8 2.8 0 0 0 4 4L11 13M9 7l1.8-1.8a2.8 2.8 0 0 1 4 4L13 11",
  out: "M8 5H5v10h10v-3M11 4h5v5M16 4l-7 7",
  check: "M4.5 10.5l4 4 7.5-8.5",
  down: "M10 4v8M6.5 9L10 12.5 13.5 9M4.5 16h11",
  sun: "M10 6.7a3.3 3.3 0 1 1 0 6.6 3.3 3.3 0 0 1 0-6.6zM10 2v2M10 16v2M2 10h2M16 10h2M4.3 4.3l1.4 1.4M14.3 14.3l1.4 1.4M4.3 15.7l1.4-1.4M14.3 5.7l1.4-1.4",
  moon: "M16.5 12A7 7 0 0 1 8 3.5a6.8 6.8 0 1 0 8.5 8.5z",
  auto: "M3 4.5h14v9H3zM7 16.8h6",
  layers: "M10 3l7.5 4L10 11 2.5 7zM3.5 10.8L10 14.2l6.5-3.4M3.5 14L10 17.4l6.5-3.4",
  list: "M7 5h10M7 10h10M7 15h10M3 5h.6M3 10h.6M3 15h.6",
  play: "M6.5 4.5v11l9-5.5z",
  pause: "M7 5v10M13 5v10",
  table: "M3.5 4.5h13v11h-13zM3.5 8h13M3.5 11.8h13M8 8v7.5",
  map: "M3 5.5l4.7-2 4.6 2 4.7-2v11l-4.7 2-4.6-2-4.7 2zM7.7 3.5v11M12.3 5.5v11",
  picture: "M3.5 5h13v10.5h-13zM3.5 13l4-4 3 3 2.5-2.5 3.5 3.5M13 7.8h.1",
  print: "M6 8V3.5h8V8M6 14H3.5V8h13v6H14M6 11.5h8v5H6z",
  menu: "M4 6h12M4 10h12M4 14h12",
};

const WAYS = new Set(["back", "forward", "out", "list", "search"]); // they point along the line, so they are mirrored with it

/** A line icon; it says nothing to a screen reader. @param {keyof typeof ICONS} name */
export function icon(name) {
  return s("svg", { class: WAYS.has(name) ? "icon is-way" : "icon", viewBox: "0 0 20 20", "aria-hidden": "true", focusable: "false" }, s("path", { d: ICONS[name] }));
}

function fill(element, props, children) {
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "on") for (const [type, listener] of Object.entries(value)) element.addEventListener(type, listener);
    else if (name === "data") for (const [key, text] of Object.entries(value)) element.dataset[key] = text;
    else if (name === "vars") for (const [key, text] of Object.entries(value)) element.style.setProperty(key, text);
    else if (name === "checked" || name === "selected" || name === "indeterminate" || name === "value" || name === "disabled") element[name] = value;
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...flat(children));
  return element;
}

function flat(children) {
  return children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false).map(
    (child) => (child instanceof Node ? child : String(child)));
}
