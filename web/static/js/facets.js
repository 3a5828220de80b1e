// Where, who and by whom: one choice for each facet. A value's count leaves out its own facet, so it tells what the choice
// would show; values that would show nothing are left out, but for the one that is chosen.

import { FACET } from "./data.js";
import { h, put } from "./dom.js";
import { CLEAR } from "./chips.js";
import { isFiltered } from "./state.js";

const MOST = 200; // values in one choice, those with most events
const NONE = [];
const FACETS = [
  { word: "country", name: "Country", of: (event) => (event.place ? [event.place.country] : NONE) },
  { word: "admin1", name: "Province", of: (event) => (event.place?.admin1 ? [event.place.admin1] : NONE) },
  { word: "actor", name: "Actor", of: (event) => new Set(event.actors.map((actor) => actor.name)) },
  { word: "source", name: "Source", of: (event) => event.sources },
];

/** The choices, as a part of the panel. */
export class Facets {
  /**
   * @param {import("./data.js").Events} events @param {import("./state.js").Store} store
   * @param {(code: string) => string} countryName
   */
  constructor(events, store, countryName) {
    Object.assign(this, { events, store, countryName });
    this.choices = FACETS.map((facet) => {
      const id = `facet-${facet.word}`;
      const select = h("select", { id, on: { change: () => store.change({ [facet.word]: select.value, at: "" }) } });
      return { ...facet, select, row: h("div", { class: "field facet" }, h("label", { for: id }, facet.name), select) };
    });
    this.clear = h("button", { class: "quiet", type: "button", on: { click: () => store.change({ ...CLEAR, at: "" }) } }, "Reset filters");
    this.root = h("details", { class: "group facets", open: true }, h("summary", {}, "Where, who, source"), this.choices.map((choice) => choice.row),
      h("div", { class: "facets-foot" }, this.clear));
  }

  /** @param {import("./state.js").State} state */
  update(state) {
    for (const choice of this.choices) this._options(choice, state[choice.word]);
    this.clear.disabled = !isFiltered(state);
  }

  _options({ word, select, of }, chosen) {
    const { counts, all } = this._counts(FACET[word], of);
    if (chosen && !counts.has(chosen)) counts.set(chosen, 0);
    const sorted = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, MOST);
    if (chosen && !sorted.some(([value]) => value === chosen)) sorted.push([chosen, counts.get(chosen)]);
    const name = (value) => (word === "country" ? this.countryName(value) : value);
    const option = (value, text, n) => h("option", { value }, `${text} (${n.toLocaleString("en")})`);
    put(select, option("", "any", all), sorted.map(([value, n]) => option(value, name(value), n)));
    select.value = chosen;
    select.disabled = sorted.length === 0;
    select.classList.toggle("is-set", Boolean(chosen));
  }

  /** How many events each value would show, of those that pass the other facets. */
  _counts(bit, of) {
    const counts = new Map();
    let all = 0;
    this.events.list.forEach((event, i) => {
      if ((this.events.fails[i] & ~bit) !== 0) return;
      all += 1;
      for (const value of of(event)) if (value) counts.set(value, (counts.get(value) || 0) + 1);
    });
    return { counts, all };
  }
}
