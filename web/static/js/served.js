// Too many events for a page: the service filters and counts them for each view, and the page holds those that it has seen.
// The answers are those that held.js would give.

import { Answer } from "./asking.js";
import { unitX, unitY } from "./canvas.js";
import { unpacked } from "./columns.js";
import { Events, UNNAMED, isArea } from "./data.js";
import { fetchJson } from "./fetching.js";
import { testsOf } from "./filters.js";
import { FINE_ZOOM, RADIUS } from "./hexes.js";
import { LAYERS } from "./histogram.js";
import { boxAround, nearby, ofSameActors } from "./related.js";
import { asSearch, viewAddress } from "./state.js";
import { dayOf, fold, isoOf } from "./words.js";

const PAGE = 100; // events of the list that are fetched at once
const BESIDE = 200; // events at one place that a card steps through, and the latest ones around it, among which are the nearest
const FINDS = 6;
const MOST_NAMES = 3;
const SIGHT = 0.2; // of the map's size that is drawn around it
const AHEAD = 0.5; // and that is asked for, so that small moves need no new answer

/** Events that the service holds. */
export class ServedEvents extends Events {
  /**
   * @param {any} told the overview @param {import("./symbols.js").Family[]} families @param {number[]|null} region
   * @param {{urls: Record<string, string>, most: number, changed: (part: string) => void, failed: (error: Error, again: () => void) => void}} calls
   */
  constructor(told, families, region, { urls, most, changed, failed }) {
    super(families, region);
    Object.assign(this, { urls, most, changed, isWhole: false, size: told.count });
    this.span = told.first ? [dayOf(told.first), dayOf(told.last)] : null;
    this.dense = told.dense ? dayOf(told.dense) : null;
    this.all = tallyOf(told.facets);
    this.present = { families: new Set([...this.all.types.keys()].map((code) => this.byCode.get(code)?.index)), leaves: new Set(this.all.leaves.keys()), statuses: new Set(this.all.statuses.keys()) };
    this.travels = this.add(told.travelling);
    this.failed = (error, again) => this._failed(error, again, failed);
    const answer = (part) => new Answer(() => changed(part), this.failed);
    this.answers = { counts: answer("counts"), marks: answer("marks"), areas: answer("marks"), bars: answer("bars"), shades: answer("shades"), list: answer("list") };
  }

  /** @param {import("./state.js").State} state */
  select(state) {
    this.state = state;
    this.words = viewAddress(state, this.families);
    this.passing = null;
    this._places(); // first: they are looked at first
    this.answers.counts.of([this._url("facets")], (told) => ({ shown: told.count, tally: tallyOf(told.facets), beside: new Map(Object.entries(told.beside)) }));
  }

  /** Ask for what a map shows, unless the last answer holds it. @param {any} map @param {import("./state.js").State} state */
  look(map, state) {
    this.state = state;
    const [zoom, bounds] = [Math.round(map.getZoom()), map.getBounds()];
    const isDense = state.density === "on" || (state.density === "" && map.getZoom() < FINE_ZOOM);
    const isSeen = this.view && this.view.zoom === zoom && this.view.bounds.contains(bounds.pad(SIGHT));
    if (isSeen && this.view.isDense === isDense) return;
    const wider = bounds.pad(AHEAD);
    this.view = { zoom, bounds: wider, box: boxOf(wider), isDense };
    if (this.words !== undefined) this._places();
  }

  get shown() {
    return this.answers.counts.last?.shown ?? this.size;
  }

  isShown() {
    return true;
  }

  /** @returns {import("./data.js").Tally} */
  tally() {
    return this.answers.counts.last?.tally || this.all;
  }

  beside() {
    return this.answers.counts.last?.beside || new Map();
  }

  /** @returns {import("./data.js").Site[]|null} */
  sites() {
    return this._places()?.sites || null;
  }

  hexes() {
    return this._places()?.hexes || null;
  }

  places() {
    return this.joined?.named || [];
  }

  /** Of the latest events that travel, those that pass the filters, oldest first. */
  travelling() {
    this.passing ??= this._passing();
    return this.passing;
  }

