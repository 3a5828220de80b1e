// Search over events (title, place, actor, source, type) and, by the service, over all places in any spelling.
// A combobox: arrows walk through the finds, Enter takes one, Escape closes. Typing alone changes nothing on the map.

import { fetchJson } from "./fetching.js";
import { english, h, icon, put } from "./dom.js";
import { areaName, otherName, placeName } from "./names.js";
import { isMirrored, number, t, tn } from "./phrases.js";
import { symbol } from "./symbols.js";
import { countryWords, kindWords, whenWords } from "./words.js";

const MOST = { events: 6, places: 6 };
const WAIT_MS = 140;

/** The search box in the header. */
export class Search {
  /**
   * @param {Element} root @param {string} placesUrl
   * @param {{open: (id: string) => void, go: (place: any) => void, filter: (patch: any) => void, say: (text: string) => void}} calls
   */
  constructor(root, placesUrl, calls) {
    Object.assign(this, { root, placesUrl, calls });
    this.options = [];
    this.active = -1;
    this.input = h("input", { type: "search", id: "search-input", placeholder: matchMedia("(max-width: 759px)").matches ? t("Search") : t("Search events, places, actors, sources"), autocomplete: "off", spellcheck: "false", enterkeyhint: "search",
      role: "combobox", "aria-expanded": "false", "aria-controls": "search-finds", "aria-autocomplete": "list", "aria-label": t("Search events, places, actors and sources"),
      on: { input: () => this._wait(), keydown: (event) => this._key(event), focus: () => this._wait() } });
    this.found = h("div", { id: "search-finds", role: "listbox", "aria-label": t("Finds") });
    this.none = h("p", { class: "find-none", hidden: true }, t("Nothing found. Try a shorter word or another spelling; Urdu, Pashto and Dari names work too."));
    this.finds = h("div", { class: "finds", hidden: true }, this.found, this.none);
    put(root, icon("search"), this.input, this.finds);
    document.addEventListener("pointerdown", (event) => {
      if (!root.contains(event.target)) this._close();
    });
    root.addEventListener("focusout", (event) => {
      if (event.relatedTarget && !root.contains(event.relatedTarget)) this._close();
    });
  }

  /** @param {import("./data.js").Events} events */
  fill(events) {
    this.events = events;
  }

  /** @param {import("./state.js").State} state */
  update(state) {
    if (document.activeElement !== this.input) this.input.value = state.q;
  }

  _wait() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this._find(), WAIT_MS);
  }

  async _find() {
    const text = this.input.value.trim();
    if (!text || !this.events) {
      if (!text && this.shown) this.calls.filter({ q: "" });
      this._close();
      return;
    }
    const asked = fetchJson(`${this.placesUrl}?q=${encodeURIComponent(text)}`, { retry: false }).catch(() => []);
    const finds = await Promise.resolve(this.events.find(text)).catch(() => ({ rows: [], total: 0, actors: [], sources: [] }));
    if (this.input.value.trim() !== text) return;
    this._show(text, finds, null);
    const places = await asked;
    if (this.input.value.trim() === text && !this.finds.hidden) this._show(text, finds, places);
  }

  _show(text, { rows, total, actors, sources }, places) {
    this.options = [];
    this.active = -1;
    this.shown = true;
    const all = total ? this._option([icon("list"), h("span", { class: "find-text" }, h("span", {}, t("Show all events with “%(text)s”", { text }))), count(total)], () => this.calls.filter({ q: text })) : null;
    const groups = [
      this._group(t("Places"), (places || []).slice(0, MOST.places).map((place) => this._place(place))),
      this._group(t("Events"), [all, ...rows.slice(0, MOST.events).map((i) => this._event(i))].filter(Boolean)),
      this._group(t("Actors"), actors.map(([name, n]) => this._name(name, n, { actor: name }))),
      this._group(t("Sources"), sources.map(([name, n]) => this._name(name, n, { source: name }))),
    ];
    put(this.found, groups);
    this.none.hidden = !places || this.options.length > 0;
    this.finds.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    if (places) this.calls.say(this.options.length ? tn("%(num)s find", "%(num)s finds", this.options.length) : t("Nothing found."));
  }

  _group(name, options) {
    return options.length ? h("div", { role: "group", "aria-label": name }, h("p", { class: "find-group", "aria-hidden": "true" }, name), options) : null;
  }

  _event(i) {
    const event = this.events.list[i];
    return this._option([symbol(this.events.familyOf(i), this.events.isHollow(i)), h("span", { class: "find-text" }, english(event.title),
      h("small", {}, whenWords(event, true), event.place ? ` · ${placeName(event.place)}` : ""))], () => this.calls.open(event.id));
  }

  _place(place) {
    const around = [kindWords(place.kind), place.admin1 && place.kind !== "province" ? areaName(place.admin1) : null, place.kind === "country" ? null : countryWords(place.country)].filter(Boolean).join(t(", "));
    return this._option([icon("home"), h("span", { class: "find-text" }, h("span", {}, h("bdi", {}, placeName(place)), otherName(place) ? [" ", h("bdi", { class: isMirrored ? "latin" : "native" }, otherName(place))] : null), h("small", {}, around)), place.events ? count(place.events) : null],
      () => this.calls.go(place));
  }

  _name(name, n, patch) {
    return this._option([icon(patch.actor ? "layers" : "link"), h("span", { class: "find-text" }, h("bdi", {}, name)), count(n)], () => this.calls.filter(patch));
  }

  _option(children, take) {
    const option = h("div", { class: "find", role: "option", id: `find-${this.options.length}`, "aria-selected": "false", on: { pointerdown: (event) => event.preventDefault(), click: () => this._take(take) } }, children);
    this.options.push({ option, take });
    return option;
  }

  _take(take) {
    this._close();
    take();
  }

  _key(event) {
    if (event.key === "Escape") {
      if (this.finds.hidden) this.input.value = "";
      this._close();
    } else if (event.key === "Enter") {
      event.preventDefault();
      const text = this.input.value.trim();
      if (this.active >= 0) this._take(this.options[this.active].take);
      else this._take(() => this.calls.filter({ q: text }));
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (this.finds.hidden) this._wait();
      else this._walk(event.key === "ArrowDown" ? 1 : -1);
    }
  }

  _walk(step) {
    if (!this.options.length) return;
    this.options[this.active]?.option.setAttribute("aria-selected", "false");
    this.active = (this.active + step + this.options.length + (this.active < 0 && step < 0 ? 1 : 0)) % this.options.length;
    const { option } = this.options[this.active];
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", option.id);
  }

  _close() {
    this.finds.hidden = true;
    this.active = -1;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }
}

function count(n) {
  return h("span", { class: "count" }, number(n));
}
