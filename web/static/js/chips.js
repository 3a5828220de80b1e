// One chip for each filter in force, each with a cross, and "Clear all"; and the same filters as words of a sentence.

import { h, icon } from "./dom.js";
import { UNNAMED } from "./data.js";
import { areaName, placeName } from "./names.js";
import { number, t, tn } from "./phrases.js";
import { CLEAR, leavesOf } from "./state.js";
import { STATUS_TAGS, kmWords, spanWords } from "./words.js";

const PRECISIONS = { 1: t("known to the town or site"), 2: t("known to the district"), 3: t("known to the province"), 4: t("known to the country only") };

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
  if (state.statuses) add(state.statuses.size ? [...state.statuses].map((status) => STATUS_TAGS[status]).join(t(", ")) : t("no status"), { statuses: null });
  if ((state.from !== null || state.to !== null) && events.span) add(spanWords(state.from ?? events.span[0], state.to ?? events.span[1]), { from: null, to: null });
  if (state.near !== null) add(t("within %(km)s of the frontier", { km: kmWords(state.near) }), { near: null });
  if (state.killed !== null) add(t("%(num)s or more killed", { num: number(state.killed) }), { killed: null });
  if (state.place) add(nameOf(state.place, events), { place: "" });
  if (state.admin2) add(areaName(state.admin2), { admin2: "" });
  if (state.admin1) add(areaName(state.admin1), { admin1: "" });
  if (state.country) add(countryName(state.country), { country: "" });
  if (state.geo_precision) add(PRECISIONS[state.geo_precision] || t("precision %(level)s", { level: state.geo_precision }), { geo_precision: "" });
  for (const word of ["actor", "source"]) if (state[word]) add(state[word] === UNNAMED ? t("Publisher not named") : state[word], { [word]: "" });
  if (state.id) add(tn("%(num)s event picked in the table", "%(num)s events picked in the table", state.id.split(",").length), { id: "" });
  return found;
}

/**
 * @param {import("./state.js").State} state @param {import("./data.js").Events} events
 * @param {(patch: any) => void} change @param {(code: string) => string} countryName
 */
export function filterChips(state, events, change, countryName) {
  const chips = filtersInWords(state, events, countryName).map(({ words, patch }) =>
    h("button", { class: "chip is-filter", type: "button", "aria-label": t("Remove the filter %(words)s", { words }), on: { click: () => change(patch) } }, h("bdi", {}, words), icon("close")));
  if (chips.length) chips.push(h("button", { class: "quiet", type: "button", on: { click: () => change(CLEAR) } }, t("Clear all")));
  return chips;
}

function nameOf(id, events) {
  const place = events.list.find((event) => event.place?.id === id)?.place || (events.sites() || []).find((site) => site.id === id)?.place;
  return place ? placeName(place) : id;
}

function typeWords(types, families) {
  const whole = families.filter((one) => leavesOf(one).every((code) => types.has(code)));
  const parts = families.filter((one) => !whole.includes(one)).flatMap((one) => one.subs.filter((sub) => types.has(sub.code)));
  const layers = new Set(whole.map((one) => one.layer));
  if (!whole.length && !parts.length) return t("no type");
  if (!parts.length && layers.size === 1 && whole.length === families.filter((one) => layers.has(one.layer)).length) return layers.has("incident") ? t("incidents") : t("diplomacy");
  const names = [...whole, ...parts].map((one) => one.label);
  return names.length <= 2 ? names.join(t(", ")) : tn("%(num)s type: %(names)s …", "%(num)s types: %(names)s …", names.length, { names: names.slice(0, 2).join(t(", ")) });
}
