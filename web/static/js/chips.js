// One chip for each filter in force, each with a cross, and "Clear all".

import { h, icon } from "./dom.js";
import { spanWords } from "./words.js";

/** What clears every filter. */
export const CLEAR = { types: null, statuses: null, from: null, to: null, q: "", actor: "", source: "", place: "", country: "", admin1: "", near: null };

/**
 * @param {import("./state.js").State} state @param {import("./data.js").Events} events
 * @param {(patch: any) => void} change
 * @param {(code: string) => string} countryName
 */
export function filterChips(state, events, change, countryName) {
  const chip = (words, patch) => h("button", { class: "chip is-filter", type: "button", "aria-label": `Remove the filter ${words}`, on: { click: () => change(patch) } }, h("bdi", {}, words), icon("close"));
  const found = [];
  if (state.q) found.push(chip(`“${state.q}”`, { q: "" }));
  if (state.types) found.push(chip(typeWords(state.types, events.families), { types: null }));
  if (state.statuses) found.push(chip(state.statuses.size ? [...state.statuses].join(", ") : "no status", { statuses: null }));
  if ((state.from !== null || state.to !== null) && events.span) found.push(chip(spanWords(state.from ?? events.span[0], state.to ?? events.span[1]), { from: null, to: null }));
  if (state.near !== null) found.push(chip(`within ${state.near} km of the frontier`, { near: null }));
  if (state.place) found.push(chip(placeName(state.place, events), { place: "" }));
  if (state.admin1) found.push(chip(state.admin1, { admin1: "" }));
  if (state.country) found.push(chip(countryName(state.country), { country: "" }));
  for (const word of ["actor", "source"]) if (state[word]) found.push(chip(state[word], { [word]: "" }));
  if (found.length) found.push(h("button", { class: "quiet", type: "button", on: { click: () => change(CLEAR) } }, "Clear all"));
  return found;
}

function placeName(id, events) {
  return events.list.find((event) => event.place?.id === id)?.place.name || id;
}

function typeWords(types, families) {
  const kept = families.filter((one) => types.has(one.code));
  const layers = new Set(kept.map((one) => one.layer));
  if (!kept.length) return "no type";
  if (layers.size === 1 && kept.length === families.filter((one) => layers.has(one.layer)).length) return [...layers][0] === "incident" ? "incidents" : "diplomacy";
  return kept.length <= 2 ? kept.map((one) => one.label).join(", ") : `${kept.length} of ${families.length} types`;
}
