// Fetches events and filters them. Each facet is one bit of `fails`: an event is shown when none is set, and the
// count beside a legend row leaves out the row's own bit. Filtering 5,000 events touches only the bits that changed.

import { dayOf, fold } from "./words.js";
import { STATUSES } from "./state.js";
import { family as makeFamily } from "./symbols.js";

export const FACET = { type: 1, status: 2, time: 4, q: 8, actor: 16, source: 32, place: 64, country: 128, admin1: 256, near: 512 };
export const NO_DAY = -0x80000000;
const AREA_KINDS = new Set(["province", "district", "tehsil", "region", "river"]);
const RETRY_MS = [600, 2000];

/**
 * Fetch JSON; a failed try is repeated twice. Raises Error with words for a person.
 * @param {string} url @param {{retry?: boolean}} [how]
 */
export async function fetchJson(url, { retry = true } = {}) {
  for (let attempt = 0; ; attempt += 1) {
    try {
      const response = await fetch(url, { headers: { Accept: "application/json, application/problem+json" } });
      if (response.ok) return await response.json();
      const problem = await response.json().catch(() => ({}));
      const refused = new Error(problem.detail || problem.title || `The server answered ${response.status}.`);
      if (response.status < 500) throw Object.assign(refused, { final: true, status: response.status });
      throw refused;
    } catch (error) {
      if (error.final || !retry || attempt >= RETRY_MS.length) throw error;
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS[attempt]));
    }
  }
}

/** How an event is drawn: a mark, a shaded area, or a line in the tray. @param {any} event */
export function drawnAs(event) {
  if (event.is_aggregate) return "totals";
  if (!event.place) return "nowhere";
  if (event.place.geo_precision >= 4) return "country";
  return AREA_KINDS.has(event.place.kind) ? "area" : "mark";
}

/** The key of an event's arc, or "". Both directions differ. @param {any} event */
export function arcKey(event) {
  if (!event.arc) return "";
  const { from, to } = event.arc; // by position: "Pakistan" stands where Islamabad does
  return `arc:${from.lat.toFixed(2)},${from.lon.toFixed(2)}~${to.lat.toFixed(2)},${to.lon.toFixed(2)}`;
}

/** What stands for the name of a publisher that an article does not name; the service takes it as a `source` too. */
export const UNNAMED = "Publisher not named";

/** The events as columns, and the filter over them. */
export class Events {
  /** @param {any[]} list @param {import("./symbols.js").Family[]} families told by the page; unknown types are appended @param {number[]|null} region west, south, east, north */
  constructor(list, families, region) {
    this.list = list;
    this.families = families;
    this.size = list.length;
    const n = this.size;
    this.start = new Int32Array(n);
    this.end = new Int32Array(n);
    this.family = new Uint8Array(n);
    this.status = new Uint8Array(n);
    this.fails = new Uint16Array(n);
    this.drawn = list.map(drawnAs);
    this.far = list.map((event) => Boolean(region && event.place && event.place.geo_precision < 4 && !within(event.place, region)));
    this.byId = new Map(list.map((event, i) => [event.id, i]));
    this._texts = [];
    this._seen = {};
    const byCode = new Map(families.map((one) => [one.code, one]));
    list.forEach((event, i) => this._fill(event, i, byCode));
    this.order = Uint32Array.from(list.keys()).sort((a, b) => this.end[b] - this.end[a] || this.start[b] - this.start[a] || (list[a].id < list[b].id ? -1 : 1));
    this.rank = new Uint32Array(n);
    this.order.forEach((i, rank) => { this.rank[i] = rank; });
    this.span = this._span();
  }

  /** The family of an event. @param {number} i @returns {import("./symbols.js").Family} */
  familyOf(i) {
    return this.families[this.family[i]];
  }

  /** Is it hollow on the map: not told as having happened? @param {number} i */
  isHollow(i) {
    return this.status[i] > 1;
  }

  /** Filter anew for a state; only facets whose words changed are tested. @param {import("./state.js").State} state */
  filter(state) {
    const tests = {
      type: [state.types && [...state.types].join(), () => this._typeTest(state.types)],
      status: [state.statuses && [...state.statuses].join(), () => (i) => state.statuses.has(STATUSES[this.status[i]])],
      time: [state.from === null && state.to === null ? null : `${state.from}/${state.to}`, () => this._timeTest(state)],
      q: [state.q && fold(state.q), () => this._textTest(state.q)],
      actor: [state.actor, () => (i) => this.list[i].actors.some((actor) => actor.name === state.actor)],
      source: [state.source, () => (i) => this.list[i].sources.includes(state.source)],
      place: [state.place, () => (i) => this.list[i].place?.id === state.place],
      country: [state.country, () => (i) => this.list[i].place?.country === state.country],
      admin1: [state.admin1, () => (i) => this.list[i].place?.admin1 === state.admin1],
      near: [state.near === null ? null : String(state.near), () => (i) => this._nearBorder(i, state.near)],
    };
    this._visible = null;
    for (const [facet, [key, make]] of Object.entries(tests)) this._test(facet, key === "" ? null : key, make);
  }

