// All events are held by the page, which filters and counts by itself. Each facet is one bit of `fails`: an event is shown
// when none is set. Filtering touches only the bits that changed; all counts are made in one pass over the events.

import { unitX, unitY } from "./canvas.js";
import { Events, NO_DAY, isArea } from "./data.js";
import { fetchJson } from "./fetching.js";
import { FACET, testsOf } from "./filters.js";
import { histogram } from "./histogram.js";
import { isInView, listed } from "./listing.js";
import { nearby, ofSameActors } from "./related.js";
import { Counter } from "./tally.js";
import { fold } from "./words.js";

const SHORT_DAYS = 31;
const FEW = 20; // events whose days tell nothing of where most of them are
const EARLY = 0.03; // share of events that may lie before the dense part of time

/** All events, filtered and counted by the page. */
export class HeldEvents extends Events {
  /**
   * @param {any[]} list @param {import("./symbols.js").Family[]} families @param {number[]|null} region
   * @param {{urls?: Record<string, string>, changed?: (part: string) => void}} [calls] where the service searches; called when it has found something
   */
  constructor(list, families, region, { urls = {}, changed = () => {} } = {}) {
    super(families, region);
    Object.assign(this, { urls, changed, isWhole: true, size: list.length });
    this.add(list);
    this.fails = new Uint16Array(this.size);
    this._seen = {};
    this._fresh = {}; // answers of the selection as it is
    this.order = Uint32Array.from(list.keys()).sort((a, b) => this.end[b] - this.end[a] || this.start[b] - this.start[a] || (list[a].id < list[b].id ? -1 : 1));
    this.rank = new Uint32Array(this.size);
    this.order.forEach((i, rank) => { this.rank[i] = rank; });
    this._days();
    this.counter = new Counter(this);
    this.present = this.counter.present();
  }

  /** Filter anew for a state. @param {import("./state.js").State} state */
  select(state) {
    this.filter(state);
    const { q } = state;
    this.state = state;
    if (!q || !this.urls.matches || this.matches.has(q)) return;
    fetchJson(`${this.urls.matches}?q=${encodeURIComponent(q)}`).then(({ ids }) => { // what the page holds is searched meanwhile
      this.matches.set(q, new Set(ids));
      if (this.state.q !== q) return;
      this.filter(this.state);
      this.changed("all");
    }).catch(() => {});
  }

  /** Only facets whose words changed are tested. @param {import("./state.js").State} state */
  filter(state) {
    this._fresh = {};
    for (const [facet, [key, make]] of Object.entries(testsOf(this, state))) this._test(facet, key, make);
  }

  look() {}

  /** Is the event shown? @param {number} i */
  isShown(i) {
    return this.fails[i] === 0;
  }

  /** Indices of the events shown, newest first. @returns {number[]} */
  visible() {
    this._fresh.visible ??= Array.from(this.order.filter((i) => this.fails[i] === 0));
    return this._fresh.visible;
  }

  get shown() {
    return this.tally().shown;
  }

  /** @returns {import("./data.js").Tally} */
  tally() {
    this._fresh.tally ??= this.counter.tally();
    return this._fresh.tally;
  }

  /** What lies nowhere on the map, by the word for it (see State.at). @returns {Map<string, number>} */
  beside() {
    const counts = new Map();
    const add = (key) => counts.set(key, (counts.get(key) || 0) + 1);
    for (const i of this.visible()) {
      if (this.drawn[i] === "country") add(`country:${this.list[i].place.country}`);
      else if (this.drawn[i] === "nowhere" || this.drawn[i] === "totals") add(this.drawn[i]);
      if (this.far[i]) add("far");
    }
    return counts;
  }

  /** @returns {import("./data.js").Site[]} */
  sites() {
    this._fresh.sites ??= this._sites();
    return this._fresh.sites;
  }

  /** All places that marks stand at, for names. */
  places() {
    this._places ??= this.counter.places.filter((place) => place && place.geo_precision < 4 && !isArea(place));
    return this._places;
  }

