// The state of the page is its address. Reads and writes the query words; runs without a browser except for Store.

import { dayOf, isoOf } from "./words.js";

/**
 * @typedef {object} State
 * @property {[number, number]|null} ll centre of the map as latitude, longitude; null is the whole region
 * @property {number|null} z zoom
 * @property {Set<string>|null} types codes of the types shown, the finest that the legend tells; null is all
 * @property {Set<string>|null} statuses null is all
 * @property {number|null} from first day shown, in days since 1970-01-01; null is open
 * @property {number|null} to last day shown
 * @property {string} q search words
 * @property {string} actor @property {string} source @property {string} place @property {string} country
 * @property {string} admin1 province @property {string} admin2 district
 * @property {string} geo_precision "1" to "4" @property {string} id ids of single events, parted by commas
 * @property {number|null} near events within so many km of the frontier
 * @property {number|null} killed events with at least so many deaths told
 * @property {string|null} event id of the open card
 * @property {string} at what the list is narrowed to: "place:ID", "arc:FROM~TO", "arcs:…", "country:PK", "nowhere", "totals", "far"
 * @property {boolean} inview the list holds only what the map shows
 * @property {string} sort "" (newest first) or one of SORTS
 * @property {string} shade what areas are shaded by: "" or one of SHADES
 * @property {string} density "" (hexagons where marks would crowd), "on" or "off"
 * @property {Set<string>} hide parts of the map that are switched off, of PARTS
 * @property {string} ground the map beneath: "" (our own) or the name of a tile layer
 * @property {[number, number]|null} axis first and last day of the time axis; null is its own choice
 * @property {string} view "" (map) or "table"
 * @property {string} lang the language of this address, which goes before the remembered one; "" if it names none
 */

export const STATUSES = ["happened", "ongoing", "planned", "alleged", "denied", "cancelled"];
/** Which areas are shaded, by the number of which. */
export const SHADES = ["provinces-events", "provinces-killed", "provinces-rate", "districts-events", "districts-killed", "districts-rate"];
export const SORTS = ["oldest", "place", "killed", "border"];
export const PARTS = ["marks", "areas", "arcs", "names"];
/** Words whose value is one text. */
const WORDS = ["q", "actor", "source", "place", "country", "admin1", "admin2", "geo_precision", "id"];
const UNSPLIT = new Set(["q", "id"]); // the service parts the values of all others at commas

/** @returns {State} */
export function emptyState() {
  return { ll: null, z: null, ...CLEAR, event: null, at: "", inview: false, sort: "", shade: "", density: "", hide: new Set(), ground: "", axis: null, view: "", lang: "" };
}

/** What clears every filter. */
export const CLEAR = { types: null, statuses: null, from: null, to: null, near: null, killed: null, ...Object.fromEntries(WORDS.map((word) => [word, ""])) };

/**
 * Read an address. What cannot be read is left out, so that an old link still opens.
 * @param {string} search the part after "?"
 * @param {{code: string, layer: string, leaves?: string[]}[]} families
 * @returns {State}
 */
export function parseAddress(search, families) {
  const words = new URLSearchParams(search);
  const state = emptyState();
  state.types = readTypes(words, families);
  state.statuses = readSet(words.get("status"), STATUSES);
  [state.from, state.to] = readInterval(words.get("datetime"));
  for (const word of WORDS) state[word] = readText(words.get(word), word);
  state.near = readNumber(words.get("near_border_km"), 0, 5000);
  state.killed = readNumber(words.get("min_fatalities"), 0, 1e9);
  state.event = words.get("event") || null;
  state.at = words.get("at") || "";
  state.inview = words.get("list") === "view";
  state.sort = readOne(words.get("sort"), SORTS);
  state.shade = readOne(words.get("shade"), SHADES);
  state.density = readOne(words.get("density"), ["on", "off"]);
  state.hide = readSet(words.get("hide"), PARTS) || new Set();
  state.ground = words.get("ground") || "";
  state.view = readOne(words.get("view"), ["table"]);
  state.lang = words.get("lang") || "";
  const axis = readInterval(words.get("axis"));
  state.axis = axis[0] === null || axis[1] === null ? null : /** @type {[number, number]} */ (axis);
  const [lat, lon] = (words.get("ll") || "").split(",");
  const centre = [readNumber(lat, -85, 85), readNumber(lon, -360, 360)];
  state.ll = centre[0] === null || centre[1] === null ? null : /** @type {[number, number]} */ (centre);
  state.z = readNumber(words.get("z"), 0, 22);
  return state;
}

/**
 * Write an address, the shortest that parseAddress reads back to the same state.
 * @param {State} state @param {{code: string, layer: string, leaves?: string[]}[]} families
 * @returns {string} "" or "?…"
 */
export function formatAddress(state, families) {
  const words = filterWords(state, families);
  if (state.ll && state.z !== null) {
    words.set("ll", `${state.ll[0].toFixed(4)},${state.ll[1].toFixed(4)}`);
    words.set("z", String(Number(state.z.toFixed(2))));
  }
  if (state.inview) words.set("list", "view");
  for (const word of ["sort", "shade", "density", "ground", "view", "lang"]) if (state[word]) words.set(word, state[word]);
  if (state.hide.size) words.set("hide", PARTS.filter((part) => state.hide.has(part)).join(","));
  if (state.axis) words.set("axis", state.axis.map(isoOf).join("/"));
  if (state.at) words.set("at", state.at);
  if (state.event) words.set("event", state.event);
  return asSearch(words);
}

