// One chip for each filter in force, each with a cross, and "Clear all"; and the same filters as words of a sentence.

import { h, icon } from "./dom.js";
import { CLEAR, leavesOf } from "./state.js";
import { plural, spanWords } from "./words.js";

const PRECISIONS = { 1: "known to the town or site", 2: "known to the district", 3: "known to the province", 4: "known to the country only" };

/**
 * What is in force, in words, each with what takes it away.
 * @param {import("./state.js").State} state @param {import("./data.js").Events} events @param {(code: string) => string} countryName
 * @returns {{words: string, patch: any}[]}
 */
export function filtersInWords(state, events, countryName) {
  const found = [];
  const add = (words, patch) => found.push({ words, patch });
  if (state.q) add(`“${state.q}”`, { q: "" });
  if (state.types) add(typeWords(state.types, events.families), { types: null });
  if (state.statuses) add(state.statuses.size ? [...state.statuses].join(", ") : "no status", { statuses: null });
  if ((state.from !== null || state.to !== null) && events.span) add(spanWords(state.from ?? events.span[0], state.to ?? events.span[1]), { from: null, to: null });
  if (state.near !== null) add(`within ${state.near} km of the frontier`, { near: null });
  if (state.killed !== null) add(`${state.killed} or more killed`, { killed: null });
  if (state.place) add(placeName(state.place, events), { place: "" });
  if (state.admin2) add(state.admin2, { admin2: "" });
  if (state.admin1) add(state.admin1, { admin1: "" });
  if (state.country) add(countryName(state.country), { country: "" });
  if (state.geo_precision) add(PRECISIONS[state.geo_precision] || `precision ${state.geo_precision}`, { geo_precision: "" });
  for (const word of ["actor", "source"]) if (state[word]) add(state[word], { [word]: "" });
  if (state.id) add(`${plural(state.id.split(",").length, "event")} picked in the table`, { id: "" });
  return found;
}

/**
 * @param {import("./state.js").State} state @param {import("./data.js").Events} events
 * @param {(patch: any) => void} change @param {(code: string) => string} countryName
 */
export function filterChips(state, events, change, countryName) {
  const chips = filtersInWords(state, events, countryName).map(({ words, patch }) =>
    h("button", { class: "chip is-filter", type: "button", "aria-label": `Remove the filter ${words}`, on: { click: () => change(patch) } }, h("bdi", {}, words), icon("close")));
  if (chips.length) chips.push(h("button", { class: "quiet", type: "button", on: { click: () => change(CLEAR) } }, "Clear all"));
  return chips;
}

function placeName(id, events) {
  return events.list.find((event) => event.place?.id === id)?.place.name || id;
}

function typeWords(types, families) {
  const whole = families.filter((one) => leavesOf(one).every((code) => types.has(code)));
  const parts = families.filter((one) => !whole.includes(one)).flatMap((one) => one.subs.filter((sub) => types.has(sub.code)));
  const layers = new Set(whole.map((one) => one.layer));
  if (!whole.length && !parts.length) return "no type";
  if (!parts.length && layers.size === 1 && whole.length === families.filter((one) => layers.has(one.layer)).length) return layers.has("incident") ? "incidents" : "diplomacy";
  const names = [...whole, ...parts].map((one) => one.label);
  return names.length <= 2 ? names.join(", ") : `${plural(names.length, "type")}: ${names[0]}, ${names[1]} …`;
}