  hexes() {
    return null; // they are gathered from the sites
  }

  /** Rows of the events shown that run along an arc, oldest first. */
  travelling() {
    return this.visible().filter((i) => this.list[i].arc && !this.list[i].is_aggregate).reverse();
  }

  /** @param {[number, number]} axis first and last day @param {string} unit of a bar @param {any} map the map, if only what it shows counts */
  bars(axis, unit, map) {
    return histogram(this, axis, unit, map ? (i) => isInView(map, this, i) : null);
  }

  /** Sums by area, see Shades. @param {string} level @param {string} measure @param {(place: any) => string|null} holder of a place */
  shades(level, measure, holder) {
    const sums = new Map();
    let left = 0;
    for (const i of this.visible()) {
      const n = measure === "killed" ? this.counter.killed[i] : 1;
      const id = this.drawn[i] === "totals" ? null : holder(this.list[i].place);
      if (!id) left += 1;
      else if (n) sums.set(id, (sums.get(id) || 0) + n);
    }
    return { sums, left };
  }

  /** @param {import("./state.js").State} state @param {any} map */
  listing(state, map) {
    const rows = listed(map, this, state);
    return { rows, total: rows.length, more: null };
  }

  /** What a text finds among titles, places, actors and sources. @param {string} text */
  find(text) {
    const words = fold(text).split(" ");
    const rows = [...this.order].filter((i) => words.every((word) => this.text(i).includes(word)));
    return { rows, total: rows.length, actors: this.counter.named("actors", words), sources: this.counter.named("sources", words) };
  }

  /** The events shown at the same place, oldest first. @param {number} i */
  here(i) {
    const { place } = this.list[i];
    return place ? this.visible().filter((k) => this.list[k].place?.id === place.id && this.drawn[k] === this.drawn[i]).reverse() : [];
  }

  /** Ask for an event that the page does not hold: one that was merged into another. @param {string} id */
  async know(id) {
    const told = await fetchJson(`${this.urls.events}/${encodeURIComponent(id)}`);
    return this.byId.get(told.id);
  }

  /** Events near an event, and those of the same actors. @param {number} index */
  related(index) {
    const all = Array.from(this.list.keys());
    return { near: nearby(this, index, all), same: ofSameActors(this, index, all) };
  }

  /** The only event of a target. @param {any} target */
  only(target) {
    return target.sites ? target.sites[0].ids[0] : target.ids[0];
  }

  _sites() {
    /** @type {Map<string, import("./data.js").Site>} */
    const sites = new Map();
    for (let k = this.size - 1; k >= 0; k -= 1) {
      const i = this.order[k];
      if (this.fails[i] !== 0 || (this.drawn[i] !== "area" && this.drawn[i] !== "mark")) continue;
      const { place } = this.list[i];
      let site = sites.get(place.id);
      if (!site) sites.set(place.id, site = { id: place.id, place, isArea: this.drawn[i] === "area", n: 0, places: 1, mix: [], ids: [], ux: unitX(place.lon), uy: unitY(place.lat) });
      site.ids.push(i);
      addTo(site, this.family[i], this.isHollow(i));
    }
    return [...sites.values()];
  }

  _days() {
    const dated = this.order.filter((i) => this.start[i] !== NO_DAY);
    this.span = dated.length ? [dated.reduce((low, i) => Math.min(low, this.start[i]), Infinity), dated.reduce((high, i) => Math.max(high, this.end[i]), -Infinity)] : null;
    const days = dated.filter((i) => this.end[i] - this.start[i] <= SHORT_DAYS).map((i) => this.start[i]);
    const sorted = Int32Array.from(days).sort();
    this.dense = sorted.length < FEW ? null : sorted[Math.floor(sorted.length * EARLY)];
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
}

function addTo(site, family, isHollow) {
  site.n += 1;
  let part = site.mix.find(([index]) => index === family);
  if (!part) site.mix.push(part = [family, 0, 0]);
  part[1] += 1;
  if (isHollow) part[2] += 1;
}