  /** @param {[number, number]} axis @param {string} unit @param {any} map */
  bars(axis, unit, map) {
    const url = this._url("histogram", { unit, axis: axis.map(isoOf).join("/"), ...(map ? { bbox: boxOf(map.getBounds()) } : {}) });
    return this.answers.bars.of([url], barsOf);
  }

  shades(level, measure, holder) {
    const told = this.answers.shades.of([this._url("choropleth", { level })], (answer) => ({ ...answer, level }));
    if (!told || told.level !== level) return null;
    const sums = new Map();
    let left = told.count;
    for (const { name, country, count, deaths } of told.areas) {
      const id = holder({ id: "", kind: "site", geo_precision: 1, country, [level]: name });
      const n = measure === "killed" ? deaths : count;
      if (!id) continue;
      left -= count;
      if (n) sums.set(id, (sums.get(id) || 0) + n);
    }
    return { sums, left };
  }

  /** @param {import("./state.js").State} state @param {any} map */
  listing(state, map) {
    if (state.at.startsWith("arc")) {
      const rows = this.travelling().filter((i) => this.isAt(i, state.at)).reverse();
      return { rows, total: rows.length, more: null };
    }
    const url = this._url("list", { sort: state.sort || "newest", limit: state.view === "table" ? this.most : Math.min(PAGE, this.most),
      ...(state.at ? { at: state.at } : state.inview ? { bbox: boxOf(map.getBounds()) } : {}) });
    const page = this.answers.list.of([url], (told) => this._page(told, url));
    if (!page) return null;
    return { rows: page.rows, total: page.total, more: page.next && page.rows.length < this.most ? () => this._more(page) : null };
  }

  async find(text) {
    const told = await fetchJson(`${this.urls.list}?q=${encodeURIComponent(text)}&limit=${FINDS}`);
    const words = fold(text).split(" ");
    const named = (counts) => [...counts].filter(([name]) => words.every((word) => fold(name).includes(word))).slice(0, MOST_NAMES);
    return { rows: this.add(unpacked(told).events), total: told.count, actors: named(this.all.values.actor), sources: named(this.all.values.source) };
  }

  async here(i) {
    const { place } = this.list[i];
    if (!place || this.drawn[i] === "totals") return [];
    const told = await fetchJson(this._url("list", { at: `place:${place.id}`, sort: "oldest", limit: Math.min(BESIDE, this.most) }));
    return told.next ? [] : this.add(unpacked(told).events);
  }

  async related(index) {
    const { place, actors, date_start: day } = this.list[index];
    const ask = async (words) => this.add(unpacked(await fetchJson(`${this.urls.list}?${new URLSearchParams(words)}`)).events);
    const near = place && place.geo_precision < 3 ? [ask({ bbox: boxAround(place).map((n) => n.toFixed(4)).join(","), geo_precision: "1,2", limit: String(Math.min(BESIDE, this.most)) })] : [];
    const same = actors.flatMap(({ name }) => {
      const words = { actor: `"${name.replaceAll('"', '""')}"`, limit: String(FINDS) };
      return day ? [ask({ ...words, datetime: `../${day}` }), ask({ ...words, datetime: `${day}/..`, sort: "oldest" })] : [ask(words)];
    });
    const among = async (asked) => [...new Set((await Promise.all(asked)).flat())];
    return { near: nearby(this, index, await among(near)), same: ofSameActors(this, index, await among(same)) };
  }

  /** Fetch the only event of a target. @param {any} target */
  async only(target) {
    if (target.ids) return target.ids[0];
    const [site] = target.sites;
    const told = await fetchJson(this._url("list", { at: `place:${site.id}`, limit: 1 }));
    return this.add(unpacked(told).events)[0];
  }

  /** Fetch an event. Its own id may be another: that of the event it was merged into. @param {string} id */
  async know(id) {
    const told = await fetchJson(`${this.urls.events}/${encodeURIComponent(id)}`);
    return this.add([{ ...told, reports: told.report_count }])[0];
  }

  /** An address with what selects events, and how to tell of them. The histogram is of all time. */
  _url(name, more = {}) {
    const words = new URLSearchParams(this.words);
    if (name === "histogram") words.delete("datetime");
    for (const [word, value] of Object.entries(more)) words.set(word, String(value));
    return this.urls[name] + asSearch(words);
  }

