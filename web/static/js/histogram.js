// The bars of the time axis, of a page that holds all events: each event stands where it begins. Those that last longer than
// a bar, and those whose date is vaguer, are told apart, because no bar would tell the truth.

import { DAYS, bucketOf } from "./buckets.js";
import { NO_DAY } from "./data.js";
import { FACET } from "./filters.js";
import { STATUSES } from "./state.js";

export const LAYERS = ["incident", "diplomacy"];
const PLANNED = STATUSES.indexOf("planned");

/**
 * @typedef {object} Histogram
 * @property {Map<number, number[]>} bars by first day: events of each layer, then the planned ones of each
 * @property {[number, number, number, number][]} lasting first and last day, number of the layer, how many
 * @property {[number, number, number, number][]} vague the same
 * @property {number} lasts how many last in all @property {number} vagues @property {number} undated @property {number} early before the axis
 */

/**
 * @param {import("./held.js").HeldEvents} events @param {[number, number]} axis first and last day @param {string} unit of a bar
 * @param {((i: number) => boolean)|null} within counts only what passes this beside the other filters @returns {Histogram}
 */
export function histogram(events, axis, unit, within) {
  const told = { bars: new Map(), lasting: [], vague: [], lasts: 0, vagues: 0, undated: 0, early: 0 };
  const others = ~FACET.time;
  for (let i = 0; i < events.size; i += 1) {
    if ((events.fails[i] & others) !== 0 || events.drawn[i] === "totals" || (within && !within(i))) continue;
    if (events.start[i] === NO_DAY) told.undated += 1;
    else add(told, events, i, axis, unit);
  }
  told.lasts = told.lasting.length;
  told.vagues = told.vague.length;
  return told;
}

function add(told, events, i, axis, unit) {
  const [start, end] = [events.start[i], events.end[i]];
  if (start < axis[0]) told.early += 1;
  const layer = LAYERS.indexOf(events.familyOf(i).layer);
  const isVague = events.list[i].date_precision !== "day";
  if (isVague && end - start > Math.max(31, DAYS[unit] * 1.5)) told.vague.push([start, end, layer, 1]);
  else if (!isVague && end > start && end - start >= DAYS[unit]) told.lasting.push([start, end, layer, 1]);
  else {
    const bucket = bucketOf(start, unit);
    if (!told.bars.has(bucket)) told.bars.set(bucket, [0, 0, 0, 0]);
    told.bars.get(bucket)[layer + (events.status[i] === PLANNED ? LAYERS.length : 0)] += 1;
  }
}
