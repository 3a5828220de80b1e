// What the map shows besides the legend: its parts, hexagons, shades and the ground. Each is a word of the address.

import { h, put } from "./dom.js";
import { plural } from "./words.js";

const NAMES = { marks: "Places with events", areas: "Areas", arcs: "Arcs", names: "Names of places" };
const DENSITY = [["", "where marks crowd"], ["on", "always"], ["off", "never"]];
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
    this.ground = grounds.length ? select("ground", [["", "our own"], ...grounds.map(({ name }) => [name, name])], (value) => store.change({ ground: value })) : null;
    this.ways = h("ul", { class: "ways" });
    this.waysBox = h("details", { class: "ways-box" }, h("summary", {}), this.ways);
    this.root = h("section", { class: "group", "aria-label": "On the map" }, h("h2", { class: "group-head" }, h("span", { class: "group-name" }, "On the map")),
      this.inputs.map(({ row }) => row), this.waysBox, row("Hexagons", this.density), more, this.ground && row("Ground", this.ground));
  }

  /** @param {import("./state.js").State} state @param {any[]} arcs all arcs of what is shown, the strongest first */
  update(state, arcs) {
    for (const { part, input } of this.inputs) input.checked = !state.hide.has(part);
    this.density.value = state.density;
    if (this.ground) this.ground.value = state.ground;
    this.waysBox.hidden = arcs.length === 0;
    put(this.waysBox.firstChild, plural(arcs.length, "arc"), " as a list");
    put(this.ways, arcs.slice(0, MOST_WAYS).map((arc) => h("li", {}, h("button", { class: "way", type: "button", "aria-pressed": String(state.at === arc.id), on: { click: () => this.store.change({ at: state.at === arc.id ? "" : arc.id, event: null }) } },
      h("bdi", {}, `${arc.from.name} → ${arc.to.name}`), h("span", { class: "count" }, arc.ids.length.toLocaleString("en"))))),
    arcs.length > MOST_WAYS ? h("li", { class: "ways-more" }, `and ${arcs.length - MOST_WAYS} more; filter to see them`) : null);
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
