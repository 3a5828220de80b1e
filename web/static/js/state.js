// The state of the page is its address. Reads and writes the query words; runs without a browser except for Store.

import { dayOf, isoOf } from "./words.js";

/**
 * @typedef {object} State
 * @property {[number, number]|null} ll centre of the map as latitude, longitude; null is the whole region
 * @property {number|null} z zoom
 * @property {Set<string>|null} types codes of the families shown; null is all
 * @property {Set<string>|null} statuses null is all
 * @property {number|null} from first day shown, in days since 1970-01-01; null is open
 * @property {number|null} to last day shown
 * @property {string} q search words
 * @property {string} actor @property {string} source @property {string} place @property {string} country @property {string} admin1
 * @property {number|null} near events within so many km of the frontier
 * @property {string|null} event id of the open card
 * @property {string} at what the list is narrowed to: "place:ID", "arc:FROM~TO", "country:PK", "nowhere", "totals", "far"
 * @property {boolean} inview the list holds only what the map shows
 * @property {boolean} oldest the list begins with the oldest
 * @property {string} shade what areas are shaded by: "" or one of SHADES
 */

export const STATUSES = ["happened", "ongoing", "planned", "alleged", "denied", "cancelled"];
/** Which areas are shaded, by the number of which. */
export const SHADES = ["provinces-events", "provinces-killed", "districts-events", "districts-killed"];
const WORDS = ["q", "actor", "source", "place", "country", "admin1"];

/** @returns {State} */
export function emptyState() {
  return { ll: null, z: null, types: null, statuses: null, from: null, to: null, q: "", actor: "", source: "", place: "",
    country: "", admin1: "", near: null, event: null, at: "", inview: false, oldest: false, shade: "" };
}

/**
 * Read an address. What cannot be read is left out, so that an old link still opens.
 * @param {string} search the part after "?"
 * @param {{code: string, layer: string}[]} families
 * @returns {State}
 */
export function parseAddress(search, families) {
  const words = new URLSearchParams(search);
  const state = emptyState();
  state.types = readTypes(words, families);
  state.statuses = readSet(words.get("status"), STATUSES);
  [state.from, state.to] = readInterval(words.get("datetime"));
  for (const word of WORDS) state[word] = (words.get(word) || "").trim();
  state.event = words.get("event") || null;
  state.at = words.get("at") || "";
  state.inview = words.get("list") === "view";
  state.oldest = words.get("sort") === "oldest";
  state.shade = SHADES.find((shade) => shade === words.get("shade")) || "";
  state.near = readNumber(words.get("near_border_km"), 0, 5000);
  const [lat, lon] = (words.get("ll") || "").split(",");
  const centre = [readNumber(lat, -85, 85), readNumber(lon, -360, 360)];
  state.ll = centre[0] === null || centre[1] === null ? null : /** @type {[number, number]} */ (centre);
  state.z = readNumber(words.get("z"), 0, 22);
  return state;
}

/**
 * Write an address, the shortest that parseAddress reads back to the same state.
 * @param {State} state @param {{code: string, layer: string}[]} families
 * @returns {string} "" or "?…"
 */
export function formatAddress(state, families) {
  const words = filterWords(state, families);
  if (state.ll && state.z !== null) {
    words.set("ll", `${state.ll[0].toFixed(4)},${state.ll[1].toFixed(4)}`);
    words.set("z", String(Number(state.z.toFixed(2))));
  }
  if (state.inview) words.set("list", "view");
  if (state.oldest) words.set("sort", "oldest");
  if (state.shade) words.set("shade", state.shade);
  if (state.at) words.set("at", state.at);
  if (state.event) words.set("event", state.event);
  return asSearch(words);
}

/** Only what selects events, as the query words of the API and of exports. @param {State} state @param {{code: string, layer: string}[]} families */
export function filterAddress(state, families) {
  return asSearch(filterWords(state, families));
}

/** Are any events filtered away? @param {State} state */
export function isFiltered(state) {
  return Boolean(state.types || state.statuses || state.from !== null || state.to !== null || state.near !== null
    || WORDS.some((word) => state[word]));
}

