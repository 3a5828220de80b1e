// The events that the page holds, as columns. Who holds all of them filters and counts by itself (held.js); who cannot holds
// those it has seen and asks the service for the rest (served.js). Both answer the same questions, with the last answer there
// is, and call `changed` when there is a newer one:
//   size, span, dense, present, shown      how many there are, their days, what kinds of them, how many are selected
//   select(state), look(view)              what is selected, and what the map shows
//   tally(), beside()                      counts of every value (see Tally); counts of what lies nowhere on the map
//   sites(), hexes(level), travelling()    what stands on the map; null as long as nothing is known
//   bars(axis, unit, within), shades(…)    the histogram; sums by area
//   listing(state, map)                    the list, as far as it is there, and how long it is
//   find(text), here(i), related(i)        answers that may come later

import { unitX, unitY } from "./canvas.js";
import { leavesOf, STATUSES } from "./state.js";
import { family as makeFamily } from "./symbols.js";
import { dayOf, fold } from "./words.js";

export const NO_DAY = -0x80000000;
export const EVER = 0x7fffffff;
const AREA_KINDS = new Set(["province", "district", "tehsil", "region", "river"]);

/**
 * @typedef {object} Tally how many events each value would select beside the other facets
 * @property {Map<string, number>} types by code of a family @property {Map<string, number>} leaves by the finest code
 * @property {Map<string, number>} statuses
 * @property {Record<string, Map<string, number>>} values by facet and value
 * @property {Record<string, number>} all by facet: how many pass the other facets
 * @property {(least: number) => number} killed @property {(km: number) => number} near
 *
 * @typedef {object} Site all events shown at one place, or in one cell of the ground
 * @property {string} id place id, "" for several places @property {any} place
 * @property {number} n how many @property {[number, number, number][]} mix family index, count, how many are hollow
 * @property {number} places how many @property {boolean} isArea known to the place's whole area only
 * @property {number} ux @property {number} uy @property {number[]|null} ids rows, oldest first; null if they are not held
 * @property {[number, number, number, number]} [box] west, south, east, north of several places
 */

/** How an event is drawn: a mark, a shaded area, or a line in the tray. @param {any} event */
export function drawnAs(event) {
  if (event.is_aggregate) return "totals";
  if (!event.place) return "nowhere";
  if (event.place.geo_precision >= 4) return "country";
  return isArea(event.place) ? "area" : "mark";
}

/** Is a place drawn as an area? @param {any} place */
export function isArea(place) {
  return AREA_KINDS.has(place.kind);
}

/** The key of an event's arc, or "". Both directions differ. @param {any} event */
export function arcKey(event) {
  if (!event.arc) return "";
  const { from, to } = event.arc; // by position: "Pakistan" stands where Islamabad does
  return `arc:${from.lat.toFixed(2)},${from.lon.toFixed(2)}~${to.lat.toFixed(2)},${to.lon.toFixed(2)}`;
}

/** What stands for the name of a publisher that an article does not name; the service takes it as a `source` too. */
export const UNNAMED = "Publisher not named";

/** Cells of the world that arcs are bundled by: their side is 2 ** -level of it. @param {any} event @param {number} level */
export function bundleKey(event, level) {
  const cell = ({ lon, lat }) => `${Math.floor(unitX(lon) * 2 ** level)},${Math.floor(unitY(lat) * 2 ** level)}`;
  return `arcs:${level}:${cell(event.arc.from)}~${cell(event.arc.to)}`;
}

/** The columns of some events. Rows are added, and never go. */
export class Events {
  /** @param {import("./symbols.js").Family[]} families told by the page; unknown types are appended @param {number[]|null} region west, south, east, north */
  constructor(families, region) {
    Object.assign(this, { families, region });
    this.list = [];
    this.drawn = [];
    this.far = [];
    this._texts = [];
    /** @type {Map<string, Set<string>>} ids that the service finds for search words */
    this.matches = new Map();
    this.byId = new Map();
    this.countries = new Map(); // as events tell of them
    for (const name of ["start", "end", "first", "last"]) this[name] = new Int32Array(0); // first and last as the filter of time sees them: "since 2022" has no last day
    for (const name of ["family", "leaf", "status"]) this[name] = new Uint8Array(0);
    this._codes(families);
  }

  /** Take events that are not there yet. @param {any[]} events @returns {number[]} the rows of all of them */
  add(events) {
    this._grow(this.list.length + events.length);
    return events.map((event) => {
      if (!this.byId.has(event.id)) this._put(event);
      return this.byId.get(event.id);
    });
  }

