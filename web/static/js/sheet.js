// On a phone the panels live in a sheet over the map: peek, half or full, by dragging or by button. Between phone and desktop
// widths the layers are a drawer. On a desktop both stand beside the map and this module only keeps quiet.

import { h, icon, put } from "./dom.js";
import { number, t } from "./phrases.js";

const STEPS = ["peek", "half", "full"];
const PHONE = "(max-width: 759px)";

/** The sheet. */
export class Sheet {
  /** @param {HTMLElement} root @param {HTMLElement} grip */
  constructor(root, grip) {
    Object.assign(this, { root, grip });
    this.step = "peek";
    this.tab = "events";
    this.media = matchMedia(PHONE);
    this.size = h("button", { class: "sheet-size", type: "button", on: { click: () => this.set(this.step === "full" ? "peek" : STEPS[STEPS.indexOf(this.step) + 1]) } });
    this.tabs = Object.fromEntries([["events", t("Events")], ["layers", t("Layers")]].map(([tab, name]) => [tab, h("button", { class: "tab", type: "button", "aria-controls": tab === "layers" ? "panel" : "events", on: { click: () => this._tab(tab) } }, name)]));
    this.bar = h("div", { class: "sheet-bar" });
    put(grip, h("span", { class: "sheet-handle", "aria-hidden": "true" }), h("div", { class: "sheet-row" }, h("div", { class: "tabs", role: "group", "aria-label": t("Show in the sheet") }, this.tabs.events, this.tabs.layers), this.size));
    grip.addEventListener("pointerdown", (event) => this._drag(event));
    this.media.addEventListener("change", () => this.set(this.step));
    addEventListener("resize", () => this.set(this.step));
    this.show("events", "peek");
  }

  get isPhone() {
    return this.media.matches;
  }

  /** Bring a tab up, at least so far. @param {"events"|"layers"} tab @param {"peek"|"half"|"full"} [least] */
  show(tab, least = "half") {
    this.tab = tab;
    this.root.dataset.tab = tab;
    for (const [name, button] of Object.entries(this.tabs)) button.setAttribute("aria-pressed", String(name === tab));
    this.set(STEPS.indexOf(least) > STEPS.indexOf(this.step) ? least : this.step);
  }

  /** The number of events on its tab. @param {number} n */
  count(n) {
    put(this.tabs.events, t("Events"), " ", h("span", { class: "tab-count" }, number(n)));
  }

  /** @param {string} step */
  set(step) {
    this.step = step;
    this.root.dataset.step = step;
    const covered = this.isPhone ? this._height(step) : 0;
    document.documentElement.style.setProperty("--sheet", `${covered}px`);
    put(this.size, icon("up"));
    this.size.classList.toggle("is-down", step === "full");
    this.size.setAttribute("aria-label", step === "full" ? t("Lower the sheet") : t("Raise the sheet"));
  }

  /** Pixels of the map that the sheet covers. */
  covered() {
    return this.isPhone && this.step !== "full" ? this._height(this.step) : 0;
  }

  _room() {
    return this.root.parentElement.clientHeight - document.getElementById("time").offsetHeight - document.querySelector(".top").offsetHeight;
  }

  _height(step) {
    const room = this._room();
    return Math.round({ peek: 66, half: Math.min(room * 0.56, 420), full: room - 8 }[step]);
  }

  _tab(tab) {
    if (this.dragged) return;
    this.show(tab, "half");
  }

  _drag(event) {
    if (!this.isPhone || event.button !== 0) return;
    const start = event.clientY;
    const from = this._height(this.step);
    this.dragged = false;
    const move = (moved) => {
      const away = start - moved.clientY;
      if (Math.abs(away) < 6 && !this.dragged) return;
      this.dragged = true;
      this.root.classList.add("is-dragged");
      document.documentElement.style.setProperty("--sheet", `${Math.max(66, Math.min(this._height("full"), from + away))}px`);
    };
    const end = (ended) => {
      removeEventListener("pointermove", move);
      removeEventListener("pointerup", end);
      removeEventListener("pointercancel", end);
      this.root.classList.remove("is-dragged");
      if (!this.dragged) return;
      const height = from + start - ended.clientY;
      this.set(STEPS.reduce((a, b) => (Math.abs(this._height(b) - height) < Math.abs(this._height(a) - height) ? b : a)));
      setTimeout(() => { this.dragged = false; }); // the click that ends a drag presses no tab
    };
    addEventListener("pointermove", move);
    addEventListener("pointerup", end);
    addEventListener("pointercancel", end);
  }
}
