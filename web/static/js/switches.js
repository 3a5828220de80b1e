// What the map shows besides the legend: its parts, hexagons, shades and the ground. Each is a word of the address.

import { h, put } from "./dom.js";
import { wayWords } from "./names.js";
import { number, t, tn } from "./phrases.js";

const NAMES = { marks: t("Places with events"), areas: t("Areas"), arcs: t("Arcs"), names: t("Names of places") };
const DENSITY = [["", t("where marks crowd")], ["on", t("always")], ["off", t("never")]];
const MOST_WAYS = 40;

/** The part of the panel that switches parts of the map. */
export class Switches {
  /**
   * @param {import("./state.js").Store} store @param {Element[]} more further controls
   * @param {{name: string}[]} grounds tile layers that the service allows
   */
  constructor(store, more, grounds) {
    this.store = store;
    this.inputs = Object.entries(NAMES).map(([part, name]) => {
      const input = h("input", { type: "checkbox", role: "switch", on: { change: () => this._switch(part, input.checked) } });
      return { part, input, row: h("label", { class: "switch part" }, h("span", {}, name), input) };
    });
    this.density = select("density", DENSITY, (value) => store.change({ density: value }));
    this.ground = grounds.length ? select("ground", [["", t("our own")], ...grounds.map(({ name }) => [name, name])], (value) => store.change({ ground: value })) : null;
    this.ways = h("ul", { class: "ways" });
    this.waysBox = h("details", { class: "ways-box" }, h("summary", {}), this.ways);
    this.root = h("section", { class: "group", "aria-label": t("On the map") }, h("h2", { class: "group-head" }, h("span", { class: "group-name" }, t("On the map"))),
      this.inputs.map(({ row }) => row), this.waysBox, row(t("Hexagons"), this.density), more, this.ground && row(t("Ground"), this.ground));
  }

  /** @param {import("./state.js").State} state @param {any[]} arcs all arcs of what is shown, the strongest first */
  update(state, arcs) {
    for (const { part, input } of this.inputs) input.checked = !state.hide.has(part);
    this.density.value = state.density;
    if (this.ground) this.ground.value = state.ground;
    this.waysBox.hidden = arcs.length === 0;
    put(this.waysBox.firstChild, tn("%(num)s arc as a list", "%(num)s arcs as a list", arcs.length));
    put(this.ways, arcs.slice(0, MOST_WAYS).map((arc) => h("li", {}, h("button", { class: "way", type: "button", "aria-pressed": String(state.at === arc.id), on: { click: () => this.store.change({ at: state.at === arc.id ? "" : arc.id, event: null }) } },
      h("bdi", {}, wayWords(arc)), h("span", { class: "count" }, number(arc.n))))),
    arcs.length > MOST_WAYS ? h("li", { class: "ways-more" }, tn("and %(num)s more; filter to see them", "and %(num)s more; filter to see them", arcs.length - MOST_WAYS)) : null);
  }

  _switch(part, on) {
    const hide = new Set(this.store.state.hide);
    if (on) hide.delete(part);
    else hide.add(part);
    this.store.change({ hide });
  }
}

function select(id, options, change) {
  const made = h("select", { id, on: { change: () => change(made.value) } }, options.map(([value, name]) => h("option", { value }, name)));
  return made;
}

function row(name, control) {
  return h("div", { class: "field facet" }, h("label", { for: control.id }, name), control);
}
