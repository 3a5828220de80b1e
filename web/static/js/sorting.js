// Orders of events, for the list and the table.

import { killedIn, hasDistance } from "./filters.js";

/** By what the list can be ordered; each takes rows that are newest first. @type {Record<string, (events: import("./data.js").Events) => (a: number, b: number) => number>} */
const ORDERS = {
  oldest: ({ rank }) => (a, b) => rank[b] - rank[a],
  place: ({ list, rank }) => (a, b) => compareTexts(list[a].place?.name, list[b].place?.name) || rank[a] - rank[b],
  killed: ({ list, rank }) => (a, b) => killedIn(list[b]) - killedIn(list[a]) || rank[a] - rank[b],
  border: ({ list, rank }) => (a, b) => distance(list[a]) - distance(list[b]) || rank[a] - rank[b],
};

/** @param {number[]} indices newest first @param {string} order "" or a key of ORDERS @param {import("./data.js").Events} events */
export function sorted(indices, order, events) {
  return ORDERS[order] ? [...indices].sort(ORDERS[order](events)) : indices;
}

/** Compare texts; what is missing comes last. @param {string|null|undefined} a @param {string|null|undefined} b */
export function compareTexts(a, b) {
  if (!a || !b) return Number(!a) - Number(!b);
  return a < b ? -1 : Number(a > b);
}

function distance(event) {
  return hasDistance(event) ? event.place.border_km : Number.MAX_VALUE;
}