/** Only what selects events, as the query words of the API and of exports. @param {State} state @param {any[]} families */
export function filterAddress(state, families) {
  const words = filterWords(state, families);
  if (state.near !== null && !state.geo_precision) words.set("geo_precision", "1,2"); // the middle of a province lies at no distance
  return asSearch(words);
}

/**
 * What selects events, as a page asks for a view of too many to hold: types by their codes, so that counts of types leave out
 * no layer. @param {State} state @param {any[]} families
 */
export function viewAddress(state, families) {
  return asSearch(filterWords(state, families, { byLayer: false }));
}

/** Are any events filtered away? @param {State} state */
export function isFiltered(state) {
  return Object.keys(CLEAR).some((word) => state[word] !== CLEAR[word]);
}

/** Do two states select the same events? @param {State} one @param {State} other */
export function selectsSame(one, other) {
  return Object.keys(CLEAR).every((word) => key(one[word]) === key(other[word]));
}

/** Keeps the state, the address and the listeners together. */
export class Store {
  /** @param {{code: string, layer: string, leaves?: string[]}[]} families */
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
      this._write("pushState", next);
    }
    this._tell(next, false);
    if (quiet) {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this._replace(), 150); // browsers limit how often an address may change
    }
  }

  _replace() {
    clearTimeout(this.timer);
    this._write("replaceState", this.state);
  }

  /** @param {"pushState"|"replaceState"} how @param {State} state */
  _write(how, state) {
    if (location.protocol !== "about:") history[how](null, "", this._address(state)); // a frame of a notebook has no address to write
  }

  _address(state) {
    return location.href.split(/[?#]/)[0] + formatAddress(state, this.families); // a file has no origin
  }

  _tell(next, byHistory) {
    const before = this.state;
    this.state = next;
    for (const listener of this.listeners) listener(next, before, byHistory);
  }
}

/** The finest codes under a family's own: its sub-types, or itself. @param {{code: string, leaves?: string[]}} family */
export function leavesOf(family) {
  return family.leaves?.length ? family.leaves : [family.code];
}

function key(value) {
  return value instanceof Set ? [...value].sort().join() + "\n" : value;
}

function filterWords(state, families, { byLayer = true } = {}) {
  const words = new URLSearchParams();
  if (state.types) writeTypes(words, state.types, families, byLayer);
  if (state.statuses) words.set("status", [...state.statuses].join(",") || "none");
  if (state.from !== null || state.to !== null) {
    const [from, to] = [state.from, state.to].map((day) => (day === null ? ".." : isoOf(day)));
    words.set("datetime", `${from}/${to}`);
  }
  for (const word of WORDS) if (state[word]) words.set(word, writeText(state[word], word));
  if (state.near !== null) words.set("near_border_km", String(state.near));
  if (state.killed !== null) words.set("min_fatalities", String(state.killed));
  return words;
}

/** Words as the part of an address after its path, "" or "?…". @param {URLSearchParams} words */
export function asSearch(words) {
  const text = words.toString().replaceAll("%2C", ",").replaceAll("%2F", "/").replaceAll("%3A", ":").replaceAll("%7E", "~");
  return text ? `?${text}` : "";
}

/** A value with a comma stands in double quotes, so that the service takes it for one. */
function writeText(text, word) {
  return !UNSPLIT.has(word) && /[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function readText(text, word) {
  const found = (text || "").trim();
  return !UNSPLIT.has(word) && /^".*"$/.test(found) ? found.slice(1, -1).replaceAll('""', '"') : found;
}

function writeTypes(words, types, families, byLayer) {
  for (const layer of new Set(families.map((one) => one.layer))) {
    const codes = families.filter((one) => one.layer === layer).flatMap(leavesOf);
    if (byLayer && types.size === codes.length && codes.every((code) => types.has(code))) {
      words.set("layer", layer);
      return;
    }
  }
  const codes = families.flatMap((one) => {
    const kept = leavesOf(one).filter((code) => types.has(code));
    return kept.length === leavesOf(one).length ? [one.code] : kept;
  });
  words.set("type", codes.join(",") || "none");
}

function readTypes(words, families) {
  const layers = readSet(words.get("layer"), families.map((one) => one.layer));
  const types = readSet(words.get("type"), families.flatMap((one) => [one.code, ...leavesOf(one)]));
  if (!layers && !types) return null;
  const kept = families.filter((one) => !layers || layers.has(one.layer))
    .flatMap((one) => leavesOf(one).filter((code) => !types || types.has(one.code) || types.has(code)));
  return kept.length === families.flatMap(leavesOf).length ? null : new Set(kept);
}

function readSet(text, allowed) {
  if (!text) return null;
  if (text === "none") return new Set();
  const byFold = new Map(allowed.map((value) => [value.toLowerCase(), value]));
  const found = text.split(",").map((value) => byFold.get(value.trim().toLowerCase())).filter((value) => value !== undefined);
  return found.length ? new Set(found) : null;
}

function readOne(text, allowed) {
  return allowed.find((value) => value === text) || "";
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
