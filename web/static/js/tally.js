// Counts of every value of every facet, each beside the other facets, in one pass over all events: an event that passes all
// facets counts for each of them, one that fails a single facet counts for that one only.

import { FACET, hasDistance, killedIn } from "./filters.js";
import { STATUSES } from "./state.js";
import { fold, nameKey } from "./words.js";

const MOST_NAMES = 3;
const PLACE_FACETS = {
  country: (place) => place.country,
  admin1: (place) => place.admin1,
  admin2: (place) => place.admin2,
  geo_precision: (place) => String(place.geo_precision),
};

/** Counts the events of a page that holds all of them. */
export class Counter {
  /** @param {import("./held.js").HeldEvents} events */
  constructor(events) {
    this.events = events;
    const { list } = events;
    [this.place, this.places] = coded(list, (event) => event.place?.id || "", (event) => event.place);
    [this.actors, this.actorLists] = coded(list, (event) => event.actors, (event) => [...new Set(event.actors.map((actor) => actor.name))]);
    [this.sources, this.sourceLists] = coded(list, (event) => event.sources, (event) => event.sources);
    this.killed = Int32Array.from(list, killedIn);
    this.finders = findersOf(new Set(this.actorLists.flat()));
  }

  /** What kinds of events there are at all: indices of families, codes of the finest types, statuses. */
  present() {
    const { family, leaf, status, leaves, size } = this.events;
    const of = (column) => [...new Set(column.subarray(0, size))];
    return { families: new Set(of(family)), leaves: new Set(of(leaf).map((index) => leaves[index].code)), statuses: new Set(of(status).map((index) => STATUSES[index])) };
  }

  /** @returns {import("./data.js").Tally & {shown: number}} */
  tally() {
    const { fails, family, leaf, status, size, families, leaves } = this.events;
    const one = (bit) => ({ bit, n: 0, place: new Uint32Array(this.places.length), actors: new Uint32Array(this.actorLists.length), sources: new Uint32Array(this.sourceLists.length), family: new Uint32Array(families.length), leaf: new Uint32Array(leaves.length), status: new Uint32Array(STATUSES.length), killed: new Map() });
    const both = one(0);
    const alone = new Map(["country", "admin1", "admin2", "geo_precision", "near", "actor", "source", "type", "status", "killed"].map((facet) => [FACET[facet], one(FACET[facet])]));
    for (let i = 0; i < size; i += 1) {
      const failed = fails[i];
      const into = failed === 0 ? both : alone.get(failed);
      if (!into) continue;
      into.n += 1;
      into.place[this.place[i]] += 1;
      into.actors[this.actors[i]] += 1;
      into.sources[this.sources[i]] += 1;
      into.family[family[i]] += 1;
      into.leaf[leaf[i]] += 1;
      into.status[status[i]] += 1;
      into.killed.set(this.killed[i], (into.killed.get(this.killed[i]) || 0) + 1);
    }
    const sum = (facet, column) => both[column].map((n, code) => n + alone.get(FACET[facet])[column][code]);
    const all = (facet) => both.n + alone.get(FACET[facet]).n;
    return this._told(both.n, sum, all, [both.killed, alone.get(FACET.killed).killed]);
  }

  _told(shown, sum, all, tolls) {
    const { families, leaves } = this.events;
    const near = sum("near", "place");
    const values = Object.fromEntries(Object.entries(PLACE_FACETS).map(([facet, of]) => [facet, spread(sum(facet, "place"), (code) => (this.places[code] ? [of(this.places[code])] : []))]));
    values.actor = spread(sum("actor", "actors"), (code) => new Set(this.actorLists[code].flatMap((name) => this.finders.get(name))));
    values.source = spread(sum("source", "sources"), (code) => this.sourceLists[code]);
    const counted = (column, nameOf) => spread(column, (code) => [nameOf(code)]);
    return {
      shown,
      types: counted(sum("type", "family"), (code) => families[code].code),
      leaves: counted(sum("type", "leaf"), (code) => leaves[code].code),
      statuses: counted(sum("status", "status"), (code) => STATUSES[code]),
      values,
      all: Object.fromEntries([...Object.keys(values), "killed"].map((facet) => [facet, all(facet)])),
      killed: (least) => tolls.flatMap((counts) => [...counts]).reduce((n, [killed, count]) => n + (killed >= least ? count : 0), 0),
      near: (km) => near.reduce((n, count, code) => n + (count && hasDistance({ place: this.places[code] }) && this.places[code].border_km <= km ? count : 0), 0),
    };
  }

  /** The most frequent actors or sources whose names hold some folded words, with how many events tell of them. @param {"actors"|"sources"} what @param {string[]} words */
  named(what, words) {
    const lists = what === "actors" ? this.actorLists : this.sourceLists;
    const counts = new Uint32Array(lists.length);
    for (const code of this[what]) counts[code] += 1;
    const named = [...spread(counts, (code) => lists[code])].filter(([name]) => words.every((word) => fold(name).includes(word)));
    return named.sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])).slice(0, MOST_NAMES);
  }
}

/** Numbers of what events share, and the things that the numbers stand for. @returns {[Int32Array, any[]]} */
function coded(list, keyOf, thingOf) {
  const numbers = new Map();
  const things = [];
  const codes = Int32Array.from(list, (event) => {
    const key = keyOf(event);
    if (!numbers.has(key)) {
      numbers.set(key, things.length);
      things.push(thingOf(event));
    }
    return numbers.get(key);
  });
  return [codes, things];
}

/** Counts by code as counts by value; a code may stand for several. @returns {Map<string, number>} */
function spread(counts, valuesOf) {
  const found = new Map();
  counts.forEach((n, code) => {
    if (n) for (const value of valuesOf(code)) if (value) found.set(value, (found.get(value) || 0) + n);
  });
  return found;
}

/** For each actor's name the names that a search for them would find it by: itself, and all that are whole words of it. */
function findersOf(names) {
  const byFold = new Map();
  for (const name of names) byFold.set(nameKey(name), [...(byFold.get(nameKey(name)) || []), name]);
  return new Map([...names].map((name) => {
    const words = nameKey(name).split(" ");
    const runs = words.flatMap((_, from) => words.slice(from).map((__, n) => words.slice(from, from + n + 1).join(" ")));
    return [name, [...new Set(runs.flatMap((run) => byFold.get(run) || []))]];
  }));
}
