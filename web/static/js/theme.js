// Light and dark: the system's choice, a remembered switch, and the colours as the canvas needs them.

import { h, icon, put } from "./dom.js";
import { t } from "./phrases.js";

const KEY = "torkham-theme";
const CHOICES = ["auto", "light", "dark"];
const NAMES = { auto: t("as the system"), light: t("light"), dark: t("dark") };
const ICONS = { auto: "auto", light: "sun", dark: "moon" };
/** @type {Map<string, string>} */
const resolved = new Map();
let probe = null;

/** The colour of a CSS custom property in the current theme. @param {string} name such as "--ink" @returns {string} */
export function color(name) {
  if (!resolved.has(name)) {
    probe ??= document.body.appendChild(h("i", { hidden: true }));
    probe.style.color = `var(${name}, #888)`;
    resolved.set(name, getComputedStyle(probe).color);
  }
  return resolved.get(name);
}

/** The same colour with another opacity. @param {string} name @param {number} alpha 0 to 1 */
export function tint(name, alpha) {
  const parts = color(name).match(/[\d.]+/g) || ["128", "128", "128"];
  return `rgba(${parts[0]}, ${parts[1]}, ${parts[2]}, ${alpha})`;
}

/**
 * Put the switch into the header.
 * @param {Element} parent @param {() => void} changed called when colours are others
 */
export function themeSwitch(parent, changed) {
  const button = h("button", { class: "tool", type: "button", on: { click: () => set(CHOICES[(CHOICES.indexOf(current()) + 1) % 3]) } });
  const show = () => {
    const now = current();
    put(button, icon(ICONS[now]));
    button.setAttribute("aria-label", t("Theme: %(theme)s. Change", { theme: NAMES[now] }));
    button.title = t("Theme: %(theme)s", { theme: NAMES[now] });
  };
  const refresh = () => {
    resolved.clear();
    show();
    changed();
  };
  const set = (choice) => {
    try {
      if (choice === "auto") localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, choice);
    } catch {
      // without storage the choice lasts as long as the page
    }
    if (choice === "auto") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = choice;
    refresh();
  };
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", refresh);
  matchMedia("print").addEventListener("change", refresh);
  show();
  parent.append(button);
}

function current() {
  return document.documentElement.dataset.theme || "auto";
}