  /** Is the event shown? @param {number} i */
  shown(i) {
    return this.fails[i] === 0;
  }

  /** Indices of the events shown, newest first. @returns {number[]} */
  visible() {
    this._visible ??= [...this.order.filter((i) => this.fails[i] === 0)];
    return this._visible;
  }

  /** Counts by a column, of the events that pass all other facets. @param {number} bit @param {Uint8Array} column @param {number} size */
  counts(bit, column, size) {
    const found = new Uint32Array(size);
    for (let i = 0; i < this.size; i += 1) if ((this.fails[i] & ~bit) === 0) found[column[i]] += 1;
    return found;
  }

  /** Does an event belong to what the list is narrowed to? @param {number} i @param {string} at see State.at */
  isAt(i, at) {
    const event = this.list[i];
    if (at === "far") return this.far[i];
    if (at === "nowhere" || at === "totals") return this.drawn[i] === at;
    if (at.startsWith("country:")) return this.drawn[i] === "country" && at === `country:${event.place.country}`;
    if (at.startsWith("place:")) return this.drawn[i] !== "totals" && at === `place:${event.place?.id}`;
    return this.drawn[i] !== "totals" && at === arcKey(event);
  }

  _fill(event, i, byCode) {
    event.sources = event.sources.map((name) => name || UNNAMED);
    const from = dayOf(event.date_start);
    const to = dayOf(event.date_end);
    this.start[i] = Number.isNaN(from) ? (Number.isNaN(to) ? NO_DAY : to) : from;
    this.end[i] = Number.isNaN(to) ? this.start[i] : to;
    if (!byCode.has(event.type)) {
      const made = makeFamily(event.type, event.layer, this.families.length);
      this.families.push(made);
      byCode.set(event.type, made);
    }
    this.family[i] = byCode.get(event.type).index;
    this.status[i] = Math.max(0, STATUSES.indexOf(event.status));
  }

  _span() {
    let [low, high] = [Infinity, -Infinity];
    for (let i = 0; i < this.size; i += 1) {
      if (this.start[i] === NO_DAY) continue;
      low = Math.min(low, this.start[i]);
      high = Math.max(high, this.end[i]);
    }
    return low <= high ? [low, high] : null;
  }

  _test(facet, key, make) {
    if (this._seen[facet] === key || (key === null && this._seen[facet] === undefined)) return;
    this._seen[facet] = key;
    const bit = FACET[facet];
    const passes = key === null ? () => true : make();
    for (let i = 0; i < this.size; i += 1) {
      if (passes(i)) this.fails[i] &= ~bit;
      else this.fails[i] |= bit;
    }
  }

  _typeTest(types) {
    const kept = this.families.map((one) => types.has(one.code));
    return (i) => kept[this.family[i]];
  }

  _timeTest({ from, to }) {
    const [low, high] = [from ?? -Infinity, to ?? Infinity];
    return (i) => this.start[i] !== NO_DAY && this.start[i] <= high && this.end[i] >= low;
  }

  _textTest(q) {
    const words = fold(q).split(" ");
    return (i) => words.every((word) => this.text(i).includes(word));
  }

  /** What search looks through, folded. @param {number} i */
  text(i) {
    if (this._texts[i] === undefined) {
      const event = this.list[i];
      const parts = [event.title, event.type, event.sub_type, this.familyOf(i).label, event.place?.name, event.place?.native, event.place?.admin1,
        event.place?.admin2, ...event.actors.map((actor) => actor.name), ...event.sources];
      this._texts[i] = fold(parts.filter(Boolean).join(" "));
    }
    return this._texts[i];
  }

  _nearBorder(i, km) {
    const place = this.list[i].place;
    return Boolean(place && place.geo_precision < 3 && place.border_km !== null && place.border_km !== undefined && place.border_km <= km);
  }
}

function within(place, [west, south, east, north]) {
  return place.lon >= west && place.lon <= east && place.lat >= south && place.lat <= north;
}