  /** What stands at places, once both marks and areas are there. */
  _places() {
    if (!this.view) return null;
    const { zoom, box: bbox, isDense } = this.view;
    const urls = [this._url("clusters", { z: zoom, bbox }), ...(isDense ? [this._url("hexagons", { z: zoom, size: RADIUS, bbox })] : [])];
    const marks = this.answers.marks.of(urls, (told, hexes) => ({ marks: told.clusters.map((one) => this._site(one)), hexes: hexes ? hexes.hexagons.map((one) => this._site(one)) : null }));
    const areas = this.answers.areas.of([this._url("areas")], (told) => told.areas.map((one) => this._site(one)));
    if (!marks || !areas) return null;
    if (this.joined?.marks !== marks || this.joined.areas !== areas) this.joined = { marks, areas, hexes: marks.hexes, sites: [...marks.marks, ...areas], named: marks.marks.filter((site) => site.id).map((site) => site.place) };
    return this.joined;
  }

  /** @returns {import("./data.js").Site} */
  _site({ lon, lat, count, mix, hollow, places, place, box, ...more }) {
    const parts = Object.entries(mix).map(([code, n]) => [this.byCode.get(code).index, n, hollow[code] || 0]);
    const spot = { id: place || "", lon, lat, ...more };
    return { id: place || "", place: spot, isArea: Boolean(place) && isArea(spot), n: count, places, mix: parts, ids: null, box, ux: unitX(lon), uy: unitY(lat) };
  }

  _page(told, url) {
    return { url, rows: this.add(unpacked(told).events), total: told.count, next: told.next };
  }

  async _more(page) {
    if (page.isLoading) return;
    page.isLoading = true;
    try {
      const told = await fetchJson(page.url.replace(/limit=\d+/, `limit=${Math.min(PAGE, this.most - page.rows.length)}&after=${page.next}`));
      page.rows = page.rows.concat(this.add(unpacked(told).events));
      page.next = told.next;
      if (this.answers.list.last === page) this.changed("list");
    } catch (error) {
      this.failed(error, () => this._more(page));
    } finally {
      page.isLoading = false;
    }
  }

  _passing() {
    const tests = Object.values(testsOf(this, this.state)).filter(([key]) => key !== null).map(([, make]) => make());
    return this.travels.filter((i) => !this.list[i].is_aggregate && tests.every((test) => test(i))).sort((a, b) => this.end[a] - this.end[b] || this.start[a] - this.start[b]);
  }

  /** Several answers may fail at once: one notice tells it, and one press asks all of them again. */
  _failed(error, again, tell) {
    (this.again ??= []).push(again);
    tell(error, () => {
      const all = this.again;
      this.again = null;
      for (const one of all || []) one();
    });
  }
}

/** @returns {import("./data.js").Tally} */
function tallyOf(facets) {
  const counts = (word) => new Map(Object.entries(facets[word]));
  const source = new Map(Object.entries(facets.source).map(([name, n]) => [name || UNNAMED, n]));
  const values = { source, ...Object.fromEntries(["country", "admin1", "admin2", "geo_precision", "actor"].map((word) => [word, counts(word)])) };
  return { types: counts("type"), leaves: counts("sub_type"), statuses: counts("status"), values, all: { ...facets.all, killed: facets.all.min_fatalities },
    killed: (least) => facets.min_fatalities[least] || 0, near: (km) => facets.near_border_km[km] || 0 };
}

/** @returns {import("./histogram.js").Histogram} */
function barsOf(told) {
  const spans = (list) => list.map(([first, last, layer, n]) => [dayOf(first), dayOf(last), LAYERS.indexOf(layer), n]);
  return { ...told, bars: new Map(told.bars.map(([first, ...counts]) => [dayOf(first), counts])), lasting: spans(told.lasting), vague: spans(told.vague) };
}

/** A view as the service reads it. @param {any} bounds of Leaflet */
function boxOf(bounds) {
  const at = (value, most) => Math.max(-most, Math.min(most, value)).toFixed(4);
  return [at(bounds.getWest(), 180), at(bounds.getSouth(), 90), at(bounds.getEast(), 180), at(bounds.getNorth(), 90)].join(",");
}