  /** The family of an event. @param {number} i @returns {import("./symbols.js").Family} */
  familyOf(i) {
    return this.families[this.family[i]];
  }

  /** What kind of event it is, as finely as the legend tells. @param {number} i */
  subName(i) {
    const { sub_type: code } = this.list[i];
    return this.familyOf(i).subs.find((sub) => sub.code === code)?.label || this.familyOf(i).label;
  }

  /** Is it hollow on the map: not told as having happened? @param {number} i */
  isHollow(i) {
    return this.status[i] > 1;
  }

  /** Is anything known of when it was? @param {number} i */
  isDated(i) {
    return this.start[i] !== NO_DAY;
  }

  /** How many events are shown of each family, by code. @param {Set<string>|null} types as in the state @returns {Map<string, number>} */
  shownByFamily(types) {
    const { leaves } = this.tally(); // beside the facet of types, which decides here
    const counts = new Map();
    for (const { code, family } of this.leaves) {
      const n = !types || types.has(code) ? leaves.get(code) || 0 : 0;
      counts.set(this.families[family].code, (counts.get(this.families[family].code) || 0) + n);
    }
    return counts;
  }

  /** Does an event belong to what the list is narrowed to? @param {number} i @param {string} at see State.at */
  isAt(i, at) {
    const event = this.list[i];
    if (at === "far") return this.far[i];
    if (at === "nowhere" || at === "totals") return this.drawn[i] === at;
    if (at.startsWith("country:")) return this.drawn[i] === "country" && at === `country:${event.place.country}`;
    if (at.startsWith("place:")) return this.drawn[i] !== "totals" && at === `place:${event.place?.id}`;
    if (this.drawn[i] === "totals" || !event.arc) return false;
    return at.startsWith("arcs:") ? at === bundleKey(event, Number(at.split(":")[1])) : at === arcKey(event);
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

  /** The families by their code, and the finest codes under them, which the filter of types holds. */
  _codes(families) {
    this.byCode = new Map(families.map((one) => [one.code, one]));
    this.leaves = families.flatMap((one) => leavesOf(one).map((code) => ({ code, family: one.index })));
    this.leafByCode = new Map(this.leaves.map((leaf, index) => [leaf.code, index]));
  }

  _grow(size) {
    if (size <= this.start.length) return;
    for (const name of ["start", "end", "first", "last", "family", "leaf", "status"]) {
      const grown = new this[name].constructor(this.list.length ? 2 * size : size);
      grown.set(this[name]);
      this[name] = grown;
    }
  }

  _put(event) {
    const { place } = event;
    const i = this.list.push(event) - 1;
    this.byId.set(event.id, i);
    this.drawn.push(drawnAs(event));
    this.far.push(Boolean(this.region && place && place.geo_precision < 4 && !within(place, this.region)));
    if (place?.kind === "country") this.countries.set(place.country, place);
    if (event.sources.includes(null)) event.sources = event.sources.map((name) => name || UNNAMED);
    const from = dayOf(event.date_start);
    const to = dayOf(event.date_end);
    this.start[i] = Number.isNaN(from) ? (Number.isNaN(to) ? NO_DAY : to) : from;
    this.end[i] = Number.isNaN(to) ? this.start[i] : to;
    this.first[i] = Number.isNaN(from) ? -EVER : from;
    this.last[i] = Number.isNaN(to) ? EVER : to;
    if (!this.byCode.has(event.type)) this._addFamily(event);
    this.family[i] = this.byCode.get(event.type).index;
    this.leaf[i] = this.leafByCode.get(event.sub_type) ?? this.leafByCode.get(event.type) ?? this.leafByCode.get(leavesOf(this.familyOf(i))[0]);
    this.status[i] = Math.max(0, STATUSES.indexOf(event.status));
  }

  /** A type that the legend does not know gets a row of its own. */
  _addFamily({ type, layer }) {
    const made = makeFamily(type, layer, this.families.length);
    this.families.push(made);
    this.byCode.set(type, made);
    this.leafByCode.set(type, this.leaves.length);
    this.leaves.push({ code: type, family: made.index });
  }
}

/** Does a point of the ground lie in a box? @param {{lon: number, lat: number}} place @param {number[]} box west, south, east, north */
export function within(place, [west, south, east, north]) {
  return place.lon >= west && place.lon <= east && place.lat >= south && place.lat <= north;
}