/** Keeps the state, the address and the listeners together. */
export class Store {
  /** @param {{code: string, layer: string}[]} families */
  constructor(families) {
    this.families = families;
    this.listeners = [];
    this.timer = 0;
    this.state = parseAddress(location.search, families);
    addEventListener("popstate", () => {
      clearTimeout(this.timer);
      this._tell(parseAddress(location.search, families), true);
    });
    addEventListener("pagehide", () => this._replace());
  }

  /** Call after each change. @param {(state: State, before: State, byHistory: boolean) => void} listener */
  listen(listener) {
    this.listeners.push(listener);
  }

  /**
   * Change some of the state. A `quiet` change, such as moving the map, makes no new step for the back button.
   * @param {Partial<State>} patch @param {{quiet?: boolean}} [how]
   */
  change(patch, { quiet = false } = {}) {
    const next = { ...this.state, ...patch };
    const same = formatAddress(next, this.families) === formatAddress(this.state, this.families);
    if (!quiet && !same) {
      this._replace();
      history.pushState(null, "", formatAddress(next, this.families) || location.pathname);
    }
    this._tell(next, false);
    if (quiet) {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this._replace(), 150); // browsers limit how often an address may change
    }
  }

  _replace() {
    clearTimeout(this.timer);
    history.replaceState(null, "", formatAddress(this.state, this.families) || location.pathname);
  }

  _tell(next, byHistory) {
    const before = this.state;
    this.state = next;
    for (const listener of this.listeners) listener(next, before, byHistory);
  }
}

function filterWords(state, families) {
  const words = new URLSearchParams();
  if (state.types) writeTypes(words, state.types, families);
  if (state.statuses) words.set("status", [...state.statuses].join(",") || "none");
  if (state.from !== null || state.to !== null) {
    const [from, to] = [state.from, state.to].map((day) => (day === null ? ".." : isoOf(day)));
    words.set("datetime", `${from}/${to}`);
  }
  for (const word of WORDS) if (state[word]) words.set(word, state[word]);
  if (state.near !== null) words.set("near_border_km", String(state.near));
  return words;
}

function asSearch(words) {
  const text = words.toString().replaceAll("%2C", ",").replaceAll("%2F", "/").replaceAll("%3A", ":").replaceAll("%7E", "~");
  return text ? `?${text}` : "";
}

function writeTypes(words, types, families) {
  for (const layer of new Set(families.map((one) => one.layer))) {
    const codes = families.filter((one) => one.layer === layer).map((one) => one.code);
    if (types.size === codes.length && codes.every((code) => types.has(code))) {
      words.set("layer", layer);
      return;
    }
  }
  words.set("type", [...types].join(",") || "none");
}

function readTypes(words, families) {
  const layers = readSet(words.get("layer"), families.map((one) => one.layer));
  const types = readSet(words.get("type"), families.map((one) => one.code));
  if (!layers && !types) return null;
  const kept = families.filter((one) => (!layers || layers.has(one.layer)) && (!types || types.has(one.code)));
  return kept.length === families.length ? null : new Set(kept.map((one) => one.code));
}

function readSet(text, allowed) {
  if (!text) return null;
  if (text === "none") return new Set();
  const byFold = new Map(allowed.map((value) => [value.toLowerCase(), value]));
  const found = text.split(",").map((value) => byFold.get(value.trim().toLowerCase())).filter((value) => value !== undefined);
  return found.length ? new Set(found) : null;
}

function readInterval(text) {
  if (!text) return [null, null];
  const [first, last = first] = text.split("/");
  const days = [first, last].map((iso) => dayOf(iso)).map((day) => (Number.isNaN(day) ? null : day));
  return days[0] !== null && days[1] !== null && days[0] > days[1] ? [null, null] : days;
}

function readNumber(text, low, high) {
  const value = text === null || text === undefined || text === "" ? NaN : Number(text);
  return value >= low && value <= high ? value : null;
}
