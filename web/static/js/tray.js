// Events that have no spot on the map stand here with their number: known to a country only, told without a place,
// totals over a period, and those far outside the region. They never become pins.

import { h, put } from "./dom.js";
import { placeName } from "./names.js";
import { number, t, tn } from "./phrases.js";
import { countryWords, eventsWords } from "./words.js";

/** The tray over the map's upper edge. */
export class Tray {
  /** @param {Element} root @param {(at: string) => void} open called with what the list shall show */
  constructor(root, open) {
    this.root = root;
    new ResizeObserver(() => root.parentElement.style.setProperty("--tray", `${root.hidden ? 0 : root.offsetHeight + 12}px`)).observe(root);
    this.open = open;
    this.countries = new Map();
  }

  /** Names of countries. @param {any[]} labels as /api/labels tells */
  fillNames(labels) {
    for (const one of labels) if (one.kind === "country") this.countries.set(one.country, placeName(one));
  }

  /** What a narrowing of the list is called. @param {string} at @param {import("./data.js").Events} events */
  nameOf(at, events) {
    if (at.startsWith("country:")) return t("Somewhere in %(place)s", { place: this.countryName(at.slice(8), events) });
    return { nowhere: t("No place in the text"), totals: t("Totals over a period"), far: t("Outside the region") }[at] || "";
  }

  /** @param {string} code @param {import("./data.js").Events} [events] */
  countryName(code, events) {
    const own = events?.countries.get(code);
    return (own && placeName(own)) || this.countries.get(code) || countryWords(code) || t("no country");
  }

  /** @param {import("./data.js").Events} events @param {string} at what the list shows now */
  update(events, at) {
    const counts = events.beside();
    const countries = [...counts].filter(([key]) => key.startsWith("country:")).sort((a, b) => b[1] - a[1]);
    const rest = ["nowhere", "totals", "far"].filter((key) => counts.has(key)).map((key) => [key, counts.get(key)]);
    const chips = [
      ...countries.map(([key, n]) => this._chip(key, this.countryName(key.slice(8), events), n, at, tn("Known only to the country: %(num)s event", "Known only to the country: %(num)s events", n))),
      ...rest.map(([key, n]) => this._chip(key, this.nameOf(key, events), n, at, eventsWords(n))),
    ];
    this.root.hidden = chips.length === 0;
    const had = this.root.contains(document.activeElement) ? document.activeElement.dataset.at : null;
    put(this.root, h("h2", { class: "tray-title", id: "tray-title" }, t("Not on the map")), h("ul", { class: "tray-chips", "aria-labelledby": "tray-title" }, chips));
    if (had) this.root.querySelector(`[data-at="${CSS.escape(had)}"]`)?.focus();
  }

  _chip(key, name, count, at, says) {
    return h("li", {}, h("button", { class: "chip", type: "button", title: says, "aria-pressed": String(at === key), data: { at: key },
      on: { click: () => this.open(key) } }, h("bdi", {}, name), " ", h("b", {}, number(count))));
  }
}
