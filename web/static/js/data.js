// The events of the page, as columns, and the filter over them: the one place that knows whether all events are here.
// Each facet is one bit of `fails`: an event is shown when none is set, and the count beside a legend row leaves out the
// row's own bit. Filtering 5,000 events touches only the bits that changed.

import { fetchJson } from "./fetching.js";
import { FACET, testsOf } from "./filters.js";
import { unitX, unitY } from "./canvas.js";
import { leavesOf, STATUSES } from "./state.js";
import { family as makeFamily } from "./symbols.js";
import { dayOf, fold } from "./words.js";

export const NO_DAY = -0x80000000;
const EVER = 0x7fffffff;
const AREA_KINDS = new Set(["province", "district", "tehsil", "region", "river"]);

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

/** Cells of the world that arcs are bundled by: their side is 2 ** -level of it. @param {any} event @param {number} level */
export function bundleKey(event, level) {
  const cell = ({ lon, lat }) => `${Math.floor(unitX(lon) * 2 ** level)},${Math.floor(unitY(lat) * 2 ** level)}`;
  return `arcs:${level}:${cell(event.arc.from)}~${cell(event.arc.to)}`;
}

export class Events {
  /** @param {any[]} list @param {import("./symbols.js").Family[]} families told by the page; unknown types are appended @param {number[]|null} region west, south, east, north */
  constructor(list, families, region) {
    this.list = list;
    this.families = families;
    this.size = list.length;
    const n = this.size;
    this.start = new Int32Array(n);
    this.end = new Int32Array(n);
    this.first = new Int32Array(n); // as the filter of time sees it: "since 2022" has no last day
    this.last = new Int32Array(n);
    this.family = new Uint8Array(n);
    this.leaf = new Uint8Array(n);
    this.status = new Uint8Array(n);
    this.fails = new Uint16Array(n);
    this.drawn = list.map(drawnAs);
    this.far = list.map((event) => Boolean(region && event.place && event.place.geo_precision < 4 && !within(event.place, region)));
    this.byId = new Map(list.map((event, i) => [event.id, i]));
    /** @type {Map<string, Set<string>>} ids that the service finds for search words */
    this.matches = new Map();
    this._texts = [];
    this._seen = {};
    this._codes(families);
    list.forEach((event, i) => this._fill(event, i));
    this.order = Uint32Array.from(list.keys()).sort((a, b) => this.end[b] - this.end[a] || this.start[b] - this.start[a] || (list[a].id < list[b].id ? -1 : 1));
    this.rank = new Uint32Array(n);
    this.order.forEach((i, rank) => { this.rank[i] = rank; });
    this.span = this._span();
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

  /** Filter anew for a state; only facets whose words changed are tested. @param {import("./state.js").State} state */
  filter(state) {
    this._visible = null;
    for (const [facet, [key, make]] of Object.entries(testsOf(this, state))) this._test(facet, key, make);
  }

  /**
   * Let the service search for words, evidence and other spellings included.
   * @param {string} q @param {string} url @returns {Promise<boolean>} whether the filter should run anew
   */
  async search(q, url) {
    if (!q || this.matches.has(q)) return false;
    const { ids } = await fetchJson(`${url}?q=${encodeURIComponent(q)}`);
    this.matches.set(q, new Set(ids));
    return true;
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
    if (this.drawn[i] === "totals" || !event.arc) return false;
    return at.startsWith("arcs:") ? at === bundleKey(event, Number(at.split(":")[1])) : at === arcKey(event);
  }

  /** The families by their code, and the finest codes under them, which the filter of types holds. */
  _codes(families) {
    this.byCode = new Map(families.map((one) => [one.code, one]));
    this.leaves = families.flatMap((one) => leavesOf(one).map((code) => ({ code, family: one.index })));
    this.leafByCode = new Map(this.leaves.map((leaf, index) => [leaf.code, index]));
  }

  _fill(event, i) {
    event.sources = event.sources.map((name) => name || UNNAMED);
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
}

function within(place, [west, south, east, north]) {
  return place.lon >= west && place.lon <= east && place.lat >= south && place.lat <= north;
}
