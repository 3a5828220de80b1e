// Where, who, by whom, how exactly and how deadly: one choice for each facet. A value's count leaves out its own facet, so
// it tells what the choice would show; values that would show nothing are left out, but for the one that is chosen.

import { h, put } from "./dom.js";
import { UNNAMED } from "./data.js";
import { areaName } from "./names.js";
import { number, t } from "./phrases.js";
import { CLEAR, isFiltered } from "./state.js";
import { kmWords } from "./words.js";

const MOST = 200; // values in one choice, those with most events
const PRECISIONS = { 1: t("town or exact site"), 2: t("district or surroundings"), 3: t("province"), 4: t("country only") };
const TOLLS = [1, 5, 10, 25, 50, 100];
const FACETS = [
  { word: "country", name: t("Country") },
  { word: "admin1", name: t("Province"), nameOf: areaName },
  { word: "admin2", name: t("District"), nameOf: areaName },
  { word: "actor", name: t("Actor") },
  { word: "source", name: t("Source"), nameOf: (value) => (value === UNNAMED ? t("Publisher not named") : value) },
  { word: "geo_precision", name: t("Known to"), nameOf: (value) => PRECISIONS[value] || value },
];

/** The choices, as a part of the panel. */
export class Facets {
  /**
   * @param {import("./data.js").Events} events @param {import("./state.js").Store} store
   * @param {(code: string) => string} countryName
   */
  constructor(events, store, countryName) {
    Object.assign(this, { events, store });
    const facets = FACETS.map((facet) => ({ ...facet, nameOf: facet.word === "country" ? countryName : facet.nameOf || ((value) => value) }));
    this.choices = facets.map((facet) => ({ ...facet, ...field(facet.name, `facet-${facet.word}`, (value) => store.change({ [facet.word]: value, at: "" })) }));
    this.killed = field(t("Killed"), "facet-killed", (value) => store.change({ killed: value === "" ? null : Number(value), at: "" }));
    this.clear = h("button", { class: "quiet", type: "button", on: { click: () => store.change({ ...CLEAR, at: "" }) } }, t("Reset filters"));
    this.near = this._near();
    this.root = h("details", { class: "group facets", open: true }, h("summary", {}, t("Where, who, how sure")), this.choices.map((choice) => choice.row), this.killed.row, this.near.root,
      h("div", { class: "facets-foot" }, this.clear));
  }

  /** @param {import("./state.js").State} state */
  update(state) {
    const tally = this.events.tally();
    for (const choice of this.choices) this._options(choice, state[choice.word], tally);
    this._tolls(state.killed, tally);
    this._updateNear(state.near, tally);
    this.clear.disabled = !isFiltered(state);
  }

  /** The border band: a switch, and how wide it is. */
  _near() {
    const change = (km, how) => this.store.change({ near: km, at: "" }, how);
    const on = h("input", { type: "checkbox", role: "switch", id: "near-on", on: { change: () => change(on.checked ? Number(range.value) : null) } });
    const range = h("input", { type: "range", id: "near-km", min: "5", max: "300", step: "5", value: "50", "aria-label": t("Kilometres from the frontier"),
      on: { input: () => change(Number(range.value), { quiet: this.store.state.near !== null }) } });
    const words = h("span", { class: "near-words" });
    const root = h("div", { class: "near" }, h("label", { class: "switch near-switch", for: "near-on" }, h("span", {}, t("Border band")), words, on), range);
    return { root, on, range, words };
  }

  _updateNear(km, tally) {
    const { on, range, words } = this.near;
    on.checked = km !== null;
    if (km !== null) range.value = String(km);
    const within = Number(km ?? range.value);
    range.setAttribute("aria-valuetext", kmWords(within));
    put(words, t("within %(km)s", { km: kmWords(within) }), " ", h("b", {}, `(${number(tally.near(within))})`));
  }

  _options(choice, chosen, tally) {
    const counts = new Map(tally.values[choice.word]);
    if (chosen && !counts.has(chosen)) counts.set(chosen, 0);
    const sorted = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, MOST);
    if (chosen && !sorted.some(([value]) => value === chosen)) sorted.push([chosen, counts.get(chosen)]);
    fill(choice.select, tally.all[choice.word], sorted.map(([value, n]) => [value, choice.nameOf(value), n]), chosen);
  }

  _tolls(chosen, tally) {
    const wanted = chosen === null || TOLLS.includes(chosen) ? TOLLS : [...TOLLS, chosen].sort((a, b) => a - b);
    const told = wanted.map((least) => [String(least), t("%(num)s or more", { num: number(least) }), tally.killed(least)]);
    fill(this.killed.select, tally.all.killed, told.filter(([value, , n]) => n || value === String(chosen)), chosen === null ? "" : String(chosen));
  }
}

function field(name, id, change) {
  const select = h("select", { id, on: { change: () => change(select.value) } });
  return { select, row: h("div", { class: "field facet" }, h("label", { for: id }, name), select) };
}

function fill(select, all, values, chosen) {
  const option = (value, text, n) => h("option", { value }, `${text} (${number(n)})`);
  put(select, option("", t("any"), all), values.map(([value, text, n]) => option(value, text, n)));
  select.value = chosen;
  select.disabled = values.length === 0;
  select.classList.toggle("is-set", Boolean(chosen));
}
